package io.cairn.formats.hdf5.datatype;

/**
 * A binary floating-point number; positions count bits from the lowest one.
 *
 * @param size bytes
 * @param mantissa how the highest bit of the mantissa is kept
 */
public record FloatingPoint(
    int size,
    ByteOrder order,
    int bitOffset,
    int precision,
    int signPosition,
    int exponentPosition,
    int exponentBits,
    int mantissaPosition,
    int mantissaBits,
    long exponentBias,
    Mantissa mantissa)
    implements Datatype {
  /** The order of the bytes. */
  public enum ByteOrder {
    LITTLE,
    BIG,
    VAX
  }

  /** How the highest bit of the mantissa is kept. */
  public enum Mantissa {
    /** As it is. */
    PLAIN,
    /** Always set, and stored. */
    SET,
    /** Always set, and left out: the usual way. */
    IMPLIED
  }

  /** Whether this is the usual layout of 16, 32 or 64 bits. */
  public boolean isIeee() {
    return order != ByteOrder.VAX
        && mantissa == Mantissa.IMPLIED
        && bitOffset == 0
        && precision == 8 * size
        && signPosition == precision - 1
        && mantissaPosition == 0
        && exponentPosition == mantissaBits
        && exponentBias == (1L << (exponentBits - 1)) - 1
        && ((size == 2 && mantissaBits == 10 && exponentBits == 5)
            || (size == 4 && mantissaBits == 23 && exponentBits == 8)
            || (size == 8 && mantissaBits == 52 && exponentBits == 11));
  }

  @Override
  public String name() {
    if (isIeee()) {
      return "float" + precision;
    }
    if (precision == 16 && exponentBits == 8 && mantissaBits == 7) {
      return "bfloat16";
    }
    return "float" + precision + "(exponent " + exponentBits + ", mantissa " + mantissaBits + ")";
  }
}
