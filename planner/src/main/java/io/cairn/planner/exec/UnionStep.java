package io.cairn.planner.exec;

import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of its inputs, one input after the other; each starts when it is needed. */
final class UnionStep extends Step {
  private final List<Step> inputs;
  private int current;
  private boolean started;

  UnionStep(PlanNode.UnionAll node, List<Step> inputs) {
    super(node);
    this.inputs = inputs;
  }

  @Override
  void expectAtMost(long rows) {
    inputs.forEach(input -> input.expectAtMost(rows));
  }

  @Override
  void restrict(Execution next, int column, JoinFilter filter) {
    inputs.forEach(input -> input.restrict(next, column, filter));
  }

  @Override
  void open(Execution execution) {
    current = 0;
    started = false;
  }

  @Override
  @Nullable Batch next() {
    while (current < inputs.size()) {
      Step input = inputs.get(current);
      if (!started) {
        started = true;
        input.start(execution());
      }
      Batch batch = input.pull();
      if (batch != null) {
        return batch;
      }
      input.stop();
      current++;
      started = false;
    }
    return null;
  }

  @Override
  void close() {
    for (Step input : inputs) {
      input.stop();
    }
  }
}
