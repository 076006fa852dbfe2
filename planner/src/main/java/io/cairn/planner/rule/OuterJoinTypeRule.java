package io.cairn.planner.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * Makes an outer join below a filter keep only those rows without a match that the filter can let
 * through. Calcite's rule that moves the filter does so too, but says of the parts of the filter
 * that they may be NULL as before, which its simplification takes for an error.
 */
final class OuterJoinTypeRule extends RelRule<RuleConfig> {
  static final RelOptRule INSTANCE =
      new OuterJoinTypeRule(
          RuleConfig.of(
              OuterJoinTypeRule::new,
              above ->
                  above
                      .operand(Filter.class)
                      .oneInput(
                          below ->
                              below
                                  .operand(Join.class)
                                  .predicate(join -> join.getJoinType().isOuterJoin())
                                  .anyInputs())));

  private OuterJoinTypeRule(RuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Filter filter = call.rel(0);
    Join join = call.rel(1);
    List<RexNode> conditions = RelOptUtil.conjunctions(filter.getCondition());
    JoinRelType type =
        RelOptUtil.simplifyJoin(
            join, com.google.common.collect.ImmutableList.copyOf(conditions), join.getJoinType());
    if (type == join.getJoinType()) {
      return;
    }
    RelNode narrower =
        join.copy(
            join.getTraitSet(),
            join.getCondition(),
            join.getLeft(),
            join.getRight(),
            type,
            join.isSemiJoinDone());
    RexBuilder rexBuilder = join.getCluster().getRexBuilder();
    RelNode filtered =
        LogicalFilter.create(
            narrower, filter.getCondition().accept(new Retyping(rexBuilder, narrower)));
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < join.getRowType().getFieldCount(); i++) {
      RelDataType wanted = join.getRowType().getFieldList().get(i).getType();
      RexNode column = rexBuilder.makeInputRef(filtered, i);
      columns.add(
          column.getType().equals(wanted)
              ? column
              : rexBuilder.makeCast(wanted, column, true, false));
    }
    call.transformTo(
        LogicalProject.create(
            filtered, List.of(), columns, join.getRowType().getFieldNames(), Set.of()));
  }

  /** Tells anew which parts of an expression may be NULL. */
  private static final class Retyping extends RexShuttle {
    private final RexBuilder rexBuilder;
    private final RelNode input;

    Retyping(RexBuilder rexBuilder, RelNode input) {
      this.rexBuilder = rexBuilder;
      this.input = input;
    }

    @Override
    public RexNode visitInputRef(RexInputRef column) {
      return rexBuilder.makeInputRef(input, column.getIndex());
    }

    @Override
    public RexNode visitCall(RexCall call) {
      RexNode visited = super.visitCall(call);
      if (!(visited instanceof RexCall changed)
          || RelOptUtil.InputFinder.bits(call).isEmpty()
          || Strong.policy(changed) != Strong.Policy.ANY) {
        return visited;
      }
      boolean nullable =
          changed.getOperands().stream().anyMatch(operand -> operand.getType().isNullable());
      RelDataType type =
          rexBuilder.getTypeFactory().createTypeWithNullability(call.getType(), nullable);
      return changed.clone(type, changed.getOperands());
    }
  }
}
