package io.cairn.storage.internal.write;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;

/** Where a row group ends: after so many rows, or when a column has so many bytes. */
final class RowGroupSizes {
  /** Bytes of a column, in its lane, that close a row group before it has all its rows. */
  static final long MAX_COLUMN_BYTES = 8L << 20;

  private RowGroupSizes() {}

  /** Rows from {@code from} on for one row group; at least one. */
  static int rowsFrom(List<ColumnBuilder> columns, int from, int maxRows) {
    int count = Math.min(maxRows, columns.get(0).size() - from);
    for (ColumnBuilder column : columns) {
      count = Math.min(count, rowsWithin(column, from, count, MAX_COLUMN_BYTES));
    }
    return count;
  }

  /** Rows from {@code from} on, up to {@code count}, that bring so many bytes; at least one. */
  static int rowsWithin(ColumnBuilder column, int from, int count, long bytes) {
    if (column.lane() != Lane.TEXT) {
      return count;
    }
    int[] offsets = column.offsets();
    int low = 1;
    int high = count;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (offsets[from + middle] - (long) offsets[from] <= bytes) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
