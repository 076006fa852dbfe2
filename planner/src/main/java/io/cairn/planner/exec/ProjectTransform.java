package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.Bindings;
import io.cairn.planner.exec.evaluate.Evaluator;
import io.cairn.planner.exec.evaluate.ExpressionCompiler;
import io.cairn.planner.exec.evaluate.Frame;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * Computes columns, each when it is first asked for. Columns of the input pass through without a
 * copy while the rows keep their positions; where few rows are selected they are gathered.
 */
final class ProjectTransform extends Transform {
  private static final int SPARSE = 4;

  private final Evaluator[] evaluators;
  private final boolean[] computed;
  private final boolean anyComputed;
  private final boolean eager;
  private final Frame frame;
  private final Batch out;
  private @Nullable Batch input;

  /**
   * @param eager computes everything at once, so that a row that has no result fails when its batch
   *     is asked for, and not when its column is
   */
  ProjectTransform(PlanNode.Project node, Bindings bindings, boolean eager) {
    super(node);
    this.eager = eager;
    int count = node.expressions().size();
    evaluators = new Evaluator[count];
    computed = new boolean[count];
    ExpressionCompiler compiler = new ExpressionCompiler(bindings);
    boolean any = false;
    for (int i = 0; i < count; i++) {
      Expression expression = node.expressions().get(i);
      evaluators[i] = compiler.compile(expression, node.columns().get(i).lane());
      computed[i] = !(expression instanceof Expression.Input);
      any |= computed[i];
    }
    anyComputed = any;
    frame = new Frame(bindings);
    out = new Batch(count, this::load);
  }

  @Override
  Batch apply(Batch batch) {
    int[] selection = batch.selection();
    int count = batch.selectedCount();
    if (selection != null && anyComputed && count * SPARSE < batch.rowCount()) {
      input = null;
      frame.compact(batch, selection, count);
      out.reset(count);
    } else {
      input = batch;
      frame.dense(batch);
      out.reset(batch.rowCount());
      out.select(selection, count);
    }
    if (eager) {
      for (int i = 0; i < computed.length; i++) {
        if (computed[i]) {
          out.column(i);
        }
      }
    }
    return out;
  }

  private ColumnVector load(int ordinal) {
    int[] selection = out.selection();
    if (input != null) {
      narrow(input, out);
    }
    frame.narrow(selection, out.selectedCount());
    return evaluators[ordinal].evaluate(frame);
  }
}
