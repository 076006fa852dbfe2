package io.cairn.storage.internal.write;

import io.cairn.storage.KeyDefinition;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.internal.catalog.DeltaRows;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.catalog.TableState;
import io.cairn.storage.internal.scan.RowGroupReader;
import io.cairn.storage.internal.scan.TableRelation;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that a transaction has added to one table: row groups that are written or being written,
 * and the rows behind them. One thread at a time.
 */
final class PrivateRows {
  private final CatalogEntry.Table entry;
  private final RowGroupSink sink;
  private final PrivateExtents extents;
  private final RowGroupReader reader;
  private final List<PendingRowGroup> rowGroups = new ArrayList<>();
  private final List<PrivateKeys> keys = new ArrayList<>();
  private List<ColumnBuilder> builders;

  /** A state to go back to. */
  record Mark(int rowGroups, List<ColumnBuilder> builders, int rows) {}

  PrivateRows(
      CatalogEntry.Table entry, RowGroupSink sink, PrivateExtents extents, RowGroupReader reader) {
    this.entry = entry;
    this.sink = sink;
    this.extents = extents;
    this.reader = reader;
    this.builders = newBuilders();
    for (KeyDefinition key : definition().keys()) {
      keys.add(new PrivateKeys(definition(), key));
    }
  }

  TableDefinition definition() {
    return entry.definition();
  }

  CatalogEntry.Table entry() {
    return entry;
  }

  List<PrivateKeys> keys() {
    return keys;
  }

  private List<ColumnBuilder> newBuilders() {
    return definition().columns().stream()
        .map(column -> new ColumnBuilder(column.type().naturalLane()))
        .toList();
  }

  boolean isEmpty() {
    return rowGroups.isEmpty() && builders.get(0).size() == 0;
  }

  void append(List<ColumnBuilder> rows) {
    int size = rows.get(0).size();
    int from = 0;
    while (from < size) {
      int room = sink.rowGroupRows() - builders.get(0).size();
      int count = Math.min(size - from, Math.min(room, fitting(rows, from, size)));
      for (int i = 0; i < builders.size(); i++) {
        builders.get(i).append(rows.get(i), from, count);
      }
      from += count;
      if (count == room || isFull()) {
        seal();
      }
    }
  }

  /** Rows from {@code from} on that do not bring a column far above its limit; at least one. */
  private int fitting(List<ColumnBuilder> rows, int from, int size) {
    int count = size - from;
    for (int i = 0; i < rows.size(); i++) {
      long room = Math.max(1, RowGroupSizes.MAX_COLUMN_BYTES - builders.get(i).rawBytes());
      count = RowGroupSizes.rowsWithin(rows.get(i), from, count, room);
    }
    return count;
  }

  private boolean isFull() {
    for (ColumnBuilder builder : builders) {
      if (builder.rawBytes() >= RowGroupSizes.MAX_COLUMN_BYTES) {
        return true;
      }
    }
    return false;
  }

  private void seal() {
    rowGroups.add(sink.submit(entry, builders));
    builders = newBuilders();
  }

  /** The rows of this transaction alone, as a relation. */
  TableRelation relation() {
    TableState state =
        new TableState(
            entry.id(),
            0,
            writtenRowGroups(),
            DeltaRows.empty(definition()),
            DeltaRows.of(builders));
    return new TableRelation(definition(), state, reader);
  }

  /** What others see of the table, followed by the rows of this transaction. */
  TableState on(TableState committed) {
    return committed
        .withRowGroups(writtenRowGroups(), committed.changedBy())
        .withTail(DeltaRows.of(builders));
  }

  /** The row groups, once they are written. */
  List<RowGroup> writtenRowGroups() {
    List<RowGroup> written = new ArrayList<>(rowGroups.size());
    for (PendingRowGroup group : rowGroups) {
      written.add(group.await());
    }
    return written;
  }

  /** The rows behind the row groups. */
  List<ColumnBuilder> rest() {
    return builders;
  }

  /** Writes the rest as a row group too. */
  void sealRest() {
    if (builders.get(0).size() > 0) {
      rowGroups.add(sink.submit(entry, builders));
      builders = newBuilders();
    }
  }

  Mark mark() {
    return new Mark(rowGroups.size(), builders, builders.get(0).size());
  }

  void rollbackTo(Mark mark) {
    if (rowGroups.size() == mark.rowGroups
        && builders == mark.builders
        && builders.get(0).size() == mark.rows) {
      return;
    }
    discardFrom(mark.rowGroups);
    // Copies: open cursors may still look at the arrays, so that nothing may be written over.
    List<ColumnBuilder> kept = newBuilders();
    for (int i = 0; i < kept.size(); i++) {
      kept.get(i).append(mark.builders.get(i), 0, mark.rows);
    }
    builders = kept;
    keys.forEach(key -> key.forget(this::relation));
  }

  /** Gives up everything; the extents become free. */
  void discard() {
    discardFrom(0);
  }

  private void discardFrom(int first) {
    while (rowGroups.size() > first) {
      extents.discard(rowGroups.remove(rowGroups.size() - 1));
    }
  }
}
