package io.cairn.formats.hdf5.datatype;

/** Text of a fixed number of bytes. */
public record FixedText(int size, Padding padding, boolean utf8) implements Datatype {
  /** What fills the bytes behind the text. */
  public enum Padding {
    NULL_TERMINATED,
    NULL_PADDED,
    SPACE_PADDED
  }

  @Override
  public String name() {
    return "string(" + size + ")";
  }
}
