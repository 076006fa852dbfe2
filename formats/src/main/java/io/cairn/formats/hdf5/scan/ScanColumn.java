package io.cairn.formats.hdf5.scan;

import io.cairn.formats.hdf5.value.ValueColumn;
import io.cairn.storage.type.Lane;

/** What a column of a relation is made of. Immutable. */
public sealed interface ScanColumn {
  /** A value within the element. */
  record Stored(ValueColumn value) implements ScanColumn {}

  /** The position along a dimension. */
  record Dimension(int dimension, Lane lane) implements ScanColumn {}

  /** The position in C order over all dimensions. */
  record RowNumber(Lane lane) implements ScanColumn {}
}
