package io.cairn.storage.internal.write;

import io.cairn.storage.KeyDefinition;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.scan.TableRelation;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the rows that a transaction has added to a table, for one of its constraints. While
 * they are numbers that grow, their range is enough. One thread at a time.
 */
final class PrivateKeys {
  private final KeyColumns inTable;
  private final KeyColumns alone;
  private KeyRange range = KeyRange.NONE;
  private @Nullable KeySet set;

  PrivateKeys(TableDefinition table, KeyDefinition key) {
    inTable = KeyColumns.inTable(table, key);
    alone = KeyColumns.alone(table, key);
  }

  KeyColumns inTable() {
    return inTable;
  }

  KeyColumns alone() {
    return alone;
  }

  /** Where keys are numbers: those of all rows; else nothing. */
  KeyRange range() {
    return range;
  }

  /**
   * Takes in the keys of rows that are about to be added.
   *
   * @param before gives the rows that were added before
   * @return the first row whose key is there already, or -1. In that case {@link #forget} must
   *     follow
   */
  int add(List<ColumnBuilder> rows, Supplier<TableRelation> before) {
    if (inTable.isNumber()) {
      KeyRange added = KeyRange.of(inTable, rows);
      KeyRange both = range.then(added);
      if (set == null && both.ascending()) {
        range = both;
        return -1;
      }
      KeySet known = set(before);
      range = both;
      return known.add(inTable, rows, 0, rows.get(0).size());
    }
    return set(before).add(inTable, rows, 0, rows.get(0).size());
  }

  private KeySet set(Supplier<TableRelation> before) {
    KeySet known = set;
    if (known == null) {
      KeySet all = new KeySet(alone);
      KeyScan.visit(
          before.get(),
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

  /** Rows were taken back: what is left must be read again. */
  void forget(Supplier<TableRelation> left) {
    set = null;
    range = KeyRange.NONE;
    if (inTable.isNumber()) {
      KeyScan.visit(
          left.get(),
          alone,
          null,
          keys -> {
            range = range.then(KeyRange.of(alone, keys));
            return true;
          });
    }
  }
}
