package io.cairn.formats.hdf5.datatype;

/** Bytes whose meaning only the tag tells. */
public record Opaque(int size, String tag) implements Datatype {
  @Override
  public String name() {
    return tag.isEmpty() ? "opaque(" + size + ")" : "opaque(" + size + ", '" + tag + "')";
  }
}
