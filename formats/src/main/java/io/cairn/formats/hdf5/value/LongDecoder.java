package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.FixedPoint;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Integers of 64 bits, and unsigned ones of 32, in a LONG lane. */
final class LongDecoder implements ColumnDecoder {
  private final int size;
  private final boolean bigEndian;
  private final LongVector vector = new LongVector();

  LongDecoder(FixedPoint type) {
    this.size = type.size();
    this.bigEndian = type.bigEndian();
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    long[] out = vector.values();
    if (size == 4) {
      if (bigEndian) {
        bigInts(bytes, at, stride, out, count);
      } else {
        littleInts(bytes, at, stride, out, count);
      }
    } else if (stride == 8) {
      ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      ByteBuffer.wrap(bytes, at, 8 * count).order(order).asLongBuffer().get(out, 0, count);
    } else if (bigEndian) {
      bigLongs(bytes, at, stride, out, count);
    } else {
      littleLongs(bytes, at, stride, out, count);
    }
    return vector;
  }

  private static void littleInts(byte[] bytes, int at, int stride, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (int) Views.INT_LE.get(bytes, at + i * stride) & 0xffffffffL;
    }
  }

  private static void bigInts(byte[] bytes, int at, int stride, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (int) Views.INT_BE.get(bytes, at + i * stride) & 0xffffffffL;
    }
  }

  private static void littleLongs(byte[] bytes, int at, int stride, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (long) Views.LONG_LE.get(bytes, at + i * stride);
    }
  }

  private static void bigLongs(byte[] bytes, int at, int stride, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (long) Views.LONG_BE.get(bytes, at + i * stride);
    }
  }
}
