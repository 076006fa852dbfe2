package io.cairn.planner.exec.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Int128Test {
  private static final BigInteger MIN = BigInteger.ONE.shiftLeft(127).negate();

  @Test
  void agreesWithBigInteger() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Int128 number = new Int128();
    for (int i = 0; i < 200_000; i++) {
      BigInteger a = value(random);
      BigInteger b = value(random);
      long ah = a.shiftRight(64).longValue();
      long bh = b.shiftRight(64).longValue();
      long al = a.longValue();
      long bl = b.longValue();
      assertThat(Int128.toBigInteger(ah, al)).isEqualTo(a);
      assertThat(Int128.compare(ah, al, bh, bl)).as("%s, %s", a, b).isEqualTo(a.compareTo(b));
      check(number, number.add(ah, al, bh, bl), a.add(b));
      check(number, number.subtract(ah, al, bh, bl), a.subtract(b));
      int drop = random.nextInt(5);
      check(
          number,
          number.multiply(ah, al, bh, bl, drop),
          new BigDecimal(a.multiply(b), drop)
              .setScale(0, RoundingMode.HALF_UP)
              .toBigIntegerExact());
      int shift = random.nextInt(77) - 38;
      check(
          number,
          number.rescale(ah, al, shift),
          new BigDecimal(a).scaleByPowerOfTen(shift).setScale(0, RoundingMode.HALF_UP).toBigInteger());
      if (b.signum() != 0) {
        check(number, number.remainder(ah, al, bh, bl), a.remainder(b));
        check(
            number,
            number.divide(ah, al, bh, bl, drop),
            new BigDecimal(a)
                .scaleByPowerOfTen(drop)
                .divide(new BigDecimal(b), 0, RoundingMode.HALF_UP)
                .toBigInteger());
      }
      int precision = 1 + random.nextInt(38);
      assertThat(Int128.fits(ah, al, precision))
          .as("%s fits %s digits", a, precision)
          .isEqualTo(a.abs().compareTo(BigInteger.TEN.pow(precision)) < 0);
      assertThat(Int128.toDouble(ah, al)).isEqualTo(a.doubleValue());
    }
  }

  private static void check(Int128 number, boolean fits, BigInteger expected) {
    assertThat(fits).as("%s fits", expected).isEqualTo(expected.bitLength() <= 127);
    if (fits) {
      assertThat(number.toBigInteger()).isEqualTo(expected);
    }
  }

  private static BigInteger value(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> BigInteger.valueOf(random.nextInt(21) - 10);
      case 1 -> BigInteger.valueOf(random.nextLong());
      case 2 -> MIN;
      case 3 -> MIN.not();
      case 4 -> BigInteger.valueOf(random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE);
      default -> new BigInteger(random.nextInt(127), random).multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
    };
  }
}
