package io.cairn.storage.internal.scan;

import io.cairn.storage.BatchReader;
import io.cairn.storage.ScanContext;
import io.cairn.storage.Split;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.vector.Batch;

/** Some batches of a row group. Immutable. */
record RowGroupSplit(RowGroupPart part, int fromBatch, int toBatch) implements Split {
  @Override
  public long rowCount() {
    return Math.min((long) toBatch * Batch.CAPACITY, part.group().rowCount())
        - (long) fromBatch * Batch.CAPACITY;
  }

  @Override
  public ColumnStatistics statistics(int column) {
    return RowGroupPart.statistics(part.group(), column);
  }

  @Override
  public BatchReader open(ScanContext context) {
    return new RowGroupBatches(this, context);
  }
}
