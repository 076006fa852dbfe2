package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;

/** Encodes lanes INT and LONG, and integers of lane INT128 that fit 64 bits. */
final class IntegerEncoder {
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
    return encodeOrdered(values, codec, statistics);
  }

  /** Encodes integers in signed order that are not all equal. */
  static EncodedBody encodeOrdered(long[] values, CodecChoice codec, StatisticsBuilder statistics) {
    ByteWriter out = new ByteWriter(values.length * 2 + 64);
    String name = Integers.write(out, values, values.length, codec);
    return new EncodedBody(Encoding.INTEGERS, 0, name, out);
  }
}
