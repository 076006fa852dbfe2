package io.cairn.planner.exec;

import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/**
 * An operator of a plan that is being executed. Kernels and scratch memory stay with it, so that
 * the plan's next execution finds them: opened, pulled and closed again and again. One thread at a
 * time.
 */
abstract class Step {
  private final PlanNode node;
  private @Nullable Execution execution;
  private Profile.@Nullable Entry entry;

  Step(PlanNode node) {
    this.node = node;
  }

  final PlanNode node() {
    return node;
  }

  /** Starts an execution. */
  final void start(Execution next) {
    execution = next;
    entry = countsItself() ? null : next.entry(node);
    open(next);
  }

  /** The next batch with at least one selected row, or null. */
  final @Nullable Batch pull() {
    Profile.Entry counted = entry;
    if (counted == null) {
      return next();
    }
    ProfileClock clock = java.util.Objects.requireNonNull(execution().clock());
    Profile.Entry before = clock.enter(counted);
    try {
      Batch batch = next();
      if (batch != null) {
        counted.addRows(batch.selectedCount());
      }
      return batch;
    } finally {
      clock.leave(before);
    }
  }

  /** Ends the execution and gives back what it held; may be called more than once. */
  final void stop() {
    if (execution != null) {
      try {
        close();
      } finally {
        execution = null;
        entry = null;
      }
    }
  }

  final Execution execution() {
    Execution current = execution;
    if (current == null) {
      throw new IllegalStateException("The plan is not open");
    }
    return current;
  }

  /**
   * Says, before the start, that rows with values which a filter leaves out of a column are not
   * asked for: they may be missing. A step that cannot use this ignores it.
   *
   * @param next the execution that this holds for
   */
  void restrict(Execution next, int column, JoinFilter filter) {}

  /** Whether the step reports its rows and time by itself. */
  boolean countsItself() {
    return false;
  }

  /** Says, before the start, that no more than this many rows will be asked for. */
  void expectAtMost(long rows) {}

  abstract void open(Execution next);

  abstract @Nullable Batch next();

  abstract void close();
}
