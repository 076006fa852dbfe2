package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.IntegerBits;
import io.cairn.formats.hdf5.datatype.TimeValue;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;

/**
 * Points in time as microseconds since 1970: four bytes count seconds; eight bytes, as PyTables
 * writes them, have the seconds in the upper half and signed microseconds in the lower one.
 */
final class TimeDecoder implements ColumnDecoder {
  private static final long MICROS = 1_000_000;

  private final TimeValue type;
  private final LongVector vector = new LongVector();

  TimeDecoder(TimeValue type) {
    this.type = type;
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    long[] out = vector.values();
    boolean wide = type.size() == 8;
    for (int i = 0; i < count; i++) {
      long raw = IntegerBits.raw(bytes, at + i * stride, type.size(), type.bigEndian());
      out[i] = wide ? (raw >> 32) * MICROS + (int) raw : (int) raw * MICROS;
    }
    return vector;
  }
}
