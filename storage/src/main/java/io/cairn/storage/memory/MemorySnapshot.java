package io.cairn.storage.memory;

import io.cairn.storage.Node;
import io.cairn.storage.Snapshot;

/** The one state of a {@link MemorySource}. Immutable. */
record MemorySnapshot(Node root) implements Snapshot {
  @Override
  public long version() {
    return 0;
  }

  @Override
  public void close() {
    // Nothing is held but memory.
  }
}
