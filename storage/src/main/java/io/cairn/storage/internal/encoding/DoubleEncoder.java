package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;

/** Encodes lane DOUBLE. */
final class DoubleEncoder {
  private DoubleEncoder() {}

  /** Encodes the values; the array is changed. */
  static EncodedBody encode(
      ColumnType type,
      double[] values,
      Presence presence,
      CodecChoice codec,
      StatisticsBuilder statistics) {
    statistics.doubles(values, presence);
    presence.fill(values);
    if (isConstant(values)) {
      statistics.distinct(1);
      ByteWriter out = new ByteWriter(16);
      out.writeLong(Double.doubleToRawLongBits(values[0]));
      return new EncodedBody(Encoding.CONSTANT, 0, "constant", out);
    }
    byte[] bytes = new byte[8 * values.length];
    for (int i = 0; i < values.length; i++) {
      RawBytes.setLong(bytes, 8 * i, Double.doubleToRawLongBits(values[i]));
    }
    ByteWriter out = new ByteWriter(bytes.length + 64);
    Part.write(out, bytes, bytes.length, codec);
    return new EncodedBody(Encoding.RAW, 0, "raw", out);
  }

  private static boolean isConstant(double[] values) {
    long bits = Double.doubleToRawLongBits(values[0]);
    for (double value : values) {
      if (Double.doubleToRawLongBits(value) != bits) {
        return false;
      }
    }
    return true;
  }
}
