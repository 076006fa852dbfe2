package io.cairn.planner.exec;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.evaluate.ScalarValue;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import org.jspecify.annotations.Nullable;

/** {@code generate_series}. */
final class SeriesStep extends Step {
  private final ScalarValue from;
  private final ScalarValue to;
  private final ScalarValue step;
  private final LongVector values = new LongVector();
  private final Batch batch;
  private long next;
  private long last;
  private long stride;
  private boolean done;

  SeriesStep(PlanNode.Series node) {
    super(node);
    from = new ScalarValue(node.from());
    to = new ScalarValue(node.to());
    step = new ScalarValue(node.step());
    batch = new Batch(new ColumnVector[] {values}, 0);
  }

  @Override
  void open(Execution execution) {
    @Nullable Long first = (Long) from.value(execution.parameters());
    @Nullable Long end = (Long) to.value(execution.parameters());
    @Nullable Long by = (Long) step.value(execution.parameters());
    if (first == null || end == null || by == null) {
      done = true;
      return;
    }
    if (by == 0) {
      throw new QueryException(
          ErrorCode.INVALID_ARGUMENT,
          "generate_series("
              + first
              + ", "
              + end
              + ", 0) has step 0; use a positive or negative"
              + " step");
    }
    next = first;
    last = end;
    stride = by;
    done = stride > 0 ? next > last : next < last;
  }

  @Override
  @Nullable Batch next() {
    execution().control().check();
    if (done) {
      return null;
    }
    long[] out = values.values();
    int count = 0;
    while (count < Batch.CAPACITY && !done) {
      out[count++] = next;
      long following = next + stride;
      boolean overflow = ((next ^ following) & (stride ^ following)) < 0;
      done = overflow || (stride > 0 ? following > last : following < last);
      next = following;
    }
    batch.reset(count);
    return batch;
  }

  @Override
  void close() {
    done = true;
  }
}
