package io.cairn.storage.internal.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a table in one state: row groups, then rows that are in none yet. Immutable.
 *
 * @param id the table's id
 * @param changedBy the transaction that changed the rows last
 * @param rowGroups in the order of rows
 * @param delta rows of small commits
 * @param tail rows of the transaction that looks at the table, behind all others; empty in a state
 *     that is committed
 */
public record TableState(
    long id, long changedBy, List<RowGroup> rowGroups, DeltaRows delta, DeltaRows tail) {
  public long rowCount() {
    long rows = delta.rowCount() + (long) tail.rowCount();
    for (RowGroup group : rowGroups) {
      rows += group.rowCount();
    }
    return rows;
  }

  /** The state with more row groups behind those that it has. */
  public TableState withRowGroups(List<RowGroup> more, long txid) {
    List<RowGroup> all = new ArrayList<>(rowGroups.size() + more.size());
    all.addAll(rowGroups);
    all.addAll(more);
    return new TableState(id, txid, all, delta, tail);
  }

  public TableState withDelta(DeltaRows newDelta, long txid) {
    return new TableState(id, txid, rowGroups, newDelta, tail);
  }

  public TableState withTail(DeltaRows newTail) {
    return new TableState(id, changedBy, rowGroups, delta, newTail);
  }
}
