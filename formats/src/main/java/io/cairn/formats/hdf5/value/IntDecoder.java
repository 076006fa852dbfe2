package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.FixedPoint;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Integers of 8 and 16 bits, and signed ones of 32, in an INT lane. */
final class IntDecoder implements ColumnDecoder {
  private final int size;
  private final boolean bigEndian;
  private final boolean signed;
  private final IntVector vector = new IntVector();

  IntDecoder(FixedPoint type) {
    this.size = type.size();
    this.bigEndian = type.bigEndian();
    this.signed = type.signed();
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    int[] out = vector.values();
    if (size == 1) {
      if (signed) {
        signedBytes(bytes, at, stride, out, count);
      } else {
        unsignedBytes(bytes, at, stride, out, count);
      }
    } else if (size == 2) {
      if (bigEndian) {
        bigShorts(bytes, at, stride, out, count);
      } else {
        littleShorts(bytes, at, stride, out, count);
      }
      if (!signed) {
        dropSign(out, count);
      }
    } else if (stride == 4) {
      ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      ByteBuffer.wrap(bytes, at, 4 * count).order(order).asIntBuffer().get(out, 0, count);
    } else if (bigEndian) {
      bigInts(bytes, at, stride, out, count);
    } else {
      littleInts(bytes, at, stride, out, count);
    }
    return vector;
  }

  private static void signedBytes(byte[] bytes, int at, int stride, int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = bytes[at + i * stride];
    }
  }

  private static void unsignedBytes(byte[] bytes, int at, int stride, int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = bytes[at + i * stride] & 0xff;
    }
  }

  private static void littleShorts(byte[] bytes, int at, int stride, int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (short) Views.SHORT_LE.get(bytes, at + i * stride);
    }
  }

  private static void bigShorts(byte[] bytes, int at, int stride, int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (short) Views.SHORT_BE.get(bytes, at + i * stride);
    }
  }

  private static void dropSign(int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] &= 0xffff;
    }
  }

  private static void littleInts(byte[] bytes, int at, int stride, int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (int) Views.INT_LE.get(bytes, at + i * stride);
    }
  }

  private static void bigInts(byte[] bytes, int at, int stride, int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (int) Views.INT_BE.get(bytes, at + i * stride);
    }
  }
}
