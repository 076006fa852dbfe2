package io.cairn.formats.hdf5.datatype;

/** A pointer to an object, or to a region of a dataset. */
public record Reference(int size, Kind kind) implements Datatype {
  /** What it points to, and how it is stored. */
  public enum Kind {
    OBJECT("object reference"),
    REGION("region reference"),
    REVISED("revised reference");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  @Override
  public String name() {
    return kind.words;
  }
}
