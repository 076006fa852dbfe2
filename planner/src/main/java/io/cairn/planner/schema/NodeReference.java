package io.cairn.planner.schema;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.TableReference;
import io.cairn.storage.Node;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;

/** A table or array of the file, by its place in the tree. */
record NodeReference(ObjectPath path) implements TableReference {
  @Override
  public String name() {
    return SchemaName.of(path.parent()) + "." + path.name();
  }

  @Override
  public Relation relation(Snapshot snapshot) {
    Node node = snapshot.find(path);
    if (node == null) {
      throw new QueryException(ErrorCode.UNKNOWN_TABLE, "Table " + name() + " is no longer there");
    }
    Relation relation = node.relation();
    if (relation == null) {
      throw UnreadableNode.exception(node);
    }
    return relation;
  }
}
