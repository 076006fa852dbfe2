package io.cairn.planner.exec;

import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.BatchReader;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows of an operator, collected, and cut into splits then. */
final class KeptRows {
  private static final int SPLIT_BATCHES = 16;

  private final MemoryAccount memory = new MemoryAccount("Joining");
  private final RowFeed feed;
  private final List<Batch> batches = new ArrayList<>();
  private long bytes;

  KeptRows(PlanNode source, Estimates estimates) {
    feed = new RowFeed(source, estimates, memory);
  }

  /** As {@link Step#restrict}. */
  void restrict(Execution next, int column, JoinFilter filter) {
    feed.restrict(next, column, filter);
  }

  /** Runs the operator to its end. */
  void collect(Execution execution) {
    memory.open(execution.memory());
    MemoryAccount.Share share = memory.new Share();
    bytes = 0;
    feed.run(
        execution,
        (more, size) -> {
          batches.addAll(more);
          bytes += size;
          share.hold(bytes);
        });
  }

  /** The rows, in their order. */
  List<Batch> batches() {
    return batches;
  }

  /** About how many rows there are. */
  long rowCount() {
    return (long) batches.size() * Batch.CAPACITY;
  }

  int splitCount() {
    return (batches.size() + SPLIT_BATCHES - 1) / SPLIT_BATCHES;
  }

  /** Starts reading a split; each may be read once. */
  BatchReader open(int split) {
    int to = Math.min(batches.size(), (split + 1) * SPLIT_BATCHES);
    return new BatchReader() {
      private int next = split * SPLIT_BATCHES;

      @Override
      public @Nullable Batch next() {
        return next < to ? batches.get(next++) : null;
      }

      @Override
      public void close() {}
    };
  }

  /** Forgets the rows, and stops what still runs. */
  void close() {
    batches.clear();
    try {
      feed.close();
    } finally {
      memory.close();
    }
  }
}
