package io.cairn.planner.translate;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;

/**
 * Puts values in place of calls whose operands are all literals, such as {@code DATE '1995-01-01' +
 * INTERVAL '1' YEAR}, so that conditions reach the storage. Immutable.
 */
public final class ConstantCalls {
  private final RexShuttle expressions;
  private final RelHomogeneousShuttle operators;

  private ConstantCalls(RexBuilder rexBuilder) {
    this.expressions =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            RexNode visited = super.visitCall(call);
            return visited instanceof RexCall folded && isConstant(folded)
                ? ConstantFolder.fold(rexBuilder, folded)
                : visited;
          }

          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
            return visited.clone(visited.rel.accept(operators));
          }
        };
    this.operators =
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            RelNode visited = super.visit(other);
            if (visited instanceof Filter filter) {
              RexNode condition = filter.getCondition().accept(expressions);
              // What is folded keeps its type by a cast, which a filter takes for none.
              return filter.copy(
                  filter.getTraitSet(),
                  filter.getInput(),
                  RexUtil.removeNullabilityCast(rexBuilder.getTypeFactory(), condition));
            }
            return visited.accept(expressions);
          }
        };
  }

  /** The same query without such calls. */
  public static RelNode fold(RelNode query, RexBuilder rexBuilder) {
    return query.accept(new ConstantCalls(rexBuilder).operators);
  }

  private static boolean isConstant(RexCall call) {
    return switch (call.getKind()) {
      // Casts say what a literal means, and searches hold their ranges as literals.
      case CAST, SEARCH, ROW, ARRAY_VALUE_CONSTRUCTOR, MAP_VALUE_CONSTRUCTOR -> false;
      default ->
          !call.getOperands().isEmpty()
              && call.getOperator().isDeterministic()
              && !call.getOperator().isDynamicFunction()
              && call.getOperands().stream().allMatch(RexLiteral.class::isInstance);
    };
  }
}
