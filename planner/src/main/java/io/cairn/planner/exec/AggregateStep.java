package io.cairn.planner.exec;

import io.cairn.planner.exec.aggregate.AggregateLayout;
import io.cairn.planner.exec.aggregate.GroupPart;
import io.cairn.planner.exec.aggregate.GroupTotal;
import io.cairn.planner.exec.aggregate.GroupingLimits;
import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.storage.type.Lane;
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

  /** The memory limit divided by this and the number of threads is what a part may have of it. */
  private static final long PART_SHARE = 6;

  /** Batches of a part where the input has no splits. */
  private static final int PART_BATCHES = 64;

  /** What new steps go by; tests put limits here that make few rows take every way. */
  static volatile GroupingLimits limits = GroupingLimits.DEFAULT;

  private final boolean partOfAnother;
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

  /**
   * The step of a node; {@code input} is null if the aggregation runs over {@code fragment}, which
   * is null otherwise.
   */
  static AggregateStep of(
      PlanNode.Aggregate node, @Nullable Step input, @Nullable Fragment fragment) {
    DistinctLevels levels = DistinctLevels.of(node);
    if (levels == null) {
      return new AggregateStep(node, node, false, input, fragment);
    }
    Step values = new AggregateStep(node, levels.values(), true, input, fragment);
    return new AggregateStep(node, levels.groups(), false, values, null);
  }

  private AggregateStep(
      PlanNode node,
      PlanNode.Aggregate aggregate,
      boolean partOfAnother,
      @Nullable Step input,
      @Nullable Fragment fragment) {
    super(node);
    this.partOfAnother = partOfAnother;
    this.layout = new AggregateLayout(aggregate);
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
  boolean countsItself() {
    // What it does counts as work of the step that pulls it, which has the same node.
    return partOfAnother;
  }

  @Override
  void open(Execution execution) {
    memory.open(execution.memory());
    total.open(execution.control());
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
    while (true) {
      execution().control().check();
      Batch batch = total.next();
      if (batch != null) {
        return batch;
      }
      List<GroupTotal.Work> claimed = total.claim(claimable());
      if (claimed.isEmpty()) {
        return null;
      }
      ParallelTasks.run(execution(), claimed.size(), (index, worker) -> group(claimed.get(index)));
      total.deliver(claimed);
    }
  }

  /** All partitions at once, unless memory is short: then one for each thread. */
  private int claimable() {
    MemoryBudget budget = execution().memory();
    boolean isRoomy =
        !total.isSpilled() && total.bytes() < (budget.limitBytes() - budget.usedBytes()) / 2;
    return isRoomy ? Integer.MAX_VALUE : ParallelTasks.workers(execution());
  }

  private void collect() {
    if (splits != null) {
      if (layout.countsRowsOnly()) {
        long rows = splits.countRows(execution());
        if (rows >= 0) {
          total.addRows(rows);
          total.end(this::spillFile);
          return;
        }
      }
      splits.run(execution());
    } else {
      collect(java.util.Objects.requireNonNull(input));
    }
    total.end(this::spillFile);
    holdTotal();
  }

  private void group(GroupTotal.Work work) {
    MemoryAccount.Share own = memory.new Share();
    total.group(work, bytes -> hold(own, bytes), this::spillFile);
    holdTotal();
  }

  /** Cuts the input into parts as if it had splits. */
  private void collect(Step source) {
    Part part = newPart();
    try {
      int batches = 0;
      for (Batch batch = source.pull(); batch != null; batch = source.pull()) {
        execution().control().check();
        accept(part, batch);
        if (++batches % PART_BATCHES == 0) {
          finish(part);
          merge(part);
        }
      }
      source.stop();
      finish(part);
      merge(part);
    } finally {
      drop(part);
    }
  }

  private SpillFile spillFile(List<Lane> lanes) {
    return execution().spillFile(node(), lanes);
  }

  /** Books memory; if there is not enough, something goes to the disk first. */
  private void hold(MemoryAccount.Share holder, long bytes) {
    while (!holder.tryHold(bytes)) {
      synchronized (share) {
        if (!total.spill(this::spillFile)) {
          holder.hold(bytes);
          return;
        }
        giveBack();
      }
    }
  }

  /**
   * As {@link #hold(MemoryAccount.Share, long)}; a part that is large itself goes to the disk,
   * since some of them may have to wait for one before them.
   */
  private void hold(Part part) {
    long most =
        execution().memory().limitBytes() / (PART_SHARE * ParallelTasks.workers(execution()));
    if (part.groups.bytes() > most) {
      part.groups.spill(this::spillFile);
    }
    while (!part.share.tryHold(part.groups.bytes())) {
      boolean hasRoom;
      synchronized (share) {
        hasRoom = total.spill(this::spillFile);
        giveBack();
      }
      if (!hasRoom && !part.groups.spill(this::spillFile)) {
        part.share.hold(part.groups.bytes());
        return;
      }
    }
  }

  /** Books what is left of the total; if that has grown, the thread that let it grow books it. */
  private void giveBack() {
    share.tryHold(total.bytes());
  }

  private void holdTotal() {
    synchronized (share) {
      while (!share.tryHold(total.bytes())) {
        if (!total.spill(this::spillFile)) {
          share.hold(total.bytes());
        }
      }
    }
  }

  @Override
  public Part newPart() {
    synchronized (spare) {
      Part part = spare.poll();
      if (part == null) {
        part = new Part();
      }
      part.groups.open(execution().control());
      return part;
    }
  }

  @Override
  public void accept(Part part, Batch batch) {
    part.groups.add(batch);
    hold(part);
  }

  @Override
  public void finish(Part part) {
    part.groups.finish();
    hold(part);
  }

  @Override
  public void merge(Part part) {
    total.add(part.groups, this::spillFile);
    part.groups.clear();
    part.share.hold(0);
    holdTotal();
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
      synchronized (share) {
        share.hold(0);
      }
      memory.close();
    }
  }
}
