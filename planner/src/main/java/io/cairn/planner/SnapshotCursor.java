package io.cairn.planner;

import io.cairn.planner.exec.BatchCursor;
import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** Rows of a statement: the state that they are read from is closed with them. */
final class SnapshotCursor implements BatchCursor {
  private final BatchCursor rows;
  private final SessionTransaction.View view;
  private boolean closed;

  SnapshotCursor(BatchCursor rows, SessionTransaction.View view) {
    this.rows = rows;
    this.view = view;
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
        view.close();
      }
    }
  }
}
