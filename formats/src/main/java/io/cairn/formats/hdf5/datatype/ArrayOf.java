package io.cairn.formats.hdf5.datatype;

import java.util.List;

/** A fixed number of elements, last dimension fastest. */
public record ArrayOf(int size, List<Integer> extents, Datatype element) implements Datatype {
  public ArrayOf {
    extents = List.copyOf(extents);
  }

  @Override
  public String name() {
    StringBuilder out = new StringBuilder(element.name());
    for (int extent : extents) {
      out.append('[').append(extent).append(']');
    }
    return out.toString();
  }
}
