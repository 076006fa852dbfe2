package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.Bindings;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** Turns a batch into another without looking at its neighbours. One thread at a time. */
abstract class Transform {
  private final PlanNode node;

  Transform(PlanNode node) {
    this.node = node;
  }

  /** A filter's or projection's transform. */
  static Transform of(PlanNode node, Bindings bindings, boolean eager) {
    if (node instanceof PlanNode.Filter filter) {
      return new FilterTransform(filter, filter.condition(), bindings);
    }
    if (node instanceof PlanNode.Project project) {
      return new ProjectTransform(project, bindings, eager);
    }
    throw new AssertionError(node);
  }

  final PlanNode node() {
    return node;
  }

  /** The batch with what is left of its rows; null if no row is left. */
  abstract @Nullable Batch apply(Batch batch);

  /** As {@link #apply}, counted and timed. */
  final @Nullable Batch apply(Batch batch, @Nullable ProfileClock clock) {
    if (clock == null) {
      return apply(batch);
    }
    Profile.Entry entry = clock.profile().entry(node);
    Profile.Entry before = clock.enter(entry);
    try {
      Batch result = apply(batch);
      if (result != null) {
        entry.addRows(result.selectedCount());
      }
      return result;
    } finally {
      clock.leave(before);
    }
  }
}
