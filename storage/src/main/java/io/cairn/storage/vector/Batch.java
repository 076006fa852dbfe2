package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/**
 * Up to {@link #CAPACITY} consecutive rows of a relation or of an intermediate result, in columns,
 * with an optional selection.
 *
 * <p>Columns may be decoded only when first asked for: a consumer that finds no surviving row never
 * pays for the others. What is decoded late may be right at the rows alone that are selected then,
 * so a selection is only ever narrowed: every row that {@link #select} names was selected before,
 * until {@link #reset}. Entries of other rows hold anything, but codes stay within their dictionary
 * and offsets of texts within their bytes. A batch and its vectors are valid until their producer
 * makes its next batch; one thread at a time.
 */
public final class Batch {
  /** Rows in a full batch; also the length of every lane. */
  public static final int CAPACITY = 2048;

  /** Decodes a column of the current batch at the first call for it. */
  public interface Loader {
    /** The vector of column {@code ordinal} for the batch's current rows. */
    ColumnVector load(int ordinal);
  }

  private final @Nullable ColumnVector[] columns;
  private final @Nullable Loader loader;
  private int rowCount;
  private int @Nullable [] selection;
  private int selectedCount;

  /** A batch whose columns come from {@code loader}. */
  public Batch(int columnCount, Loader loader) {
    this.columns = new @Nullable ColumnVector[columnCount];
    this.loader = loader;
  }

  /** A batch of vectors that are already there; the array is used as it is. */
  public Batch(ColumnVector[] columns, int rowCount) {
    this.columns = columns;
    this.loader = null;
    reset(rowCount);
  }

  /** Starts over with {@code newRowCount} rows, all selected; columns of a loader are forgotten. */
  public void reset(int newRowCount) {
    if (newRowCount < 0 || newRowCount > CAPACITY) {
      throw new IllegalArgumentException(
          "rowCount = " + newRowCount + ", expected 0 to " + CAPACITY);
    }
    rowCount = newRowCount;
    selection = null;
    selectedCount = newRowCount;
    if (loader != null) {
      java.util.Arrays.fill(columns, null);
    }
  }

  public int columnCount() {
    return columns.length;
  }

  /** Rows in the lanes, selected or not: 0 to {@link #CAPACITY}. */
  public int rowCount() {
    return rowCount;
  }

  /** The column at {@code ordinal}, from 0. */
  public ColumnVector column(int ordinal) {
    ColumnVector column = columns[ordinal];
    if (column == null) {
      if (loader == null) {
        throw new IllegalStateException("Column " + ordinal + " of the batch was never set");
      }
      column = loader.load(ordinal);
      columns[ordinal] = column;
    }
    return column;
  }

  /** Replaces the column at {@code ordinal}. */
  public void setColumn(int ordinal, ColumnVector column) {
    columns[ordinal] = column;
  }

  /**
   * The selected rows in ascending order, in the first {@link #selectedCount()} entries; absent if
   * every row is selected.
   */
  public int @Nullable [] selection() {
    return selection;
  }

  public int selectedCount() {
    return selectedCount;
  }

  /**
   * Selects the first {@code count} entries of {@code rows}, which ascend and were selected before;
   * absent selects every row, if every row was.
   */
  public void select(int @Nullable [] rows, int count) {
    selection = rows;
    selectedCount = rows == null ? rowCount : count;
  }
}
