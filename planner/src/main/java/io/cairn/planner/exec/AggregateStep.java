package io.cairn.planner.exec;

import io.cairn.planner.exec.aggregate.Grouping;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Groups its input's rows and delivers a row a group. Each split of a scan has a grouping of its
 * own, and they are merged in the order of the splits.
 */
final class AggregateStep extends Step implements SplitMerge.Collector<AggregateStep.Part> {
  /** Parts up to this size are kept for the next execution, and so many of them. */
  private static final long MAX_SPARE_BYTES = 1 << 20;

  private static final int MAX_SPARE = 16;

  private final PlanNode.Aggregate aggregate;
  private final @Nullable Step input;
  private final @Nullable SplitMerge<Part> splits;
  private final MemoryAccount memory = new MemoryAccount("Grouping");
  private final Deque<Part> spare = new ArrayDeque<>();
  private @Nullable Part total;
  private boolean collected;
  private int next;

  /** The groups of one split, or of everything. */
  final class Part {
    final Grouping grouping = new Grouping(aggregate);
    final MemoryAccount.Share share = memory.new Share();
  }

  /** {@code input} is null if the aggregation runs over {@code fragment}. */
  AggregateStep(PlanNode.Aggregate node, @Nullable Step input, @Nullable Fragment fragment) {
    super(node);
    this.aggregate = node;
    this.input = input;
    this.splits = fragment == null ? null : new SplitMerge<>(fragment, this);
  }

  @Override
  void open(Execution execution) {
    memory.open(execution.memory());
    collected = false;
    next = 0;
    if (input != null) {
      input.start(execution);
    }
  }

  @Override
  @Nullable Batch next() {
    if (!collected) {
      collect();
      collected = true;
    }
    execution().control().check();
    Grouping grouping = java.util.Objects.requireNonNull(total).grouping;
    int count = Math.min(Batch.CAPACITY, grouping.size() - next);
    if (count <= 0) {
      return null;
    }
    Batch batch = new Batch(grouping.result(next, count), count);
    next += count;
    return batch;
  }

  private void collect() {
    Part all = newPart();
    total = all;
    if (splits != null) {
      if (Grouping.countsRowsOnly(aggregate)) {
        long rows = splits.countRows(execution());
        if (rows >= 0) {
          all.grouping.addRows(rows);
          return;
        }
      }
      splits.run(execution());
      return;
    }
    Step source = java.util.Objects.requireNonNull(input);
    for (Batch batch = source.pull(); batch != null; batch = source.pull()) {
      execution().control().check();
      accept(all, batch);
    }
    source.stop();
  }

  @Override
  public Part newPart() {
    synchronized (spare) {
      Part part = spare.poll();
      if (part != null) {
        return part;
      }
    }
    return new Part();
  }

  @Override
  public void accept(Part part, Batch batch) {
    part.grouping.add(batch);
    part.share.hold(part.grouping.bytes());
  }

  @Override
  public void merge(Part part) {
    Part all = java.util.Objects.requireNonNull(total);
    all.grouping.merge(part.grouping);
    all.share.hold(all.grouping.bytes());
    part.grouping.clear();
  }

  @Override
  public void drop(Part part) {
    part.share.hold(0);
    part.grouping.clear();
    synchronized (spare) {
      if (spare.size() < MAX_SPARE && part.grouping.bytes() <= MAX_SPARE_BYTES) {
        spare.add(part);
      }
    }
  }

  @Override
  void close() {
    Part all = total;
    total = null;
    try {
      if (splits != null) {
        splits.close();
      }
      if (input != null) {
        input.stop();
      }
    } finally {
      if (all != null) {
        drop(all);
      }
      memory.close();
    }
  }
}
