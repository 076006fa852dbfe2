package io.cairn.planner.rule;

import io.cairn.planner.rel.CairnTableScan;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.rex.RexUtil;

/**
 * Filter over a scan becomes a scan with conditions. What storage makes of each condition is
 * decided when the plan is made.
 */
final class FilterIntoScanRule extends RelRule<RuleConfig> {
  static final FilterIntoScanRule INSTANCE =
      new FilterIntoScanRule(
          RuleConfig.of(
              FilterIntoScanRule::new,
              filter ->
                  filter
                      .operand(Filter.class)
                      .oneInput(scan -> scan.operand(CairnTableScan.class).noInputs())));

  /** Leaves constants to the engine: folding them here would compile code. */
  private static final RexExecutor NO_FOLDING =
      (rexBuilder, constants, reduced) -> reduced.addAll(constants);

  private FilterIntoScanRule(RuleConfig config) {
    super(config);
  }

  @Override
  public boolean matches(RelOptRuleCall call) {
    RexNode condition = call.<Filter>rel(0).getCondition();
    return RexUtil.isDeterministic(condition)
        && !RexUtil.SubQueryFinder.containsSubQuery(call.<Filter>rel(0))
        && !RexUtil.containsCorrelation(condition);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Filter filter = call.rel(0);
    CairnTableScan scan = call.rel(1);
    RexShuttle toTable =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return new RexInputRef(
                scan.projection().get(reference.getIndex()), reference.getType());
          }
        };
    List<RexNode> conditions = new ArrayList<>();
    RexNode condition =
        new RexSimplify(filter.getCluster().getRexBuilder(), RelOptPredicateList.EMPTY, NO_FOLDING)
            .simplifyUnknownAsFalse(filter.getCondition());
    for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
      conditions.add(conjunct.accept(toTable));
    }
    call.transformTo(scan.withConditions(conditions));
  }
}
