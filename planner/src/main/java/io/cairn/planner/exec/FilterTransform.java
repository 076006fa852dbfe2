package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.Bindings;
import io.cairn.planner.exec.evaluate.Evaluator;
import io.cairn.planner.exec.evaluate.ExpressionCompiler;
import io.cairn.planner.exec.evaluate.Frame;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.kernel.Masks;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Narrows the selection of batches to the rows where a condition is true. Conjuncts are evaluated
 * in order, later ones over what the earlier ones left: over whole lanes while that is much, over
 * gathered rows once it is little.
 */
final class FilterTransform extends Transform {
  /** Below one row in so many, rows are gathered first. */
  private static final int SPARSE = 4;

  private final List<Evaluator> conjuncts = new ArrayList<>();
  private final Frame frame;
  private final int[] selection = new int[Batch.CAPACITY];

  FilterTransform(PlanNode node, Expression condition, Bindings bindings) {
    super(node);
    ExpressionCompiler compiler = new ExpressionCompiler(bindings);
    for (Expression conjunct : ExpressionCompiler.conjuncts(condition)) {
      conjuncts.add(compiler.compile(conjunct, Lane.INT));
    }
    frame = new Frame(bindings);
  }

  @Override
  @Nullable Batch apply(Batch batch) {
    int n = batch.rowCount();
    int[] selected = batch.selection();
    int count = batch.selectedCount();
    boolean dense = false;
    for (Evaluator conjunct : conjuncts) {
      if (count == 0) {
        return null;
      }
      if (selected != null && count * SPARSE < n) {
        frame.compact(batch, selected, count);
        ColumnVector truth = conjunct.evaluate(frame);
        count =
            Masks.selectCompact(
                ((IntVector) truth).values(), truth.nulls(), selected, count, selection);
        selected = selection;
        continue;
      }
      if (dense) {
        frame.narrow(selected, count);
      } else {
        frame.dense(batch);
        dense = true;
      }
      ColumnVector truth = conjunct.evaluate(frame);
      int[] lane = ((IntVector) truth).values();
      int kept =
          selected == null
              ? Masks.select(lane, truth.nulls(), n, selection)
              : Masks.selectWithin(lane, truth.nulls(), selected, count, selection);
      selected = kept == n ? null : selection;
      count = kept;
    }
    if (count == 0) {
      return null;
    }
    batch.select(selected, count);
    return batch;
  }
}
