package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;

/** Encodes lane INT128: decimals of many digits and UUIDs. */
final class Int128Encoder {
  private Int128Encoder() {}

  /** Encodes both halves; the arrays are changed. */
  static EncodedBody encode(
      ColumnType type,
      long[] high,
      long[] low,
      Presence presence,
      CodecChoice codec,
      StatisticsBuilder statistics) {
    statistics.sum(high, low);
    presence.fill(high);
    presence.fill(low);
    int count = low.length;
    int least = 0;
    int most = 0;
    boolean ascending = true;
    boolean strictly = true;
    boolean isNarrow = true;
    for (int i = 0; i < count; i++) {
      isNarrow &= high[i] == low[i] >> 63;
      if (i > 0) {
        int order = Int128.compare(high[i - 1], low[i - 1], high[i], low[i]);
        ascending &= order <= 0;
        strictly &= order < 0;
        least = Int128.compare(high[i], low[i], high[least], low[least]) < 0 ? i : least;
        most = Int128.compare(high[i], low[i], high[most], low[most]) > 0 ? i : most;
      }
    }
    // UUIDs have no order that a predicate could use.
    if (!(type instanceof ColumnType.Uuid)) {
      statistics.bounds(
          ChunkStatistics.exact(Int128.toBigInteger(high[least], low[least])),
          ChunkStatistics.exact(Int128.toBigInteger(high[most], low[most])));
      if (statistics.wantsOrder()) {
        statistics.order(ascending, strictly);
      }
    }
    if (Int128.compare(high[least], low[least], high[most], low[most]) == 0) {
      statistics.distinct(1);
      ByteWriter out = new ByteWriter(16);
      out.writeLong(low[0]);
      out.writeLong(high[0]);
      return new EncodedBody(Encoding.CONSTANT, 0, "constant", out);
    }
    if (isNarrow && codec.isLight()) {
      return IntegerEncoder.encodeOrdered(low, 0, codec);
    }
    ByteWriter out = new ByteWriter(16 * count + 64);
    writeLongs(out, low, codec);
    writeLongs(out, high, codec);
    return new EncodedBody(Encoding.RAW, 0, "raw", out);
  }

  private static void writeLongs(ByteWriter out, long[] values, CodecChoice codec) {
    byte[] bytes = new byte[8 * values.length];
    for (int i = 0; i < values.length; i++) {
      RawBytes.setLong(bytes, 8 * i, values[i]);
    }
    Part.write(out, bytes, bytes.length, codec);
  }
}
