package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.FloatingPoint;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** IEEE numbers of 16, 32 and 64 bits in a DOUBLE lane. */
final class DoubleDecoder implements ColumnDecoder {
  private final int size;
  private final boolean bigEndian;
  private final DoubleVector vector = new DoubleVector();

  DoubleDecoder(FloatingPoint type) {
    this.size = type.size();
    this.bigEndian = type.order() == FloatingPoint.ByteOrder.BIG;
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    double[] out = vector.values();
    if (size == 8) {
      if (stride == 8) {
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer.wrap(bytes, at, 8 * count).order(order).asDoubleBuffer().get(out, 0, count);
      } else if (bigEndian) {
        bigDoubles(bytes, at, stride, out, count);
      } else {
        littleDoubles(bytes, at, stride, out, count);
      }
    } else if (size == 4) {
      if (bigEndian) {
        bigFloats(bytes, at, stride, out, count);
      } else {
        littleFloats(bytes, at, stride, out, count);
      }
    } else if (bigEndian) {
      bigHalves(bytes, at, stride, out, count);
    } else {
      littleHalves(bytes, at, stride, out, count);
    }
    return vector;
  }

  private static void littleDoubles(byte[] bytes, int at, int stride, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (double) Views.DOUBLE_LE.get(bytes, at + i * stride);
    }
  }

  private static void bigDoubles(byte[] bytes, int at, int stride, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (double) Views.DOUBLE_BE.get(bytes, at + i * stride);
    }
  }

  private static void littleFloats(byte[] bytes, int at, int stride, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (float) Views.FLOAT_LE.get(bytes, at + i * stride);
    }
  }

  private static void bigFloats(byte[] bytes, int at, int stride, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (float) Views.FLOAT_BE.get(bytes, at + i * stride);
    }
  }

  private static void littleHalves(byte[] bytes, int at, int stride, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = half((short) Views.SHORT_LE.get(bytes, at + i * stride));
    }
  }

  private static void bigHalves(byte[] bytes, int at, int stride, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = half((short) Views.SHORT_BE.get(bytes, at + i * stride));
    }
  }

  /** A half: sign, 5 bits of exponent with bias 15, 10 bits of mantissa. */
  static float half(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 31;
    int mantissa = bits & 0x3ff;
    if (exponent == 31) {
      return Float.intBitsToFloat(sign | 0x7f800000 | mantissa << 13);
    }
    if (exponent == 0) {
      float value = mantissa * 0x1p-24f;
      return sign == 0 ? value : -value;
    }
    return Float.intBitsToFloat(sign | (exponent + 112) << 23 | mantissa << 13);
  }
}
