package io.cairn.formats.hdf5.value;

import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;

/** Booleans of one byte: false is 0, true is anything else. */
final class BooleanDecoder implements ColumnDecoder {
  private final int mask;
  private final IntVector vector = new IntVector();

  /** Looks at the bits of {@code mask} alone. */
  BooleanDecoder(int mask) {
    this.mask = mask;
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    int[] out = vector.values();
    int bits = mask;
    for (int i = 0; i < count; i++) {
      // The sign bit of the negated number is set unless it is 0.
      out[i] = -(bytes[at + i * stride] & bits) >>> 31;
    }
    return vector;
  }
}
