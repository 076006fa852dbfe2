package io.cairn.storage.memory;

import io.cairn.storage.BatchReader;
import io.cairn.storage.ScanContext;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.type.Column;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import org.jspecify.annotations.Nullable;

/** Reads a {@link MemorySplit}; copies a column's values when a batch is first asked for them. */
final class MemoryBatchReader implements BatchReader {
  private final MemorySplit split;
  private final ScanContext context;
  private final @Nullable ColumnVector[] vectors;
  private final int[][] nullLanes;
  private final int[] selection = MemoryColumn.newLane();
  private final Batch batch;
  private int start;
  private int next;
  private boolean wasRead;
  private boolean isClosed;

  MemoryBatchReader(MemorySplit split, ScanContext context) {
    this.split = split;
    this.context = context;
    int width = split.projection().size();
    vectors = new @Nullable ColumnVector[width];
    nullLanes = new int[width][0];
    batch = new Batch(width, this::load);
    next = split.firstRow();
  }

  @Override
  public @Nullable Batch next() {
    if (isClosed) {
      throw new StorageException(
          StorageException.Kind.CLOSED, "The reader of a relation in memory is closed already.");
    }
    int end = split.firstRow() + (int) split.rowCount();
    while (next < end) {
      context.cancellation().check();
      if (!wasRead) {
        wasRead = true;
        context.metrics().chunkRead(0);
      }
      start = next;
      int count = Math.min(Batch.CAPACITY, end - start);
      next += count;
      batch.reset(count);
      if (split.predicate().isAll()) {
        return batch;
      }
      int selected = 0;
      for (int i = 0; i < count; i++) {
        if (split.filter().selects(split.predicate(), start + i)) {
          selection[selected++] = i;
        }
      }
      if (selected > 0) {
        batch.select(selected == count ? null : selection, selected);
        return batch;
      }
    }
    context.cancellation().check();
    return null;
  }

  private ColumnVector load(int projected) {
    MemoryColumn column = split.columns().get(split.projection().get(projected));
    ColumnVector vector = vectors[projected];
    if (vector == null) {
      vector = column.newVector();
      vectors[projected] = vector;
      nullLanes[projected] = MemoryColumn.newLane();
      if (column.definition().role() == Column.Role.DATA) {
        context.metrics().columnChunkRead(projected);
      }
    }
    column.copyValues(start, batch.rowCount(), vector);
    column.copyNulls(start, batch.rowCount(), vector, nullLanes[projected]);
    return vector;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
