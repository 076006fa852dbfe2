package io.cairn.storage.internal.write;

import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;

/** Encodes and writes row groups in the background. Thread-safe. */
public interface RowGroupSink {
  /** Rows that close a row group. */
  int rowGroupRows();

  /** Whether rows stay in lanes, and none of the other methods may be called. */
  boolean keepsInMemory();

  /**
   * Starts to write a row group; waits while too many are under way. The builders belong to the
   * sink from now on.
   */
  PendingRowGroup submit(CatalogEntry.Table table, List<ColumnBuilder> builders);

  /** Frees what a row group took that nobody will commit. */
  void discard(PendingRowGroup group);
}
