package io.cairn.planner.exec.kernel;

import java.math.BigInteger;

/**
 * A number of 128 bits in two's complement with the arithmetic of decimals: operations set {@link
 * #high} and {@link #low}, and tell whether the result fits. One thread at a time.
 */
public final class Int128 {
  private static final int MAX_POWER = 38;
  private static final BigInteger[] POWERS = new BigInteger[2 * MAX_POWER + 1];
  private static final long[] LONG_POWERS = new long[19];
  private static final long[] BOUND_HIGH = new long[MAX_POWER + 1];
  private static final long[] BOUND_LOW = new long[MAX_POWER + 1];

  static {
    POWERS[0] = BigInteger.ONE;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1].multiply(BigInteger.TEN);
    }
    for (int i = 0; i < LONG_POWERS.length; i++) {
      LONG_POWERS[i] = POWERS[i].longValueExact();
    }
    for (int i = 0; i <= MAX_POWER; i++) {
      BOUND_LOW[i] = POWERS[i].longValue();
      BOUND_HIGH[i] = POWERS[i].shiftRight(64).longValue();
    }
  }

  public long high;
  public long low;

  /** 10 to this power, 0 to 76. */
  public static BigInteger powerOfTen(int exponent) {
    return POWERS[exponent];
  }

  /** 10 to this power, 0 to 18. */
  public static long longPowerOfTen(int exponent) {
    return LONG_POWERS[exponent];
  }

  public static int compare(long aHigh, long aLow, long bHigh, long bLow) {
    return aHigh != bHigh ? Long.compare(aHigh, bHigh) : Long.compareUnsigned(aLow, bLow);
  }

  public static BigInteger toBigInteger(long high, long low) {
    if (high == low >> 63) {
      return BigInteger.valueOf(low);
    }
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> (56 - 8 * i));
      bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
    }
    return new BigInteger(bytes);
  }

  /** The nearest double, ties to even. */
  public static double toDouble(long high, long low) {
    return high == low >> 63 ? (double) low : toBigInteger(high, low).doubleValue();
  }

  /** Whether the value has at most this many decimal digits, 1 to 38. */
  public static boolean fits(long high, long low, int precision) {
    if (high == low >> 63 && precision < LONG_POWERS.length) {
      return low > -LONG_POWERS[precision] && low < LONG_POWERS[precision];
    }
    long negatedLow = -low;
    long negatedHigh = ~high + (low == 0 ? 1 : 0);
    return high < 0
        ? compare(negatedHigh, negatedLow, BOUND_HIGH[precision], BOUND_LOW[precision]) < 0
            && negatedHigh >= 0
        : compare(high, low, BOUND_HIGH[precision], BOUND_LOW[precision]) < 0;
  }

  public boolean set(long value) {
    high = value >> 63;
    low = value;
    return true;
  }

  public boolean set(long newHigh, long newLow) {
    high = newHigh;
    low = newLow;
    return true;
  }

  public boolean set(BigInteger value) {
    if (value.bitLength() > 127) {
      return false;
    }
    low = value.longValue();
    high = value.shiftRight(64).longValue();
    return true;
  }

  public BigInteger toBigInteger() {
    return toBigInteger(high, low);
  }

  public boolean add(long aHigh, long aLow, long bHigh, long bLow) {
    low = aLow + bLow;
    long carry = ((aLow & bLow) | ((aLow | bLow) & ~low)) >>> 63;
    high = aHigh + bHigh + carry;
    return ((aHigh ^ high) & (bHigh ^ high)) >= 0;
  }

  public boolean subtract(long aHigh, long aLow, long bHigh, long bLow) {
    low = aLow - bLow;
    long borrow = ((~aLow & bLow) | ((~aLow | bLow) & low)) >>> 63;
    high = aHigh - bHigh - borrow;
    return ((aHigh ^ bHigh) & (aHigh ^ high)) >= 0;
  }

  public boolean negate(long aHigh, long aLow) {
    return subtract(0, 0, aHigh, aLow);
  }

  /** {@code a * b / 10^drop}, rounded half away from zero. */
  public boolean multiply(long aHigh, long aLow, long bHigh, long bLow, int drop) {
    if (aHigh == aLow >> 63 && bHigh == bLow >> 63) {
      high = Math.multiplyHigh(aLow, bLow);
      low = aLow * bLow;
      return drop == 0 || rescale(high, low, -drop);
    }
    BigInteger product = toBigInteger(aHigh, aLow).multiply(toBigInteger(bHigh, bLow));
    return set(drop == 0 ? product : divideHalfUp(product, POWERS[drop]));
  }

  /** {@code a * 10^shift / b}, rounded half away from zero; b is not 0. Shift 0 to 76. */
  public boolean divide(long aHigh, long aLow, long bHigh, long bLow, int shift) {
    if (shift == 0 && aHigh == aLow >> 63 && bHigh == bLow >> 63 && aLow != Long.MIN_VALUE) {
      return set(divideHalfUp(aLow, bLow));
    }
    BigInteger dividend = toBigInteger(aHigh, aLow).multiply(POWERS[shift]);
    return set(divideHalfUp(dividend, toBigInteger(bHigh, bLow)));
  }

  /** The remainder with the dividend's sign; b is not 0. */
  public boolean remainder(long aHigh, long aLow, long bHigh, long bLow) {
    if (aHigh == aLow >> 63 && bHigh == bLow >> 63) {
      return set(bLow == -1 ? 0 : aLow % bLow);
    }
    return set(toBigInteger(aHigh, aLow).remainder(toBigInteger(bHigh, bLow)));
  }

  /** {@code a * 10^shift}; for a negative shift rounded half away from zero. */
  public boolean rescale(long aHigh, long aLow, int shift) {
    if (shift == 0) {
      return set(aHigh, aLow);
    }
    boolean narrow = aHigh == aLow >> 63;
    if (shift > 0) {
      if (narrow && shift < LONG_POWERS.length) {
        long factor = LONG_POWERS[shift];
        high = Math.multiplyHigh(aLow, factor);
        low = aLow * factor;
        return true;
      }
      if (shift > 2 * MAX_POWER) {
        return (aHigh | aLow) == 0 && set(0);
      }
      return set(toBigInteger(aHigh, aLow).multiply(POWERS[shift]));
    }
    if (narrow && -shift < LONG_POWERS.length && aLow != Long.MIN_VALUE) {
      return set(divideHalfUp(aLow, LONG_POWERS[-shift]));
    }
    return -shift > 2 * MAX_POWER
        ? set(0)
        : set(divideHalfUp(toBigInteger(aHigh, aLow), POWERS[-shift]));
  }

  /** Half away from zero; the dividend is not {@code Long.MIN_VALUE}. */
  public static long divideHalfUp(long a, long b) {
    long quotient = a / b;
    long rest = Math.abs(a - quotient * b);
    // |b| - rest <= rest, without overflow; |Long.MIN_VALUE| as unsigned is right here.
    if (Long.compareUnsigned(Math.abs(b) - rest, rest) <= 0) {
      return quotient + ((a ^ b) < 0 ? -1 : 1);
    }
    return quotient;
  }

  /** Half away from zero. */
  public static BigInteger divideHalfUp(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    if (parts[1].abs().shiftLeft(1).compareTo(b.abs()) >= 0) {
      return parts[0].add(a.signum() * b.signum() < 0 ? BigInteger.ONE.negate() : BigInteger.ONE);
    }
    return parts[0];
  }
}
