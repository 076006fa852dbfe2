package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The extents of a dataset or attribute. Immutable.
 *
 * @param empty whether it is a null dataspace, without any element
 * @param extents one a dimension, slowest first; none for a single value
 */
public record Dataspace(boolean empty, List<Long> extents) {
  /** Largest number of dimensions of the format. */
  static final int MAX_RANK = 32;

  public Dataspace {
    extents = List.copyOf(extents);
  }

  static Dataspace read(ByteReader in) {
    int version = in.u8();
    int rank = in.u8();
    int flags = in.u8();
    int type = 1;
    if (version == 1) {
      in.skip(5);
    } else if (version == 2) {
      type = in.u8();
    } else {
      throw in.corrupt("a dataspace has version " + version + ", expected 1 or 2");
    }
    if (rank > MAX_RANK) {
      throw in.corrupt("a dataspace has " + rank + " dimensions, expected at most " + MAX_RANK);
    }
    List<Long> extents = new ArrayList<>();
    long count = 1;
    for (int i = 0; i < rank; i++) {
      long extent = in.length();
      if (extent < 0) {
        throw in.corrupt("dimension " + i + " has an extent beyond 64 bits");
      }
      extents.add(extent);
    }
    for (long extent : extents) {
      long next = count * extent;
      if (Math.multiplyHigh(count, extent) != 0 || next < 0) {
        throw in.corrupt("extents " + extents + " make more than 2^63 elements");
      }
      count = next;
    }
    if ((flags & 1) != 0 && rank > 0 && in.remaining() >= rank * in.lengthBytes()) {
      in.skip(rank * in.lengthBytes());
    }
    return new Dataspace(version == 2 && type == 2, extents);
  }

  /** Number of elements. */
  public long count() {
    if (empty) {
      return 0;
    }
    long count = 1;
    for (long extent : extents) {
      count *= extent;
    }
    return count;
  }

  /** {@code (100, 3)}, {@code ()} for a single value, {@code null} for a null dataspace. */
  public String words() {
    if (empty) {
      return "null";
    }
    StringBuilder out = new StringBuilder("(");
    for (int i = 0; i < extents.size(); i++) {
      out.append(i > 0 ? ", " : "").append(extents.get(i));
    }
    return out.append(')').toString();
  }
}
