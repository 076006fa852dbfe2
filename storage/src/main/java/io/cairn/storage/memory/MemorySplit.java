package io.cairn.storage.memory;

import io.cairn.storage.BatchReader;
import io.cairn.storage.ScanContext;
import io.cairn.storage.Split;
import io.cairn.storage.predicate.Predicate;
import java.util.List;

/**
 * Consecutive rows of a {@link MemoryRelation}. Immutable.
 *
 * @param projection ordinals of {@code columns}
 * @param predicate what the delivered rows satisfy
 * @param rowCount rows before the predicate
 */
record MemorySplit(
    List<MemoryColumn> columns,
    List<Integer> projection,
    Predicate predicate,
    RowFilter filter,
    int firstRow,
    long rowCount)
    implements Split {
  @Override
  public BatchReader open(ScanContext context) {
    return new MemoryBatchReader(this, context);
  }
}
