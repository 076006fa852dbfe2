package io.cairn.planner.translate;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;

/** Puts a projection that only chooses columns together with what is computed above it. */
final class ProjectMerge {
  private ProjectMerge() {}

  /** Whether the node is a projection that computes nothing. */
  static boolean isChoice(PlanNode node) {
    return node instanceof PlanNode.Project project
        && project.expressions().stream().allMatch(each -> each instanceof Expression.Input);
  }

  /** Expressions over a projection as expressions over its input. */
  static List<Expression> below(List<Expression> expressions, PlanNode.Project projection) {
    List<Expression> result = new ArrayList<>();
    for (Expression expression : expressions) {
      result.add(below(expression, projection.expressions()));
    }
    return result;
  }

  private static Expression below(Expression expression, List<Expression> columns) {
    if (expression instanceof Expression.Input input) {
      return columns.get(input.column());
    }
    if (expression instanceof Expression.Call call) {
      List<Expression> operands = new ArrayList<>();
      call.operands().forEach(operand -> operands.add(below(operand, columns)));
      return new Expression.Call(call.operator(), operands, call.type(), call.nullable());
    }
    if (expression instanceof Expression.External external) {
      List<Expression> operands = new ArrayList<>();
      external.operands().forEach(operand -> operands.add(below(operand, columns)));
      return new Expression.External(
          external.text(), external.function(), operands, external.type(), external.nullable());
    }
    return expression;
  }
}
