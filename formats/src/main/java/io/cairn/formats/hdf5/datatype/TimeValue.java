package io.cairn.formats.hdf5.datatype;

/** A point in time of 32 or 64 bits, whose meaning the format leaves to the writer. */
public record TimeValue(int size, boolean bigEndian, int precision) implements Datatype {
  @Override
  public String name() {
    return "time" + precision;
  }
}
