package io.cairn.planner.exec.rows;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows scattered over kept batches. A row's number is {@code batch * Batch.CAPACITY + row}
 * within the list. The arrays of each column are looked up once, so that a value costs two loads.
 * One thread at a time.
 */
public final class RowGather {
  private final GatheredColumn[] columns;
  private @Nullable Batch overwritten;

  /** The batches are without a selection, and do not change while this is used. */
  public RowGather(List<Batch> batches, List<Lane> lanes) {
    columns = new GatheredColumn[lanes.size()];
    for (int i = 0; i < columns.length; i++) {
      ColumnVector[] vectors = new ColumnVector[batches.size()];
      long rows = 0;
      for (int b = 0; b < vectors.length; b++) {
        vectors[b] = batches.get(b).column(i);
        rows += batches.get(b).rowCount();
      }
      columns[i] = GatheredColumn.of(lanes.get(i), vectors, rows);
    }
  }

  /** The rows {@code rows[from]} to {@code rows[from + count - 1]}, in arrays of their own. */
  public Batch kept(int[] rows, int from, int count) {
    ColumnVector[] vectors = new ColumnVector[columns.length];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = columns[i].gather(rows, from, count, null);
    }
    return new Batch(vectors, count);
  }

  /**
   * The same rows of one column.
   *
   * @param reuse a vector of an earlier call for the column, which is overwritten; null for none
   */
  public ColumnVector column(
      int column, int[] rows, int from, int count, @Nullable ColumnVector reuse) {
    return columns[column].gather(rows, from, count, reuse);
  }

  /** As {@link #kept}, but the next call overwrites the batch. */
  public Batch next(int[] rows, int from, int count) {
    Batch batch = overwritten;
    if (batch == null) {
      batch = kept(rows, from, count);
      overwritten = batch;
      return batch;
    }
    batch.reset(count);
    for (int i = 0; i < columns.length; i++) {
      batch.setColumn(i, columns[i].gather(rows, from, count, batch.column(i)));
    }
    return batch;
  }
}
