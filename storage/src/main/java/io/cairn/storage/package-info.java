/**
 * What every file under Cairn offers, whatever its format: a {@link io.cairn.storage.Source} gives
 * snapshots, a {@link io.cairn.storage.Snapshot} is a tree of nodes, a node may be a {@link
 * io.cairn.storage.Relation}, and a relation is scanned in splits that deliver batches. Knows
 * nothing of SQL, JDBC or Calcite.
 *
 * <p>Read {@link io.cairn.storage.Relation} first.
 */
@NullMarked
package io.cairn.storage;

import org.jspecify.annotations.NullMarked;
