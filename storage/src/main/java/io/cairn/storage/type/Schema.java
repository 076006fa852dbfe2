package io.cairn.storage.type;

import java.util.List;

/**
 * The columns of a relation, in order; columns that {@code SELECT *} leaves out stand last.
 * Immutable.
 *
 * <p>An ordinal counts from 0.
 */
public record Schema(List<Column> columns) {
  public Schema {
    columns = List.copyOf(columns);
  }

  public int size() {
    return columns.size();
  }

  public Column column(int ordinal) {
    return columns.get(ordinal);
  }

  /** The ordinal of the column with exactly this name, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
