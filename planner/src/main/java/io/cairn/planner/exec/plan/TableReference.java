package io.cairn.planner.exec.plan;

import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;

/** A table named in a plan: resolved to rows when the plan runs. Immutable and thread-safe. */
public interface TableReference {
  /** The table's name as EXPLAIN shows it. */
  String name();

  /** The table's rows in this snapshot, under the schema that it was planned with. */
  Relation relation(Snapshot snapshot);
}
