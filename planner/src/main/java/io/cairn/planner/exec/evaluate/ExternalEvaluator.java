package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.planner.exec.value.VectorBuilder;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function that is evaluated row by row over boxed values. */
final class ExternalEvaluator extends Evaluator {
  private final Expression.RowFunction function;
  private final List<Evaluator> operands;
  private final VectorBuilder builder;

  ExternalEvaluator(Expression.RowFunction function, List<Evaluator> operands, ColumnType type) {
    super(type, type.naturalLane());
    this.function = function;
    this.operands = operands;
    this.builder = new VectorBuilder(type, type.naturalLane());
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector[] inputs = new ColumnVector[operands.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = operands.get(i).evaluate(frame);
    }
    @Nullable Object[] values = new @Nullable Object[inputs.length];
    int[] rows = frame.active();
    int count = frame.activeCount();
    builder.reset();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      builder.padTo(row);
      for (int i = 0; i < inputs.length; i++) {
        values[i] = BoxedValues.get(inputs[i], row, operands.get(i).type());
      }
      builder.append(function.apply(values));
    }
    builder.padTo(frame.count());
    return builder.vector();
  }
}
