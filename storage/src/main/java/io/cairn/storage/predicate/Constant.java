package io.cairn.storage.predicate;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * What a column is compared with, in the unit of the column's lane. Immutable; NULL is no constant.
 *
 * <p>Constants of one kind have a total order ({@link #compare}); text and binary order by unsigned
 * bytes, which for UTF-8 is the order of code points; among doubles NaN equals itself and is above
 * everything, and -0.0 equals 0.0.
 */
public sealed interface Constant {
  /**
   * A value for INT and LONG lanes: integers, booleans, dates, times, timestamps, unscaled
   * decimals.
   */
  record Whole(long value) implements Constant {}

  /** A value for INT128 lanes, and for unsigned 64-bit columns. */
  record Huge(BigInteger value) implements Constant {}

  /** A value for DOUBLE lanes. */
  record Real(double value) implements Constant {}

  /** A value for TEXT lanes. The array is not copied: nobody changes it. */
  record Text(byte[] bytes) implements Constant {
    @Override
    public boolean equals(Object other) {
      return other instanceof Text text && Arrays.equals(bytes, text.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Text[" + new String(bytes, java.nio.charset.StandardCharsets.UTF_8) + "]";
    }
  }

  /**
   * A statement parameter, by position from 0, in a predicate that is not bound yet. It has no
   * order.
   */
  record Parameter(int index) implements Constant {}

  /**
   * Orders two bound constants of one kind; whole and huge numbers compare with each other.
   *
   * @throws IllegalArgumentException if the kinds differ otherwise, or one is a parameter
   */
  static int compare(Constant left, Constant right) {
    if (left instanceof Whole a && right instanceof Whole b) {
      return Long.compare(a.value, b.value);
    }
    if (left instanceof Real a && right instanceof Real b) {
      // Double.compare puts -0.0 below 0.0; adding 0.0 makes both 0.0.
      return Double.compare(a.value + 0.0, b.value + 0.0);
    }
    if (left instanceof Text a && right instanceof Text b) {
      return Arrays.compareUnsigned(a.bytes, b.bytes);
    }
    if ((left instanceof Whole || left instanceof Huge)
        && (right instanceof Whole || right instanceof Huge)) {
      return toBigInteger(left).compareTo(toBigInteger(right));
    }
    throw new IllegalArgumentException("Cannot compare " + left + " with " + right);
  }

  private static BigInteger toBigInteger(Constant constant) {
    return constant instanceof Whole whole
        ? BigInteger.valueOf(whole.value)
        : ((Huge) constant).value;
  }
}
