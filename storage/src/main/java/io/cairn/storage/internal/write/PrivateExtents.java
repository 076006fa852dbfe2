package io.cairn.storage.internal.write;

import java.util.ArrayList;
import java.util.List;

/**
 * The row groups that a transaction took back, until the last snapshot of the transaction is closed
 * that may still read them. Thread-safe.
 */
final class PrivateExtents {
  private final RowGroupSink sink;
  private final List<PendingRowGroup> waiting = new ArrayList<>();
  private int readers;

  PrivateExtents(RowGroupSink sink) {
    this.sink = sink;
  }

  synchronized void retain() {
    readers++;
  }

  void release() {
    List<PendingRowGroup> free;
    synchronized (this) {
      if (--readers > 0) {
        return;
      }
      free = List.copyOf(waiting);
      waiting.clear();
    }
    free.forEach(sink::discard);
  }

  /** Frees a row group that is not to be committed, now or when nobody reads it any more. */
  void discard(PendingRowGroup group) {
    synchronized (this) {
      if (readers > 0) {
        waiting.add(group);
        return;
      }
    }
    sink.discard(group);
  }
}
