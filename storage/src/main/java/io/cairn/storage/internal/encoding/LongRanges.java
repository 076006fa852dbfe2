package io.cairn.storage.internal.encoding;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * A set of 64-bit values as ranges, both ends included: ascending, disjoint, none empty. Immutable;
 * thread-safe.
 */
final class LongRanges {
  static final LongRanges NONE = new LongRanges(new long[0], new long[0]);

  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger END = BigInteger.ONE.shiftLeft(63);

  private final long[] lows;
  private final long[] highs;

  /** Uses the arrays as they are. */
  LongRanges(long[] lows, long[] highs) {
    this.lows = lows;
    this.highs = highs;
  }

  /** The 64-bit values among these. */
  static LongRanges of(Intervals<BigInteger> intervals) {
    List<Intervals.Interval<BigInteger>> list = intervals.and(Intervals.of(MIN, END)).list();
    long[] lows = new long[list.size()];
    long[] highs = new long[list.size()];
    for (int i = 0; i < lows.length; i++) {
      BigInteger from = list.get(i).from();
      BigInteger to = list.get(i).to();
      if (from == null || to == null) {
        throw new AssertionError("bounded above");
      }
      lows[i] = from.longValueExact();
      highs[i] = to.subtract(BigInteger.ONE).longValueExact();
    }
    return new LongRanges(lows, highs);
  }

  int count() {
    return lows.length;
  }

  long low(int range) {
    return lows[range];
  }

  long high(int range) {
    return highs[range];
  }

  /** The first range that ends at {@code value} or above it; the count if there is none. */
  int firstReaching(long value) {
    int at = Arrays.binarySearch(highs, value);
    return at >= 0 ? at : -at - 1;
  }

  boolean contains(long value) {
    int range = firstReaching(value);
    return range < lows.length && lows[range] <= value;
  }
}
