package io.cairn.planner.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Turns a left join of which only the rows without a match are wanted into an anti join: the filter
 * above asks that a column of the right side be NULL which no match leaves NULL.
 */
final class OuterJoins {
  private OuterJoins() {}

  /** The same rows; the node itself if it is no such filter. */
  static RelNode rewrite(RexBuilder rexBuilder, Filter filter) {
    if (!(filter.getInput() instanceof Join join) || join.getJoinType() != JoinRelType.LEFT) {
      return filter;
    }
    List<RexNode> rest = new ArrayList<>();
    boolean unmatched = false;
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      if (isUnmatched(conjunct, join)) {
        unmatched = true;
      } else {
        rest.add(conjunct);
      }
    }
    if (!unmatched || !join.getVariablesSet().isEmpty()) {
      return filter;
    }
    RelNode anti =
        LogicalJoin.create(
            join.getLeft(),
            join.getRight(),
            join.getHints(),
            join.getCondition(),
            Set.of(),
            JoinRelType.ANTI);
    int width = join.getLeft().getRowType().getFieldCount();
    List<RexNode> columns = new ArrayList<>();
    for (RelDataTypeField field : join.getRowType().getFieldList()) {
      columns.add(
          field.getIndex() < width
              ? rexBuilder.makeInputRef(anti, field.getIndex())
              : rexBuilder.makeNullLiteral(field.getType()));
    }
    RelNode result =
        LogicalProject.create(
            anti, List.of(), columns, join.getRowType().getFieldNames(), Set.of());
    return rest.isEmpty()
        ? result
        : LogicalFilter.create(result, RexUtil.composeConjunction(rexBuilder, rest));
  }

  private static boolean isUnmatched(RexNode node, Join join) {
    if (node.getKind() != SqlKind.IS_NULL
        || !(((RexCall) node).getOperands().get(0) instanceof RexInputRef column)) {
      return false;
    }
    int width = join.getLeft().getRowType().getFieldCount();
    int right = column.getIndex() - width;
    if (right < 0) {
      return false;
    }
    if (!join.getRight().getRowType().getFieldList().get(right).getType().isNullable()) {
      return true;
    }
    for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
      if (isStrictIn(conjunct, column.getIndex())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a comparison is not true where a column is NULL. */
  private static boolean isStrictIn(@Nullable RexNode node, int column) {
    return node instanceof RexCall call
        && switch (call.getKind()) {
          case EQUALS,
              NOT_EQUALS,
              LESS_THAN,
              LESS_THAN_OR_EQUAL,
              GREATER_THAN,
              GREATER_THAN_OR_EQUAL ->
              call.getOperands().stream()
                  .anyMatch(
                      operand ->
                          operand instanceof RexInputRef reference
                              && reference.getIndex() == column);
          default -> false;
        };
  }
}
