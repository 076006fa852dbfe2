package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.Bindings;
import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** A filter or a projection over another step. */
final class TransformStep extends Step {
  private final Step input;
  private final Bindings bindings = new Bindings();
  private final Transform transform;

  TransformStep(PlanNode node, Step input, boolean eager) {
    super(node);
    this.input = input;
    this.transform = Transform.of(node, bindings, eager);
  }

  @Override
  void expectAtMost(long rows) {
    if (transform instanceof ProjectTransform) {
      input.expectAtMost(rows);
    }
  }

  @Override
  void restrict(Execution next, int column, JoinFilter filter) {
    int below = Fragment.inputColumn(node(), column);
    if (below >= 0) {
      input.restrict(next, below, filter);
    }
  }

  @Override
  void open(Execution next) {
    bindings.bind(next.parameters());
    input.start(next);
  }

  @Override
  @Nullable Batch next() {
    while (true) {
      execution().control().check();
      Batch batch = input.pull();
      if (batch == null) {
        return null;
      }
      Batch result = transform.apply(batch);
      if (result != null && result.selectedCount() > 0) {
        return result;
      }
    }
  }

  @Override
  void close() {
    input.stop();
  }
}
