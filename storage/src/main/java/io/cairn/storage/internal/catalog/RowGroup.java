package io.cairn.storage.internal.catalog;

/**
 * Rows of a table that are encoded, column by column. Immutable.
 *
 * @param id never given twice in a store
 */
public record RowGroup(long id, int rowCount) {
  /** Most rows of a row group. */
  public static final int MAX_ROWS = 131_072;

  public long storedBytes() {
    return 0;
  }
}
