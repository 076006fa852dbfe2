package io.cairn.planner.exec.rows;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows copied out of batches, in order, packed into batches of its own without a selection. A batch
 * of it may hold fewer than {@link Batch#CAPACITY} rows where the dictionary of a column changed.
 * One thread at a time.
 */
public final class RowBuffer {
  private final ColumnAppender[] open;
  private final List<Batch> batches = new ArrayList<>();
  private int openRows;
  private long rowCount;
  private long bytes;

  public RowBuffer(List<Lane> lanes) {
    open = new ColumnAppender[lanes.size()];
    for (int i = 0; i < open.length; i++) {
      open[i] = new ColumnAppender(lanes.get(i));
    }
  }

  public long rowCount() {
    return rowCount;
  }

  /** Memory that the rows take. */
  public long bytes() {
    return bytes;
  }

  /** Copies the selected rows of a batch. */
  public void append(Batch batch) {
    append(batch, batch.selection(), batch.selectedCount());
  }

  /** Copies the first {@code count} of these rows; null for the first rows of the batch. */
  public void append(Batch batch, int @Nullable [] rows, int count) {
    int done = 0;
    while (done < count) {
      if (openRows == Batch.CAPACITY || !accepts(batch)) {
        seal();
      }
      int part = Math.min(count - done, Batch.CAPACITY - openRows);
      for (int i = 0; i < open.length; i++) {
        bytes += open[i].append(batch.column(i), rows, done, part, openRows);
      }
      openRows += part;
      done += part;
    }
    rowCount += count;
  }

  /** The batches that are full, which leave the buffer; rows after them stay. */
  public List<Batch> takeFull() {
    if (openRows == Batch.CAPACITY) {
      seal();
    }
    if (batches.isEmpty()) {
      return List.of();
    }
    List<Batch> taken = List.copyOf(batches);
    batches.clear();
    for (Batch batch : taken) {
      rowCount -= batch.rowCount();
    }
    bytes = 0;
    return taken;
  }

  /** Every row so far, in batches; later rows go into further batches. */
  public List<Batch> batches() {
    seal();
    return batches;
  }

  private boolean accepts(Batch batch) {
    for (int i = 0; i < open.length; i++) {
      if (!open[i].accepts(batch.column(i), openRows)) {
        return false;
      }
    }
    return true;
  }

  private void seal() {
    if (openRows == 0) {
      return;
    }
    ColumnVector[] columns = new ColumnVector[open.length];
    for (int i = 0; i < open.length; i++) {
      columns[i] = open[i].take();
    }
    batches.add(new Batch(columns, openRows));
    openRows = 0;
  }
}
