package io.cairn.planner.translate;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/** Runs what the native engine lacks, row by row. */
public interface Fallback {
  /**
   * A call as a function of a row.
   *
   * @param operand translates a part of the call that stays native: an input column, a parameter, a
   *     literal
   */
  Expression expression(RexCall call, Function<RexNode, Expression> operand);

  /**
   * An operator, with what stands below it as far as that cannot run natively either.
   *
   * @param node the topmost operator
   * @param nativePlan translates a subtree that runs natively, or gives null for one that cannot
   * @param columns what the node delivers
   */
  PlanNode operator(
      RelNode node,
      Function<RelNode, @org.jspecify.annotations.Nullable PlanNode> nativePlan,
      List<OutputColumn> columns);
}
