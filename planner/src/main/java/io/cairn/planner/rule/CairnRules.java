package io.cairn.planner.rule;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.rules.AggregateProjectMergeRule;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterJoinRule;
import org.apache.calcite.rel.rules.FilterMergeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.FilterSetOpTransposeRule;
import org.apache.calcite.rel.rules.JoinPushExpressionsRule;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rel.rules.ProjectRemoveRule;

/**
 * Every rule that planning uses, by phase. Rules of Calcite's are made from their own classes, one
 * by one: the class that lists them all loads nine hundred others, which a first statement would
 * wait for. For the same reason each phase loads alone.
 */
public final class CairnRules {
  private CairnRules() {}

  /** Conditions go down, projections merge. */
  static List<RelOptRule> rewrite() {
    return Rewrite.RULES;
  }

  /** Conditions and columns go into the scans. */
  static List<RelOptRule> scans() {
    return Scans.RULES;
  }

  private static final class Rewrite {
    static final List<RelOptRule> RULES =
        List.of(
            OuterJoinTypeRule.INSTANCE,
            FilterJoinRule.FilterIntoJoinRule.FilterIntoJoinRuleConfig.DEFAULT.toRule(),
            FilterJoinRule.JoinConditionPushRule.JoinConditionPushRuleConfig.DEFAULT.toRule(),
            JoinPushExpressionsRule.Config.DEFAULT.toRule(),
            FilterProjectTransposeRule.Config.DEFAULT.toRule(),
            FilterAggregateTransposeRule.Config.DEFAULT.toRule(),
            FilterSetOpTransposeRule.Config.DEFAULT.toRule(),
            FilterMergeRule.Config.DEFAULT.toRule(),
            ProjectMergeRule.Config.DEFAULT.toRule(),
            ProjectRemoveRule.Config.DEFAULT.toRule(),
            AggregateProjectMergeRule.Config.DEFAULT.toRule());
  }

  private static final class Scans {
    static final List<RelOptRule> RULES =
        List.of(
            TableScanRule.INSTANCE,
            FilterIntoScanRule.INSTANCE,
            ProjectIntoScanRule.INSTANCE,
            AggregateIntoScanRule.INSTANCE,
            FilterProjectTransposeRule.Config.DEFAULT.toRule(),
            FilterMergeRule.Config.DEFAULT.toRule(),
            ProjectMergeRule.Config.DEFAULT.toRule(),
            ProjectRemoveRule.Config.DEFAULT.toRule());
  }
}
