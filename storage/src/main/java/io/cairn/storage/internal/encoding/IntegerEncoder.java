package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;
import org.jspecify.annotations.Nullable;

/** Encodes lanes INT and LONG, and integers of lane INT128 that fit 64 bits. */
final class IntegerEncoder {
  private static final int SAMPLE_ROWS = 1024;

  /** Narrower offsets are not worth a list of outliers. */
  private static final int MIN_PATCHED_WIDTH = 6;

  /** An outlier costs its value and its place. */
  private static final int OUTLIER_BITS = 80;

  private static final int ROWS_PER_OUTLIER = 16;

  private IntegerEncoder() {}

  /** Encodes the lane's bits; the array is changed. */
  static EncodedBody encode(
      ColumnType type,
      long[] values,
      Presence presence,
      CodecChoice codec,
      StatisticsBuilder statistics) {
    boolean isUnsigned = ColumnFilter.isUnsignedLong(type);
    statistics.sum(values, isUnsigned);
    presence.fill(values);
    long bias = 0;
    if (isUnsigned) {
      // As signed integers of the same order.
      bias = Long.MIN_VALUE;
      for (int i = 0; i < values.length; i++) {
        values[i] += bias;
      }
    }
    long low = values[0];
    long high = low;
    boolean ascending = true;
    boolean strictly = true;
    long previous = low;
    for (int i = 1; i < values.length; i++) {
      long value = values[i];
      low = Math.min(low, value);
      high = Math.max(high, value);
      ascending &= previous <= value;
      strictly &= previous < value;
      previous = value;
    }
    statistics.bounds(IntegersBody.constant(low, bias), IntegersBody.constant(high, bias));
    if (statistics.wantsOrder()) {
      statistics.order(ascending, strictly);
    }
    if (low == high) {
      statistics.distinct(1);
      ByteWriter out = new ByteWriter(16);
      Integers.writeSigned(out, low);
      return new EncodedBody(Encoding.CONSTANT, 0, "constant", out);
    }
    return encodeOrdered(values, bias, codec);
  }

  /**
   * Encodes integers in signed order that are not all equal; the array is changed.
   *
   * @param bias what to add to a value for the lane's bits
   */
  static EncodedBody encodeOrdered(long[] values, long bias, CodecChoice codec) {
    IntegerProfile profile = new IntegerProfile(values, values.length);
    if (codec.isLight()) {
      EncodedBody dictionary = encodeDictionary(values, bias, profile, codec);
      if (dictionary != null) {
        return dictionary;
      }
      EncodedBody patched = encodePatched(values, profile, codec);
      if (patched != null) {
        return patched;
      }
    }
    ByteWriter out = new ByteWriter((int) (profile.bestBits() / 8) + 1024);
    String name = Integers.write(out, values, values.length, profile, codec);
    return new EncodedBody(Encoding.INTEGERS, 0, name, out);
  }

  /** A dictionary, if few values are far apart. */
  private static @Nullable EncodedBody encodeDictionary(
      long[] values, long bias, IntegerProfile profile, CodecChoice codec) {
    long otherBits = profile.bestBits();
    long[] sample = new long[Math.min(values.length, SAMPLE_ROWS)];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = values[(int) ((long) i * values.length / sample.length)];
    }
    int distinct = NumberCodes.distinct(sample);
    long leastBits = 64L * distinct + (long) IntegerProfile.bits(distinct - 1) * values.length;
    if (distinct * 4 > sample.length || leastBits > otherBits * 4 / 5) {
      return null;
    }
    int limit = Math.min(TextDictionaryBody.MAX_ENTRIES, values.length / 4);
    NumberCodes codes = NumberCodes.of(values, limit);
    if (codes == null || codes.bits() > otherBits * 4 / 5) {
      return null;
    }
    long[] bits = codes.entries().clone();
    for (int i = 0; i < bits.length; i++) {
      bits[i] += bias;
    }
    return codes.encode(bits, codec);
  }

  /**
   * Offsets of fewer bits, with the values that do not fit kept apart, where that is smaller: they
   * are all above the others, or all below.
   */
  private static @Nullable EncodedBody encodePatched(
      long[] values, IntegerProfile profile, CodecChoice codec) {
    if (profile.width < MIN_PATCHED_WIDTH || profile.bestBits() < profile.offsetBits()) {
      return null;
    }
    int above = patchedWidth(values, profile, false, Math.max(1, values.length / SAMPLE_ROWS));
    int below = patchedWidth(values, profile, true, Math.max(1, values.length / SAMPLE_ROWS));
    int width = Math.min(above, below);
    if (width == profile.width) {
      return null;
    }
    boolean areBelow = below < above;
    width = patchedWidth(values, profile, areBelow, 1);
    long[] rows = new long[values.length / ROWS_PER_OUTLIER];
    long[] outliers = new long[rows.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (offsetBits(values[i], profile, i / Planes.LANES, areBelow) > width) {
        if (count == rows.length) {
          return null;
        }
        rows[count] = i;
        outliers[count++] = values[i];
      }
    }
    if (count == 0) {
      return null;
    }
    // The row before an outlier stands in for it; at the start, the first row that is none.
    int first = 0;
    while (first < count && rows[first] == first) {
      first++;
    }
    for (int i = 0; i < count; i++) {
      int row = (int) rows[i];
      values[row] = values[row < first ? first : row - 1];
    }
    ByteWriter out = new ByteWriter(values.length + 1024);
    String name = Integers.write(out, values, values.length, codec);
    Outliers.write(out, rows, outliers, count, codec);
    return new EncodedBody(Encoding.INTEGERS, Chunk.HAS_OUTLIERS, name + Outliers.NAME, out);
  }

  /** The width that costs least, from every {@code step}th value; the whole one unless it pays. */
  private static int patchedWidth(
      long[] values, IntegerProfile profile, boolean areBelow, int step) {
    int[] counts = new int[65];
    int seen = 0;
    for (int i = 0; i < values.length; i += step) {
      counts[offsetBits(values[i], profile, i / Planes.LANES, areBelow)]++;
      seen++;
    }
    int best = profile.width;
    long bestCost = (long) profile.width * seen / 10 * 9;
    int outliers = 0;
    for (int width = profile.width - 1; width >= 0; width--) {
      outliers += counts[width + 1];
      long cost = (long) width * seen + (long) OUTLIER_BITS * outliers;
      if (outliers <= seen / ROWS_PER_OUTLIER && cost < bestCost) {
        best = width;
        bestCost = cost;
      }
    }
    return best;
  }

  private static int offsetBits(long value, IntegerProfile profile, int batch, boolean areBelow) {
    return IntegerProfile.bits(areBelow ? profile.max[batch] - value : value - profile.min[batch]);
  }
}
