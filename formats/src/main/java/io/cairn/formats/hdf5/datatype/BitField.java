package io.cairn.formats.hdf5.datatype;

/** Bits: {@code precision} of them, {@code bitOffset} above the lowest one. */
public record BitField(int size, boolean bigEndian, int bitOffset, int precision)
    implements Datatype {
  @Override
  public String name() {
    return "bitfield" + precision;
  }
}
