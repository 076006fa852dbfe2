package io.cairn.planner.exec;

import io.cairn.storage.vector.Batch;

/** Skips rows at the start of a sequence of batches and ends it in time. One thread at a time. */
final class RowWindow {
  private final int[] selection = new int[Batch.CAPACITY];
  private long skip;
  private long left;

  void open(long offset, long limit) {
    skip = offset;
    left = limit;
  }

  /** Whether no row is wanted any more. */
  boolean isDone() {
    return left <= 0;
  }

  /** Says that so many rows at the start did not come at all. */
  void passed(long rows) {
    skip -= rows;
  }

  /** Selects the rows of the next batch that are wanted; returns whether there are any. */
  boolean cut(Batch batch) {
    int count = batch.selectedCount();
    if (skip >= count) {
      skip -= count;
      return false;
    }
    int first = (int) skip;
    int kept = (int) Math.min(left, count - first);
    skip = 0;
    left -= kept;
    if (first > 0 || kept < count) {
      int[] rows = batch.selection();
      for (int i = 0; i < kept; i++) {
        selection[i] = rows == null ? first + i : rows[first + i];
      }
      batch.select(selection, kept);
    }
    return kept > 0;
  }
}
