package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** Skips rows, then delivers no more than a number of them and asks its input for no more. */
final class LimitStep extends Step {
  private final Step input;
  private final RowBounds bounds;
  private final int[] selection = new int[Batch.CAPACITY];
  private long skip;
  private long left;

  LimitStep(PlanNode.Limit node, Step input) {
    super(node);
    this.input = input;
    this.bounds = new RowBounds(node.offset(), node.limit());
  }

  @Override
  void open(Execution execution) {
    bounds.bind(execution.parameters());
    skip = bounds.offset();
    left = bounds.limit();
    input.expectAtMost(bounds.total());
    input.start(execution);
  }

  @Override
  @Nullable Batch next() {
    while (left > 0) {
      Batch batch = input.pull();
      if (batch == null) {
        return null;
      }
      int count = batch.selectedCount();
      if (skip >= count) {
        skip -= count;
        continue;
      }
      int first = (int) skip;
      int kept = (int) Math.min(left, count - first);
      skip = 0;
      left -= kept;
      if (first > 0 || kept < count) {
        cut(batch, first, kept);
      }
      return batch;
    }
    return null;
  }

  private void cut(Batch batch, int first, int kept) {
    int[] rows = batch.selection();
    for (int i = 0; i < kept; i++) {
      selection[i] = rows == null ? first + i : rows[first + i];
    }
    batch.select(selection, kept);
  }

  @Override
  void close() {
    input.stop();
  }
}
