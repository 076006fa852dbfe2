package io.cairn.storage.internal.scan;

import io.cairn.storage.ScanMetrics;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.catalog.StoredChunk;
import io.cairn.storage.internal.encoding.Chunk;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A row group in a scan, shared by the splits that it is cut into. Thread-safe. */
final class RowGroupPart {
  private final TableScan scan;
  private final RowGroup group;
  private final boolean filters;
  private final AtomicIntegerArray counted;

  /**
   * @param filters whether some of the rows may not pass the scan's filter
   */
  RowGroupPart(TableScan scan, RowGroup group, boolean filters) {
    this.scan = scan;
    this.group = group;
    this.filters = filters;
    this.counted = new AtomicIntegerArray(group.chunks().size());
  }

  TableScan scan() {
    return scan;
  }

  RowGroup group() {
    return group;
  }

  boolean filters() {
    return filters;
  }

  /** What is known of the values of a column of a row group. */
  static ColumnStatistics statistics(RowGroup group, int column) {
    StoredChunk chunk = group.chunks().get(column);
    return chunk.overflow().isEmpty()
        ? chunk.statistics().toColumnStatistics()
        : ColumnStatistics.unknown(group.rowCount());
  }

  boolean hasOverflow(int column) {
    return !group.chunks().get(column).overflow().isEmpty();
  }

  /** A vector of a batch with the values that are elsewhere. */
  ColumnVector withOverflow(int column, int batch, int rowCount, ColumnVector vector) {
    return scan.relation()
        .reader()
        .withOverflow(
            scan.relation().definition(), group, column, batch * Batch.CAPACITY, rowCount, vector);
  }

  /** Fetches the chunk of a column, and counts it once for the scan. */
  Chunk chunk(int column, ScanMetrics metrics) {
    Chunk chunk = scan.relation().reader().chunk(scan.relation().definition(), group, column);
    if (counted.compareAndSet(column, 0, 1)) {
      metrics.chunkRead(group.chunks().get(column).length());
      int projected = scan.projection().indexOf(column);
      if (projected >= 0) {
        metrics.columnChunkRead(projected);
      }
    }
    return chunk;
  }
}
