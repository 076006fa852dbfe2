package io.cairn.planner.exec.evaluate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.value.TypeNames;
import io.cairn.storage.type.ColumnType;
import java.util.List;
import java.util.stream.Collectors;

/** Chooses the evaluators of functions. */
final class FunctionCompiler {
  private final Bindings bindings;
  private final CastCompiler casts;

  FunctionCompiler(Bindings bindings, CastCompiler casts) {
    this.bindings = bindings;
    this.casts = casts;
  }

  Evaluator call(Expression.Call call, List<Evaluator> operands) {
    throw unsupported(call.operator(), operands);
  }

  Evaluator temporal(Operator operator, Evaluator left, Evaluator right, ColumnType type) {
    throw unsupported(operator, List.of(left, right));
  }

  private static QueryException unsupported(Operator operator, List<Evaluator> operands) {
    return new QueryException(
        ErrorCode.TYPE_MISMATCH,
        operands.stream()
            .map(operand -> TypeNames.of(operand.type()))
            .collect(
                Collectors.joining(", ", Signs.of(operator) + " cannot be applied to (", ")")));
  }
}
