package io.cairn.formats.hdf5.datatype;

/**
 * An integer: {@code precision} bits that start {@code bitOffset} bits above the lowest one.
 *
 * @param size bytes
 */
public record FixedPoint(int size, boolean bigEndian, boolean signed, int bitOffset, int precision)
    implements Datatype {
  /** Whether the bits fill the bytes. */
  public boolean isPlain() {
    return bitOffset == 0 && precision == 8 * size;
  }

  @Override
  public String name() {
    return (signed ? "int" : "uint") + precision;
  }
}
