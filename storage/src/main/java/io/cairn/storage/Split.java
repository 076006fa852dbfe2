package io.cairn.storage;

import io.cairn.storage.predicate.ColumnStatistics;

/**
 * A part of a scan that one thread reads from start to end. Immutable; it may be opened more than
 * once.
 */
public interface Split {
  /** Rows that the split delivers, before any residual. */
  long rowCount();

  /**
   * What is known of a column of the relation over these rows, or over more than these, without
   * reading any.
   */
  default ColumnStatistics statistics(int column) {
    return ColumnStatistics.unknown(rowCount());
  }

  /** Starts reading. */
  BatchReader open(ScanContext context);
}
