package io.cairn.planner.exec.kernel;

/** Loops over 64-bit lanes; {@code flip} is 1 for the negated comparison. */
public final class LongKernels {
  private LongKernels() {}

  public static void add(long[] a, long[] b, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  public static void subtract(long[] a, long[] b, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b[i];
    }
  }

  /** Whether an entry of {@code sum = a + b} overflowed. */
  public static boolean addOverflows(long[] a, long[] b, long[] sum, int n) {
    long any = 0;
    for (int i = 0; i < n; i++) {
      any |= (a[i] ^ sum[i]) & (b[i] ^ sum[i]);
    }
    return any < 0;
  }

  /** Whether an entry of {@code difference = a - b} overflowed. */
  public static boolean subtractOverflows(long[] a, long[] b, long[] difference, int n) {
    long any = 0;
    for (int i = 0; i < n; i++) {
      any |= (a[i] ^ b[i]) & (a[i] ^ difference[i]);
    }
    return any < 0;
  }

  /** Multiplies and tells whether an entry overflowed. */
  public static boolean multiplyChecked(long[] a, long[] b, long[] out, int n) {
    long any = 0;
    for (int i = 0; i < n; i++) {
      long product = a[i] * b[i];
      out[i] = product;
      any |= Math.multiplyHigh(a[i], b[i]) ^ (product >> 63);
    }
    return any != 0;
  }

  /**
   * Divides; tells whether a divisor is zero or a quotient overflows, which then holds anything.
   */
  public static boolean divideChecked(long[] a, long[] b, long[] out, int n) {
    boolean bad = false;
    for (int i = 0; i < n; i++) {
      long divisor = b[i];
      if (divisor == 0 || (divisor == -1 && a[i] == Long.MIN_VALUE)) {
        bad = true;
        out[i] = 0;
      } else {
        out[i] = a[i] / divisor;
      }
    }
    return bad;
  }

  /** Remainders; tells whether a divisor is zero, whose remainder then holds anything. */
  public static boolean moduloChecked(long[] a, long[] b, long[] out, int n) {
    boolean bad = false;
    for (int i = 0; i < n; i++) {
      long divisor = b[i];
      if (divisor == 0) {
        bad = true;
        out[i] = 0;
      } else {
        out[i] = divisor == -1 ? 0 : a[i] % divisor;
      }
    }
    return bad;
  }

  /** Whether an entry is below {@code min} or above {@code max}. */
  public static boolean outside(long[] a, long min, long max, int n) {
    int any = 0;
    for (int i = 0; i < n; i++) {
      any |= (a[i] < min || a[i] > max) ? 1 : 0;
    }
    return any != 0;
  }

  public static void less(long[] a, long[] b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (a[i] < b[i] ? 1 : 0) ^ flip;
    }
  }

  public static void less(long[] a, long b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (a[i] < b ? 1 : 0) ^ flip;
    }
  }

  public static void greater(long[] a, long b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (a[i] > b ? 1 : 0) ^ flip;
    }
  }

  public static void equal(long[] a, long[] b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (a[i] == b[i] ? 1 : 0) ^ flip;
    }
  }

  public static void equal(long[] a, long b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (a[i] == b ? 1 : 0) ^ flip;
    }
  }

  /** Adds the same to every entry: with {@code Long.MIN_VALUE}, unsigned order becomes signed. */
  public static void addConstant(long[] a, long constant, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + constant;
    }
  }

  public static void subtractFrom(long constant, long[] a, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = constant - a[i];
    }
  }

  public static void multiply(long[] a, long[] b, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  public static void multiplyConstant(long[] a, long constant, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * constant;
    }
  }

  /** {@code out = a + b * factor}. */
  public static void addScaled(long[] a, long[] b, long factor, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i] * factor;
    }
  }

  /** Products of 128 bits, exact. */
  public static void multiplyWide(long[] a, long[] b, long[] high, long[] low, int n) {
    for (int i = 0; i < n; i++) {
      high[i] = Math.multiplyHigh(a[i], b[i]);
    }
    multiply(a, b, low, n);
  }

  /**
   * Bits set wherever an entry differs from its sign: every entry is from {@code ~m} to {@code m},
   * where m has all bits from the highest of these on.
   */
  public static long spread(long[] a, int n) {
    long first = 0;
    long second = 0;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      first |= a[i] ^ a[i] >> 63;
      second |= a[i + 1] ^ a[i + 1] >> 63;
    }
    for (; i < n; i++) {
      first |= a[i] ^ a[i] >> 63;
    }
    return first | second;
  }

  /** Whether each number of 128 bits is the signed one of its lower half. */
  public static boolean areNarrow(long[] high, long[] low, int n) {
    long any = 0;
    for (int i = 0; i < n; i++) {
      any |= high[i] ^ low[i] >> 63;
    }
    return any == 0;
  }

  public static void toDouble(long[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i];
    }
  }

  public static void fill(long[] out, int from, int to, long value) {
    for (int i = from; i < to; i++) {
      out[i] = value;
    }
  }
}
