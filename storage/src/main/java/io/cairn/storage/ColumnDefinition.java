package io.cairn.storage;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table as it was declared. Immutable.
 *
 * @param name in the spelling of its declaration; not empty
 * @param defaultSql the expression that gives the value where an INSERT names none, as SQL text;
 *     null for NULL
 */
public record ColumnDefinition(
    String name, ColumnType type, boolean nullable, @Nullable String defaultSql) {
  public ColumnDefinition {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A column needs a name");
    }
  }

  /** A column without a default. */
  public static ColumnDefinition of(String name, ColumnType type, boolean nullable) {
    return new ColumnDefinition(name, type, nullable, null);
  }

  /** The column as scans show it. */
  public Column toColumn() {
    return Column.of(name, type, nullable);
  }
}
