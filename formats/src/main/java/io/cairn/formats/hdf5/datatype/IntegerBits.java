package io.cairn.formats.hdf5.datatype;

/** Reads integers of any width up to 64 bits and any position of their bits. */
public final class IntegerBits {
  private IntegerBits() {}

  /** The integer at {@code bytes[at]}, extended to 64 bits as its type defines. */
  public static long read(byte[] bytes, int at, FixedPoint type) {
    long raw = raw(bytes, at, type.size(), type.bigEndian());
    int unused = 64 - type.precision();
    long high = raw >>> type.bitOffset() << unused;
    return type.signed() ? high >> unused : high >>> unused;
  }

  /** {@code size} bytes, 1 to 8, as a number. */
  public static long raw(byte[] bytes, int at, int size, boolean bigEndian) {
    long raw = 0;
    for (int i = 0; i < size; i++) {
      raw = raw << 8 | (bytes[bigEndian ? at + i : at + size - 1 - i] & 0xff);
    }
    return raw;
  }
}
