package io.cairn.planner.catalog;

import io.cairn.storage.Node;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.type.Column;
import org.jspecify.annotations.Nullable;

/** A column of a node's relation. */
record RelationColumn(Node node, int ordinal, Column column, ColumnStorage storage) {
  @Nullable String defaultSql() {
    TableDefinition definition = node.table();
    return definition == null ? null : definition.columns().get(ordinal).defaultSql();
  }

  @Nullable String encodingSummary() {
    return storage.encodings(column);
  }

  long rawBytes() {
    return storage.rawBytes(column);
  }

  long storedBytes() {
    return storage.storedBytes(column);
  }
}
