package io.cairn.storage.internal.catalog;

import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;

/**
 * One change of a transaction, as the commit log records it. Applying the operations of a record in
 * their order turns one state into the next, at the commit and at every recovery alike. Immutable.
 */
public sealed interface Operation {
  /**
   * The state after this change.
   *
   * @param txid the transaction that makes it
   */
  StoreState applyTo(StoreState state, long txid);

  /** A node that was not there. */
  record CreateNode(CatalogEntry entry) implements Operation {
    @Override
    public StoreState applyTo(StoreState state, long txid) {
      return state.with(entry);
    }
  }

  /** A node goes, and everything below it. */
  record DropNode(long id) implements Operation {
    @Override
    public StoreState applyTo(StoreState state, long txid) {
      CatalogEntry entry = state.entry(id);
      return entry == null ? state : state.without(entry);
    }
  }

  /** Rows that stay in the log until the next checkpoint; a builder a column, all of one size. */
  record AddRows(long tableId, List<ColumnBuilder> columns) implements Operation {
    @Override
    public StoreState applyTo(StoreState state, long txid) {
      TableState table = state.table(tableId);
      return table == null ? state : state.with(table.withDelta(table.delta().plus(columns), txid));
    }
  }

  /** Row groups whose extents are written. */
  record AddRowGroups(long tableId, List<RowGroup> rowGroups) implements Operation {
    @Override
    public StoreState applyTo(StoreState state, long txid) {
      TableState table = state.table(tableId);
      return table == null ? state : state.with(table.withRowGroups(rowGroups, txid));
    }
  }
}
