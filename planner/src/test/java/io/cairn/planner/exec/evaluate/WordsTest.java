package io.cairn.planner.exec.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.LongVector;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WordsTest {
  private static final int N = 7;

  @Test
  void neverProvesASumOrAProductThatNeedsMoreThanAWord() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int proven = 0;
    for (int round = 0; round < 20_000; round++) {
      Words a = words(random);
      Words b = words(random);
      long aFactor = random.nextBoolean() ? 1 : (long) Math.pow(10, random.nextInt(19));
      long bFactor = random.nextBoolean() ? -1 : (long) Math.pow(10, random.nextInt(19));
      Words sum = new Words();
      Words product = new Words();
      boolean sumFits = sum.setSum(a, aFactor, b, bFactor);
      boolean productFits = product.setProduct(a, b);
      proven += sumFits ? 1 : 0;
      proven += productFits ? 1 : 0;
      for (int i = 0; i < N; i++) {
        BigInteger x = BigInteger.valueOf(a.values[i]);
        BigInteger y = BigInteger.valueOf(b.values[i]);
        if (sumFits) {
          BigInteger exact =
              x.multiply(BigInteger.valueOf(aFactor)).add(y.multiply(BigInteger.valueOf(bFactor)));
          check(seed, sum, exact);
          // No partial product may overflow either.
          check(seed, null, x.multiply(BigInteger.valueOf(aFactor)));
          check(seed, null, y.multiply(BigInteger.valueOf(bFactor)));
        }
        if (productFits) {
          check(seed, product, x.multiply(y));
        }
      }
    }
    assertThat(proven).as("seed %d", seed).isGreaterThan(10_000);
  }

  private static void check(long seed, @org.jspecify.annotations.Nullable Words in, BigInteger x) {
    assertThat(x.bitLength()).as("seed %d", seed).isLessThan(64);
    if (in != null) {
      assertThat(x.longValueExact()).as("seed %d", seed).isBetween(in.min, in.max);
    }
  }

  /** Words of some length, with bounds from somewhere. */
  private static Words words(Random random) {
    int shift = random.nextInt(64);
    long[] values = new long[2048];
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < N; i++) {
      values[i] = random.nextInt(9) == 0 ? Long.MIN_VALUE >> shift : random.nextLong() >> shift;
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    Words words = new Words();
    switch (random.nextInt(4)) {
      case 0 -> {
        LongVector known = new LongVector(values, null);
        known.setBounds(min, max);
        assertThat(words.take(known, N)).isTrue();
      }
      case 1 -> assertThat(words.take(new LongVector(values, null), N)).isTrue();
      case 2 -> {
        Int128Vector narrow = new Int128Vector(new long[2048], values, null);
        narrow.setNarrow(min, max);
        assertThat(words.take(narrow, N)).isTrue();
      }
      default -> {
        Int128Vector wide = new Int128Vector(new long[2048], values, null);
        for (int i = 0; i < N; i++) {
          wide.high()[i] = values[i] >> 63;
        }
        assertThat(words.take(wide, N)).isTrue();
        wide.high()[random.nextInt(N)] ^= 1;
        assertThat(new Words().take(wide, N)).isFalse();
      }
    }
    return words;
  }
}
