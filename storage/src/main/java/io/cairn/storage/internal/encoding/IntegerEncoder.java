package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;
import org.jspecify.annotations.Nullable;

/** Encodes lanes INT and LONG, and integers of lane INT128 that fit 64 bits. */
final class IntegerEncoder {
  private static final int SAMPLE_ROWS = 1024;

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
    EncodedBody dictionary = codec.isLight() ? encodeDictionary(values, bias, codec) : null;
    return dictionary != null ? dictionary : encodeOrdered(values, codec);
  }

  /** A dictionary, if few values are far apart. */
  private static @Nullable EncodedBody encodeDictionary(
      long[] values, long bias, CodecChoice codec) {
    int width = Integers.bits(values.length / 4);
    long[] sample = new long[Math.min(values.length, SAMPLE_ROWS)];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = values[(int) ((long) i * values.length / sample.length)];
    }
    int distinct = NumberCodes.distinct(sample);
    long otherBits = Integers.bestBits(values, values.length);
    if (distinct * 4 > sample.length
        || 64L * distinct + (long) Integers.bits(distinct - 1) * values.length
            > otherBits / 5 * 4) {
      return null;
    }
    int limit = Math.min(TextDictionaryBody.MAX_ENTRIES, 1 << width);
    NumberCodes codes = NumberCodes.of(values, limit);
    if (codes == null || codes.bits() > otherBits / 5 * 4) {
      return null;
    }
    long[] bits = codes.entries().clone();
    for (int i = 0; i < bits.length; i++) {
      bits[i] += bias;
    }
    return codes.encode(bits, codec);
  }

  /** Encodes integers in signed order that are not all equal. */
  static EncodedBody encodeOrdered(long[] values, CodecChoice codec) {
    ByteWriter out = new ByteWriter(values.length * 2 + 64);
    String name = Integers.write(out, values, values.length, codec);
    return new EncodedBody(Encoding.INTEGERS, 0, name, out);
  }
}
