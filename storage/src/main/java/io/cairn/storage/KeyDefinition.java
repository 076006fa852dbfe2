package io.cairn.storage;

import java.util.List;

/**
 * A PRIMARY KEY or UNIQUE constraint: no two rows are equal in all of its columns. A row that is
 * NULL in one of them is equal to no other. Immutable.
 *
 * @param name as declared, or made up; unique within its table
 * @param primary whether it is the primary key, whose columns are not nullable
 * @param columns ordinals of the table's columns, in the key's order; at least one, each once
 */
public record KeyDefinition(String name, boolean primary, List<Integer> columns) {
  public KeyDefinition {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.stream().distinct().count() != columns.size()) {
      throw new IllegalArgumentException("A key has at least one column and each once: " + columns);
    }
  }
}
