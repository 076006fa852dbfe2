package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.structure.Hdf5File;
import io.cairn.storage.type.ColumnType;

/**
 * A readable value within an element: how it appears in SQL and who decodes it. Immutable.
 *
 * @param name member names joined with dots; empty for an element that is no compound
 * @param offset where the value starts, in bytes from the element's start
 * @param bytes how many it takes
 */
public record ValueColumn(
    String name, int offset, int bytes, ColumnType type, boolean nullable, Factory factory) {
  /** Makes decoders, one for each reader. */
  public interface Factory {
    ColumnDecoder create(Hdf5File file);
  }
}
