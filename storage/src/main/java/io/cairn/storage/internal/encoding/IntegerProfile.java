package io.cairn.storage.internal.encoding;

/** What the choice of a layout of {@link Integers} rests on, from one pass over the values. */
final class IntegerProfile {
  private static final int LANES = Planes.LANES;

  /** The smallest value of each batch. */
  final long[] min;

  /** The largest. */
  final long[] max;

  /** Bits that offsets from the smallest value of each batch take. */
  final int width;

  /** The smallest difference of two neighbours in a batch; above the largest if there is none. */
  final long minStep;

  /** The largest. */
  final long maxStep;

  /** Runs of equal values. */
  final int runs;

  private final int count;

  /** Of the first {@code count} values, at least one. */
  IntegerProfile(long[] values, int count) {
    this.count = count;
    int batches = Planes.batchCount(count);
    min = new long[batches];
    max = new long[batches];
    boolean canStep = true;
    int mostBits = 0;
    int allRuns = 0;
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int batch = 0; batch < batches; batch++) {
      int from = batch * LANES;
      int to = Math.min(count, from + LANES);
      long low = values[from];
      long high = low;
      long previous = low;
      long leastStep = Long.MAX_VALUE;
      long mostStep = Long.MIN_VALUE;
      int changes = from == 0 || values[from - 1] != low ? 1 : 0;
      for (int i = from + 1; i < to; i++) {
        long value = values[i];
        long difference = value - previous;
        low = Math.min(low, value);
        high = Math.max(high, value);
        leastStep = Math.min(leastStep, difference);
        mostStep = Math.max(mostStep, difference);
        changes += difference == 0 ? 0 : 1;
        previous = value;
      }
      min[batch] = low;
      max[batch] = high;
      allRuns += changes;
      mostBits = Math.max(mostBits, bits(high - low));
      // A range below 2^62 keeps differences, and differences of those, from overflowing.
      canStep &= bits(high - low) < 62;
      least = Math.min(least, leastStep);
      most = Math.max(most, mostStep);
    }
    width = mostBits;
    runs = allRuns;
    minStep = canStep ? least : 0;
    maxStep = canStep ? most : -1;
  }

  /** Bits of an unsigned value. */
  static int bits(long value) {
    return 64 - Long.numberOfLeadingZeros(value);
  }

  /** Bits that differences of neighbours take, less the smallest of them. */
  int stepWidth() {
    return bits(maxStep - minStep);
  }

  long offsetBits() {
    return (long) width * count;
  }

  long stepBits() {
    return minStep <= maxStep ? (long) stepWidth() * count : Long.MAX_VALUE;
  }

  long runBits() {
    return (long) runs * (width + bits(count / runs) + 3);
  }

  /** Bits that the smallest of the layouts takes, about. */
  long bestBits() {
    return Math.min(offsetBits(), Math.min(stepBits(), runBits()));
  }
}
