package io.cairn.storage;

import io.cairn.storage.type.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a table is declared to hold. Immutable.
 *
 * @param columns at least one; names differ
 * @param keys at most one of them primary; names differ
 */
public record TableDefinition(List<ColumnDefinition> columns, List<KeyDefinition> keys) {
  /** Most columns of a table. */
  public static final int MAX_COLUMNS = 4096;

  public TableDefinition {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
    if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
      throw new IllegalArgumentException(
          "A table has 1 to " + MAX_COLUMNS + " columns, not " + columns.size());
    }
    Set<String> names = new HashSet<>();
    for (ColumnDefinition column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("Column " + column.name() + " is declared twice");
      }
    }
    Set<String> keyNames = new HashSet<>();
    int primary = 0;
    for (KeyDefinition key : keys) {
      primary += key.primary() ? 1 : 0;
      if (!keyNames.add(key.name()) || primary > 1) {
        throw new IllegalArgumentException("Key " + key.name() + " is declared twice");
      }
      for (int column : key.columns()) {
        if (column < 0 || column >= columns.size()) {
          throw new IllegalArgumentException("Key " + key.name() + " names column " + column);
        }
      }
    }
  }

  /** The columns as scans show them. */
  public Schema schema() {
    return new Schema(columns.stream().map(ColumnDefinition::toColumn).toList());
  }
}
