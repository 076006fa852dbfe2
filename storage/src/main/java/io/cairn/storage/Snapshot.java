package io.cairn.storage;

import org.jspecify.annotations.Nullable;

/**
 * One immutable state of a source. Thread-safe; closing it lets the source reclaim what only this
 * state needs.
 */
public interface Snapshot extends AutoCloseable {
  /** Grows with every change to the source; equal versions have equal content. */
  long version();

  /**
   * Changes with the tree and with the definitions of tables and views, but not with rows: a plan
   * made under one catalog version is right for every snapshot of the same one.
   */
  default long catalogVersion() {
    return version();
  }

  Node root();

  /** The node at this path, names matched exactly, or null. */
  default @Nullable Node find(ObjectPath path) {
    Node node = root();
    for (String name : path.names()) {
      node = node.child(name);
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  @Override
  void close();
}
