package io.cairn.storage.internal.encoding;

/**
 * Doubles as integers in the order of {@link io.cairn.storage.predicate.Constant}: -0.0 equals 0.0,
 * NaNs equal each other and are above everything.
 */
final class OrderedDouble {
  /** The key of NaN, the largest. */
  static final long NAN = key(Double.NaN);

  private OrderedDouble() {}

  static long key(double value) {
    // Adding 0.0 turns -0.0 into 0.0; doubleToLongBits makes one NaN of all.
    return order(Double.doubleToLongBits(value + 0.0));
  }

  /** Raw bits in an order without equal ones: -0.0 just below 0.0. */
  static long order(long bits) {
    return bits ^ ((bits >> 63) >>> 1);
  }
}
