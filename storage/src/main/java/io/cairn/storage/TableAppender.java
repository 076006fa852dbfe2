package io.cairn.storage;

import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;

/**
 * Adds rows to the end of a table within a transaction. Snapshots of the transaction that are taken
 * after a call show its rows; nobody else sees them before the commit. One thread at a time.
 *
 * <p>Each call is all or nothing. It fails with {@link
 * io.cairn.storage.error.StorageException.Kind#NOT_NULL} or DUPLICATE_KEY, both with the {@link
 * io.cairn.storage.error.StorageException#row row} of the call that is wrong, with FULL where no
 * room is left, with READ_ONLY or CLOSED.
 */
public interface TableAppender {
  /** What the rows must look like. */
  TableDefinition table();

  /**
   * Adds as many rows as each builder holds.
   *
   * @param columns one builder a column of the table, in the natural lane of its type and all of
   *     one size; values lie within the type's limits. They are read during the call alone
   */
  void append(List<ColumnBuilder> columns);

  /** Adds the selected rows of a batch that has the table's columns. */
  void append(Batch batch);
}
