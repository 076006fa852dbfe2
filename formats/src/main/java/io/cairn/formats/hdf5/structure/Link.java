package io.cairn.formats.hdf5.structure;

import org.jspecify.annotations.Nullable;

/**
 * A named entry of a group. Immutable.
 *
 * @param address of the object header, for a hard link
 * @param target where another link points, in words
 */
public record Link(String name, Kind kind, long address, @Nullable String target) {
  /** How an entry leads to its object. */
  public enum Kind {
    HARD,
    SOFT,
    EXTERNAL,
    USER_DEFINED
  }
}
