package io.cairn.storage;

import java.util.List;

/**
 * A view: a query under a name. Immutable.
 *
 * @param sql the query's text
 * @param schema the default schema that its single names are looked for in
 * @param columnNames names in place of the query's own; empty to keep those
 */
public record ViewDefinition(String sql, String schema, List<String> columnNames) {
  public ViewDefinition {
    columnNames = List.copyOf(columnNames);
  }
}
