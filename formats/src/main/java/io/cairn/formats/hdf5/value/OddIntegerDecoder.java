package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.FixedPoint;
import io.cairn.formats.hdf5.datatype.IntegerBits;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;

/** Integers whose bits do not fill one, two, four or eight bytes, up to 64 bits. */
final class OddIntegerDecoder implements ColumnDecoder {
  private final FixedPoint type;
  private final Lane lane;
  private final IntVector ints = new IntVector();
  private final LongVector longs = new LongVector();

  OddIntegerDecoder(FixedPoint type, Lane lane) {
    this.type = type;
    this.lane = lane;
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    if (lane == Lane.INT) {
      int[] out = ints.values();
      for (int i = 0; i < count; i++) {
        out[i] = (int) IntegerBits.read(bytes, at + i * stride, type);
      }
      return ints;
    }
    long[] out = longs.values();
    for (int i = 0; i < count; i++) {
      out[i] = IntegerBits.read(bytes, at + i * stride, type);
    }
    return longs;
  }
}
