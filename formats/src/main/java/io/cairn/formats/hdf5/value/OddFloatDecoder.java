package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.FloatingPoint;
import io.cairn.formats.hdf5.datatype.IntegerBits;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;

/** Floating-point numbers of other layouts, each of whose values a double holds exactly. */
final class OddFloatDecoder implements ColumnDecoder {
  private final FloatingPoint type;
  private final DoubleVector vector = new DoubleVector();

  OddFloatDecoder(FloatingPoint type) {
    this.type = type;
  }

  /** Whether a double holds every value of the layout. */
  static boolean isExact(FloatingPoint type) {
    long bias = type.exponentBias();
    long top = type.exponentBits() > 11 ? Long.MAX_VALUE : (1L << type.exponentBits()) - bias;
    return type.size() <= 8
        && type.order() != FloatingPoint.ByteOrder.VAX
        && type.mantissa() == FloatingPoint.Mantissa.IMPLIED
        && type.mantissaBits() >= 1
        && type.mantissaBits() <= 52
        && bias >= 0
        && bias <= 1023
        && top <= 1025;
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    double[] out = vector.values();
    boolean bigEndian = type.order() == FloatingPoint.ByteOrder.BIG;
    for (int i = 0; i < count; i++) {
      out[i] = value(IntegerBits.raw(bytes, at + i * stride, type.size(), bigEndian));
    }
    return vector;
  }

  private double value(long raw) {
    boolean negative = (raw >>> type.signPosition() & 1) != 0;
    long exponents = (1L << type.exponentBits()) - 1;
    long exponent = raw >>> type.exponentPosition() & exponents;
    long mantissa = raw >>> type.mantissaPosition() & (1L << type.mantissaBits()) - 1;
    double magnitude;
    if (exponent == exponents) {
      magnitude = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      // Below the smallest exponent the leading bit is not implied.
      long significand = exponent == 0 ? mantissa : mantissa | 1L << type.mantissaBits();
      long power = Math.max(1, exponent) - type.exponentBias() - type.mantissaBits();
      magnitude = Math.scalb((double) significand, (int) power);
    }
    return negative ? -magnitude : magnitude;
  }
}
