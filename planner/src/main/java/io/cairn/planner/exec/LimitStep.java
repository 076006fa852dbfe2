package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** Skips rows, then delivers no more than a number of them and asks its input for no more. */
final class LimitStep extends Step {
  private final Step input;
  private final RowBounds bounds;
  private final RowWindow window = new RowWindow();

  LimitStep(PlanNode.Limit node, Step input) {
    super(node);
    this.input = input;
    this.bounds = new RowBounds(node.offset(), node.limit());
  }

  @Override
  void open(Execution execution) {
    bounds.bind(execution.parameters());
    window.open(bounds.offset(), bounds.limit());
    input.expectAtMost(bounds.total());
    input.start(execution);
  }

  @Override
  @Nullable Batch next() {
    while (!window.isDone()) {
      Batch batch = input.pull();
      if (batch == null) {
        return null;
      }
      if (window.cut(batch)) {
        return batch;
      }
    }
    return null;
  }

  @Override
  void close() {
    input.stop();
  }
}
