package io.cairn.formats.hdf5.datatype;

/**
 * A sequence of its own length per element, kept in the global heap.
 *
 * @param size bytes of the pointer in the element
 * @param text whether the sequence is one text
 */
public record VariableLength(int size, boolean text, boolean utf8, Datatype element)
    implements Datatype {
  @Override
  public String name() {
    return text ? "string" : "sequence of " + element.name();
  }
}
