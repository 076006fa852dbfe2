package io.cairn.planner.exec.join;

import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** Rows of a join's right input that were collected together. One thread at a time. */
public final class BuildPart {
  private final @Nullable ColumnRows[] columns;
  private int rowCount;

  /**
   * A part without rows.
   *
   * @param kept which columns of the input are needed
   */
  public BuildPart(boolean[] kept) {
    columns = new @Nullable ColumnRows[kept.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = kept[i] ? new ColumnRows() : null;
    }
  }

  public int rowCount() {
    return rowCount;
  }

  /** Memory that the rows take. */
  public long memory() {
    long bytes = 0;
    for (ColumnRows column : columns) {
      bytes += column == null ? 0 : column.memory();
    }
    return bytes;
  }

  /** Copies the selected rows of a batch. */
  public void append(Batch batch) {
    for (int i = 0; i < columns.length; i++) {
      ColumnRows column = columns[i];
      if (column != null) {
        column.append(batch.column(i), batch.selection(), batch.selectedCount());
      }
    }
    rowCount = Math.addExact(rowCount, batch.selectedCount());
  }

  @Nullable ColumnRows column(int ordinal) {
    return columns[ordinal];
  }
}
