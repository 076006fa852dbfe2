package io.cairn.storage.internal.write;

import io.cairn.storage.KeyDefinition;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.scan.TableRelation;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the rows of a table that are committed, for one of its constraints. Keys that only
 * ever grow need their range alone; for others a set is made when first needed, unless the table is
 * too large for one: then the chunks are searched. The lock of commits guards it.
 */
final class CommittedKeys {
  /** Most rows that a set is made for. */
  private static final long MAX_SET_ROWS = 8_000_000;

  private final KeyColumns inTable;
  private final KeyColumns alone;
  private @Nullable KeyRange range;
  private @Nullable KeySet set;

  CommittedKeys(TableDefinition table, KeyDefinition key) {
    inTable = KeyColumns.inTable(table, key);
    alone = KeyColumns.alone(table, key);
  }

  KeyColumns inTable() {
    return inTable;
  }

  /** The first of these rows of the table's columns whose key the table has, or -1. */
  int firstFound(TableRelation table, List<ColumnBuilder> rows) {
    return firstFound(table, inTable, rows);
  }

  /** The first of these rows whose key the table has, or -1; {@code key} says how to read them. */
  int firstFound(TableRelation table, KeyColumns key, List<ColumnBuilder> rows) {
    if (table.rowCount() == 0) {
      return -1;
    }
    if (key.isNumber() && KeyRange.of(key, rows).isApartFrom(range(table))) {
      return -1;
    }
    if (table.rowCount() > MAX_SET_ROWS) {
      set = null;
      return KeyScan.firstFound(table, alone, key, rows);
    }
    KeySet known = set(table);
    boolean nulls = key.mayBeNull(rows);
    for (int row = 0; row < rows.get(0).size(); row++) {
      if (!(nulls && key.isNull(rows, row)) && known.contains(key, rows, row)) {
        return row;
      }
    }
    return -1;
  }

  private KeyRange range(TableRelation table) {
    KeyRange known = range;
    if (known == null) {
      KeyRange[] all = {KeyRange.NONE};
      KeyScan.visit(
          table,
          alone,
          null,
          keys -> {
            all[0] = all[0].then(KeyRange.of(alone, keys));
            return true;
          });
      known = all[0];
      range = known;
    }
    return known;
  }

  private KeySet set(TableRelation table) {
    KeySet known = set;
    if (known == null) {
      KeySet all = new KeySet(alone);
      KeyScan.visit(
          table,
          alone,
          null,
          keys -> {
            all.add(alone, keys, 0, keys.get(0).size());
            return true;
          });
      known = all;
      set = known;
    }
    return known;
  }

  /** Rows were committed whose keys were looked for before. */
  void added(List<ColumnBuilder> rows) {
    if (inTable.isNumber() && range != null) {
      range = range.then(KeyRange.of(inTable, rows));
    }
    if (set != null) {
      set.add(inTable, rows, 0, rows.get(0).size());
    }
  }

  /** Row groups were committed: of their keys the range alone is known. */
  void added(KeyRange keys) {
    if (range != null) {
      range = range.then(keys);
    }
    set = null;
  }
}
