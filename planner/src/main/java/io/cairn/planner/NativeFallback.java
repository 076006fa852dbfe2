package io.cairn.planner;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.fallback.RexFunctions;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.planner.translate.Fallback;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Sends what the engine lacks to code that Calcite generates. */
final class NativeFallback implements Fallback {
  private final RexBuilder rexBuilder;

  NativeFallback(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  @Override
  public Expression expression(RexCall call, Function<RexNode, Expression> operand) {
    RexFunctions.Compiled compiled = RexFunctions.compile(rexBuilder, call);
    List<Expression> operands = new ArrayList<>();
    for (RexNode node : compiled.operands()) {
      operands.add(operand.apply(node));
    }
    return new Expression.External(
        call.toString(),
        compiled.function(),
        operands,
        TypeMapping.toStorage(call.getType()),
        call.getType().isNullable());
  }

  @Override
  public PlanNode operator(
      RelNode node, Function<RelNode, @Nullable PlanNode> nativePlan, List<OutputColumn> columns) {
    throw new UnsupportedOperationException(node.toString());
  }
}
