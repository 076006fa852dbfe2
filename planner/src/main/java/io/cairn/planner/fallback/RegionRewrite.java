package io.cairn.planner.fallback;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;

/**
 * Makes the expressions of a region mean in generated code what they mean elsewhere, and refuses
 * those that cannot.
 */
final class RegionRewrite extends RelHomogeneousShuttle {
  private final ContractRewrite expressions;
  private final RexBuilder rexBuilder;

  RegionRewrite(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
    this.expressions = new ContractRewrite(rexBuilder);
  }

  @Override
  public RelNode visit(RelNode rel) {
    RelNode below = super.visit(rel);
    below.accept(new Check());
    if (below instanceof Values values) {
      checkValues(values);
      return values;
    }
    if (below instanceof Join join) {
      return join.copy(
          join.getTraitSet(),
          condition(join),
          join.getLeft(),
          join.getRight(),
          join.getJoinType(),
          join.isSemiJoinDone());
    }
    if (below instanceof Aggregate aggregate) {
      return withExtremes(aggregate);
    }
    RelNode rewritten = below.accept(expressions);
    return rewritten instanceof Project project ? ConstantWindows.rewrite(project) : rewritten;
  }

  /** An aggregate whose smallest and largest values are those of the contract. */
  static Aggregate withExtremes(Aggregate aggregate) {
    return aggregate.copy(
        aggregate.getTraitSet(),
        aggregate.getInput(),
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        aggregate.getAggCallList().stream()
            .map(call -> call(call, aggregate.getInput().getRowType()))
            .toList());
  }

  /**
   * A join keeps its equalities of two columns: they are its hash keys, which know NaN. A mark join
   * has none.
   */
  private RexNode condition(Join join) {
    int leftCount = join.getLeft().getRowType().getFieldCount();
    List<RexNode> conjuncts = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
      boolean isKey = join.getJoinType() != JoinRelType.LEFT_MARK && isKey(conjunct, leftCount);
      conjuncts.add(isKey ? conjunct : conjunct.accept(expressions));
    }
    return RexUtil.composeConjunction(rexBuilder, conjuncts);
  }

  private static boolean isKey(RexNode node, int leftCount) {
    return node instanceof RexCall call
        && call.getKind() == SqlKind.EQUALS
        && call.getOperands().get(0) instanceof RexInputRef first
        && call.getOperands().get(1) instanceof RexInputRef second
        && first.getIndex() < leftCount != second.getIndex() < leftCount;
  }

  private static AggregateCall call(AggregateCall call, RelDataType input) {
    for (int argument : call.getArgList()) {
      RelDataType type = input.getFieldList().get(argument).getType();
      boolean passedOn =
          switch (call.getAggregation().getKind()) {
            case COUNT, MIN, MAX, SINGLE_VALUE, ANY_VALUE, COLLECT, ARRAY_AGG, LITERAL_AGG -> true;
            default -> false;
          };
      if (!passedOn && Restrictions.isFine(type)) {
        throw new QueryException(
            ErrorCode.NOT_SUPPORTED,
            call.getAggregation().getName() + " of " + type + " is not supported");
      }
    }
    if (call.getArgList().size() != 1) {
      return call;
    }
    SqlAggFunction function =
        ContractRewrite.extreme(
            call.getAggregation().getKind(),
            input.getFieldList().get(call.getArgList().get(0)).getType());
    return function == null
        ? call
        : AggregateCall.create(
            function,
            false,
            call.isApproximate(),
            call.ignoreNulls(),
            call.rexList,
            call.getArgList(),
            call.filterArg,
            null,
            call.getCollation(),
            call.getType(),
            call.getName());
  }

  private static void checkValues(Values values) {
    for (RelDataTypeField field : values.getRowType().getFieldList()) {
      if (Restrictions.isFine(field.getType()) && !values.getTuples().isEmpty()) {
        throw new QueryException(
            ErrorCode.NOT_SUPPORTED,
            "VALUES with a column of type "
                + field.getType()
                + " is not supported where rows are processed one by one; cast to "
                + field.getType().getSqlTypeName().getName()
                + "("
                + ValueConversion.MAX_FRACTION
                + ") first");
      }
    }
  }

  /** Looks at every expression of a node and changes none. */
  private static final class Check extends RexShuttle {
    @Override
    public RexNode visitCall(RexCall call) {
      Restrictions.check(call);
      return call;
    }

    @Override
    public RexNode visitOver(RexOver over) {
      Restrictions.check(over);
      return over;
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      throw new QueryException(
          ErrorCode.NOT_SUPPORTED, "The subquery in " + subQuery + " is not supported here");
    }
  }
}
