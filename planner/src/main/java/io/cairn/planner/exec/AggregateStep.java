package io.cairn.planner.exec;

import io.cairn.planner.exec.aggregate.AggregateLayout;
import io.cairn.planner.exec.aggregate.GroupPart;
import io.cairn.planner.exec.aggregate.GroupTotal;
import io.cairn.planner.exec.aggregate.GroupingLimits;
import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups its input's rows and delivers a row a group. Each split of a scan is a part of its own,
 * and they are added up in the order of the splits; many groups are then put together partition by
 * partition.
 */
final class AggregateStep extends Step implements SplitMerge.Collector<AggregateStep.Part> {
  /** Parts up to this size are kept for the next execution, and so many of them. */
  private static final long MAX_SPARE_BYTES = 1 << 20;

  private static final int MAX_SPARE = 16;

  /** What new steps go by; tests put limits here that make few rows take every way. */
  static volatile GroupingLimits limits = GroupingLimits.DEFAULT;

  private final AggregateLayout layout;
  private final GroupingLimits ownLimits = limits;
  private final @Nullable Step input;
  private final @Nullable SplitMerge<Part> splits;
  private final MemoryAccount memory = new MemoryAccount("Grouping");
  private final Deque<Part> spare = new ArrayDeque<>();
  private final MemoryAccount.Share share = memory.new Share();
  private GroupTotal total;
  private boolean collected;

  /** The groups of one split. */
  final class Part {
    final GroupPart groups = new GroupPart(layout, ownLimits);
    final MemoryAccount.Share share = memory.new Share();
  }

  /** {@code input} is null if the aggregation runs over {@code fragment}. */
  AggregateStep(PlanNode.Aggregate node, @Nullable Step input, @Nullable Fragment fragment) {
    super(node);
    this.layout = new AggregateLayout(node);
    this.input = input;
    this.splits = fragment == null ? null : new SplitMerge<>(fragment, this);
    this.total = new GroupTotal(layout, ownLimits);
  }

  @Override
  void restrict(Execution next, int column, JoinFilter filter) {
    List<Integer> keys = ((PlanNode.Aggregate) node()).keys();
    if (column >= keys.size()) {
      return;
    }
    // The rows of a group have the key in common: they are all there or all missing.
    if (splits != null) {
      splits.restrict(next, keys.get(column), filter);
    } else {
      java.util.Objects.requireNonNull(input).restrict(next, keys.get(column), filter);
    }
  }

  @Override
  void open(Execution execution) {
    memory.open(execution.memory());
    collected = false;
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
    return total.next();
  }

  private void collect() {
    if (splits != null) {
      if (layout.countsRowsOnly()) {
        long rows = splits.countRows(execution());
        if (rows >= 0) {
          total.addRows(rows);
          total.needsTasks();
          return;
        }
      }
      splits.run(execution());
    } else {
      collect(java.util.Objects.requireNonNull(input));
    }
    if (total.needsTasks()) {
      ParallelTasks.run(execution(), total.spreadCount(), (index, worker) -> total.spread(index));
      ParallelTasks.run(execution(), total.groupCount(), (index, worker) -> group(index));
      total.endTasks();
      share.hold(total.bytes());
    }
  }

  private void group(int partition) {
    long bytes = total.group(partition, execution().control());
    memory.new Share().hold(bytes);
  }

  private void collect(Step source) {
    Part part = newPart();
    try {
      for (Batch batch = source.pull(); batch != null; batch = source.pull()) {
        execution().control().check();
        accept(part, batch);
      }
      source.stop();
      finish(part);
      merge(part);
    } finally {
      drop(part);
    }
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
    part.groups.add(batch);
    part.share.hold(part.groups.bytes());
  }

  @Override
  public void finish(Part part) {
    part.groups.finish();
    part.share.hold(part.groups.bytes());
  }

  @Override
  public void merge(Part part) {
    total.add(part.groups);
    part.groups.clear();
    part.share.hold(part.groups.bytes());
    share.hold(total.bytes());
  }

  @Override
  public void drop(Part part) {
    part.groups.clear();
    part.share.hold(0);
    synchronized (spare) {
      if (spare.size() < MAX_SPARE && part.groups.bytes() <= MAX_SPARE_BYTES) {
        spare.add(part);
      }
    }
  }

  @Override
  void close() {
    try {
      if (splits != null) {
        splits.close();
      }
      if (input != null) {
        input.stop();
      }
    } finally {
      if (total.bytes() <= MAX_SPARE_BYTES) {
        total.clear();
      } else {
        total = new GroupTotal(layout, ownLimits);
      }
      share.hold(0);
      memory.close();
    }
  }
}
