package io.cairn.planner.exec;

import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.rows.RowBuffer;
import io.cairn.storage.BatchReader;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows of an operator, collected, and cut into splits then. */
final class KeptRows implements SplitMerge.Collector<KeptRows.Part> {
  private static final int SPLIT_BATCHES = 16;

  private final List<Lane> lanes;
  private final @Nullable SplitMerge<Part> splits;
  private final @Nullable Step input;
  private final MemoryAccount memory = new MemoryAccount("Joining");
  private final List<Batch> batches = new ArrayList<>();
  private MemoryAccount.Share share = memory.new Share();
  private long bytes;

  /** Rows of one split. */
  final class Part {
    RowBuffer rows = new RowBuffer(lanes);
    final MemoryAccount.Share share = memory.new Share();
  }

  KeptRows(PlanNode source, Estimates estimates) {
    lanes = source.columns().stream().map(OutputColumn::lane).toList();
    Fragment fragment = Fragment.of(source, estimates);
    splits = fragment == null ? null : new SplitMerge<>(fragment, this);
    input = fragment == null ? Steps.of(source, false, estimates) : null;
  }

  /** As {@link Step#restrict}. */
  void restrict(Execution next, int column, JoinFilter filter) {
    if (splits != null) {
      splits.restrict(next, column, filter);
    } else {
      java.util.Objects.requireNonNull(input).restrict(next, column, filter);
    }
  }

  /** Runs the operator to its end. */
  void collect(Execution execution) {
    memory.open(execution.memory());
    share = memory.new Share();
    bytes = 0;
    if (splits != null) {
      splits.run(execution);
      return;
    }
    Step source = java.util.Objects.requireNonNull(input);
    source.start(execution);
    Part part = newPart();
    for (Batch batch = source.pull(); batch != null; batch = source.pull()) {
      execution.control().check();
      accept(part, batch);
    }
    source.stop();
    merge(part);
  }

  /** The rows, in their order. */
  List<Batch> batches() {
    return batches;
  }

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

  @Override
  public Part newPart() {
    return new Part();
  }

  @Override
  public void accept(Part part, Batch batch) {
    part.rows.append(batch);
    part.share.hold(part.rows.bytes());
  }

  @Override
  public void merge(Part part) {
    batches.addAll(part.rows.batches());
    bytes += part.rows.bytes();
    share.hold(bytes);
    part.rows = new RowBuffer(lanes);
    part.share.hold(0);
  }

  @Override
  public void drop(Part part) {
    part.share.hold(0);
  }

  /** Forgets the rows, and stops what still runs. */
  void close() {
    batches.clear();
    try {
      if (splits != null) {
        splits.close();
      }
      if (input != null) {
        input.stop();
      }
    } finally {
      memory.close();
    }
  }
}
