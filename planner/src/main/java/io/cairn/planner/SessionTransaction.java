package io.cairn.planner;

import io.cairn.storage.Snapshot;
import io.cairn.storage.Source;
import io.cairn.storage.Transaction;
import io.cairn.storage.error.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a session, if one is open: changes to a source that can be changed, one
 * snapshot of another one. One thread at a time.
 */
final class SessionTransaction {
  private final Source source;
  private boolean open;
  private @Nullable Transaction changes;
  private @Nullable Snapshot pinned;

  SessionTransaction(Source source) {
    this.source = source;
  }

  /** What a statement sees; whoever gets it closes it. */
  interface View extends AutoCloseable {
    Snapshot snapshot();

    @Override
    void close();
  }

  private record OwnedView(Snapshot snapshot) implements View {
    @Override
    public void close() {
      snapshot.close();
    }
  }

  /** The one snapshot of a transaction that only reads: it lives as long as that. */
  private record SharedView(Snapshot snapshot) implements View {
    @Override
    public void close() {}
  }

  boolean isOpen() {
    return open;
  }

  void begin() {
    open = true;
  }

  /** Fixes the state that an open transaction sees; does nothing from the second call on. */
  void start() {
    if (!open || changes != null || pinned != null) {
      return;
    }
    if (source.isReadOnly()) {
      pinned = source.snapshot();
      return;
    }
    try {
      changes = source.begin();
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.READ_ONLY) {
        throw e;
      }
      pinned = source.snapshot();
    }
  }

  /** The open transaction, started if need be; null if none is open or it only reads. */
  @Nullable Transaction changes() {
    start();
    return changes;
  }

  /** The state that the next statement sees. */
  View view() {
    if (changes != null) {
      return new OwnedView(changes.snapshot());
    }
    return pinned != null ? new SharedView(pinned) : new OwnedView(source.snapshot());
  }

  void commit() {
    Transaction ending = changes;
    try {
      if (ending != null) {
        ending.commit();
      }
    } finally {
      end();
    }
  }

  void rollback() {
    end();
  }

  private void end() {
    open = false;
    Transaction ending = changes;
    changes = null;
    Snapshot unpinned = pinned;
    pinned = null;
    if (ending != null) {
      ending.close();
    }
    if (unpinned != null) {
      unpinned.close();
    }
  }
}
