package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.LongKernels;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.LongVector;

/**
 * Whole numbers of a vector as words of 64 bits, with bounds of those that matter: known from zone
 * maps and from what was computed of them, else looked for. One thread at a time.
 */
final class Words {
  private static final long[] NONE = {};

  long[] values = NONE;
  long min;
  long max;

  /**
   * Takes over a vector of lane LONG, or of lane INT128.
   *
   * @return false if some value needs more than a word, in a row that matters or not
   */
  boolean take(ColumnVector vector, int n) {
    if (vector instanceof LongVector longs) {
      values = longs.values();
      min = longs.min();
      max = longs.max();
    } else {
      Int128Vector wide = (Int128Vector) vector;
      values = wide.low();
      if (wide.isNarrow()) {
        min = wide.min();
        max = wide.max();
      } else if (LongKernels.areNarrow(wide.high(), values, n)) {
        min = Long.MIN_VALUE;
        max = Long.MAX_VALUE;
      } else {
        return false;
      }
    }
    if (min == Long.MIN_VALUE && max == Long.MAX_VALUE) {
      long spread = LongKernels.spread(values, n);
      max = spread == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(spread);
      min = ~max;
    }
    return true;
  }

  /** Whether all values that matter are the same. */
  boolean isConstant() {
    return min == max;
  }

  /** The sum's bounds as these; false if they need more than a word. */
  boolean setSum(Words a, long aFactor, Words b, long bFactor) {
    long aMin = Math.min(product(a.min, aFactor), product(a.max, aFactor));
    long aMax = Math.max(product(a.min, aFactor), product(a.max, aFactor));
    long bMin = Math.min(product(b.min, bFactor), product(b.max, bFactor));
    long bMax = Math.max(product(b.min, bFactor), product(b.max, bFactor));
    min = sum(aMin, bMin);
    max = sum(aMax, bMax);
    return isInner(aMin) && isInner(aMax) && isInner(bMin) && isInner(bMax) && isInner();
  }

  /** The product's bounds as these; false if they need more than a word. */
  boolean setProduct(Words a, Words b) {
    long one = product(a.min, b.min);
    long two = product(a.min, b.max);
    long three = product(a.max, b.min);
    long four = product(a.max, b.max);
    min = Math.min(Math.min(one, two), Math.min(three, four));
    max = Math.max(Math.max(one, two), Math.max(three, four));
    return isInner();
  }

  private boolean isInner() {
    return isInner(min) && isInner(max);
  }

  /** The ends of the range of words stand for everything beyond them. */
  private static boolean isInner(long bound) {
    return bound != Long.MIN_VALUE && bound != Long.MAX_VALUE;
  }

  private static long product(long a, long b) {
    long low = a * b;
    long high = Math.multiplyHigh(a, b);
    return high == low >> 63 ? low : high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static long sum(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }
}
