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
   * Changes with the nodes and their definitions, not with rows: what was planned for one state is
   * right for every state of the same catalog version. No two catalogs of one source share a
   * version, those of open transactions among them.
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
