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

  /** A filter's, projection's or join's transform. */
  static Transform of(PlanNode node, Bindings bindings, boolean eager) {
    if (node instanceof PlanNode.Filter filter) {
      return new FilterTransform(filter, filter.condition(), bindings);
    }
    if (node instanceof PlanNode.Project project) {
      return new ProjectTransform(project, bindings, eager);
    }
    if (node instanceof PlanNode.Join join) {
      return new ProbeTransform(join, bindings);
    }
    throw new AssertionError(node);
  }

  final PlanNode node() {
    return node;
  }

  /** Starts an execution of the fragment in which it stands at this position. */
  void open(FragmentRun run, int position) {}

  /** Ends the execution; may be called more than once. */
  void close() {}

  /** The batch with what is left of its rows; null if no row is left. */
  abstract @Nullable Batch apply(Batch batch);

  /** Whether the batch that was applied last makes a further one, which {@link #more} gives. */
  boolean hasMore() {
    return false;
  }

  /** The next batch of those that one makes; null if it has no row. */
  @Nullable Batch more() {
    throw new IllegalStateException("There is no further batch");
  }

  /** As {@link #more()}, counted and timed. */
  final @Nullable Batch more(@Nullable ProfileClock clock) {
    if (clock == null) {
      return more();
    }
    Profile.Entry entry = clock.profile().entry(node);
    Profile.Entry before = clock.enter(entry);
    try {
      return counted(more(), entry);
    } finally {
      clock.leave(before);
    }
  }

  private static @Nullable Batch counted(@Nullable Batch result, Profile.Entry entry) {
    if (result != null) {
      entry.addRows(result.selectedCount());
    }
    return result;
  }

  /**
   * Tells a batch that only the rows are needed that are still selected in what was made of it, row
   * by row, so that columns that are yet to be decoded are decoded for these.
   */
  static void narrow(Batch batch, Batch made) {
    if (made.selectedCount() < batch.selectedCount()) {
      batch.select(made.selection(), made.selectedCount());
    }
  }

  /** As {@link #apply}, counted and timed. */
  final @Nullable Batch apply(Batch batch, @Nullable ProfileClock clock) {
    if (clock == null) {
      return apply(batch);
    }
    Profile.Entry entry = clock.profile().entry(node);
    Profile.Entry before = clock.enter(entry);
    try {
      return counted(apply(batch), entry);
    } finally {
      clock.leave(before);
    }
  }
}
