package io.cairn.storage;

import io.cairn.storage.predicate.ColumnStatistics;
import org.jspecify.annotations.Nullable;

/**
 * A unit of storage, for people to look at. Immutable.
 *
 * @param columnName the column, or null where a unit holds whole rows
 * @param firstRow the first row, or where rows are not consecutive the origin as {@code (0, 100)}
 * @param rowCount elements within the relation's extent
 * @param address the byte offset in the file, -1 where nothing is stored
 * @param encoding encodings or filters by name, outermost last; empty for none
 * @param filterMask of a foreign format, 0 where every filter was applied
 * @param statistics what the file says of the values; null if nothing
 */
public record ChunkDescription(
    @Nullable String columnName,
    int chunkIndex,
    String firstRow,
    long rowCount,
    long address,
    long storedBytes,
    long rawBytes,
    String encoding,
    int filterMask,
    @Nullable ColumnStatistics statistics) {
  /** A unit whose values nothing is known of. */
  public ChunkDescription(
      @Nullable String columnName,
      int chunkIndex,
      String firstRow,
      long rowCount,
      long address,
      long storedBytes,
      long rawBytes,
      String encoding,
      int filterMask) {
    this(
        columnName,
        chunkIndex,
        firstRow,
        rowCount,
        address,
        storedBytes,
        rawBytes,
        encoding,
        filterMask,
        null);
  }
}
