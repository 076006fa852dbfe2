package io.cairn.planner;

import io.cairn.planner.exec.BatchCursor;
import io.cairn.storage.Snapshot;
import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** Rows of a statement outside a transaction: their snapshot is closed with them. */
final class SnapshotCursor implements BatchCursor {
  private final BatchCursor rows;
  private final Snapshot snapshot;
  private boolean closed;

  SnapshotCursor(BatchCursor rows, Snapshot snapshot) {
    this.rows = rows;
    this.snapshot = snapshot;
  }

  @Override
  public @Nullable Batch next() {
    return rows.next();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        rows.close();
      } finally {
        snapshot.close();
      }
    }
  }
}
