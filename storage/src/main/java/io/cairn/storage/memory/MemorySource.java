package io.cairn.storage.memory;

import io.cairn.storage.Snapshot;
import io.cairn.storage.Source;
import io.cairn.storage.error.StorageException;

/** A tree of nodes in memory that never changes. Thread-safe. */
public final class MemorySource implements Source {
  private final MemorySnapshot snapshot;
  private volatile boolean isClosed;

  MemorySource(MemoryNode root) {
    this.snapshot = new MemorySnapshot(root);
  }

  /** A source with nothing but its root group. */
  public static MemorySource empty() {
    return builder().build();
  }

  /** Starts a tree with nothing but its root group. */
  public static MemorySourceBuilder builder() {
    return new MemorySourceBuilder();
  }

  @Override
  public String format() {
    return "memory";
  }

  @Override
  public String location() {
    return "memory";
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public Snapshot snapshot() {
    if (isClosed) {
      throw new StorageException(
          StorageException.Kind.CLOSED, "The database in memory is closed already.");
    }
    return snapshot;
  }

  /** Snapshots that were taken before stay readable. */
  @Override
  public void close() {
    isClosed = true;
  }
}
