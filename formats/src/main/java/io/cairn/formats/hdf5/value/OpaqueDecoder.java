package io.cairn.formats.hdf5.value;

import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.TextVector;

/** Opaque bytes, all of them. */
final class OpaqueDecoder implements ColumnDecoder {
  private final int size;
  private final TextVector vector = new TextVector();

  OpaqueDecoder(int size) {
    this.size = size;
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    byte[] out = vector.bytes();
    // A batch of long elements has few rows, so that the product stays small.
    int length = Math.multiplyExact(count, size);
    if (out.length < length) {
      out = new byte[length];
      vector.setBytes(out);
    }
    int[] offsets = vector.offsets();
    for (int i = 0; i < count; i++) {
      System.arraycopy(bytes, at + i * stride, out, i * size, size);
      offsets[i + 1] = (i + 1) * size;
    }
    return vector;
  }
}
