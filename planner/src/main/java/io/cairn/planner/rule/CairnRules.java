package io.cairn.planner.rule;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.rules.CoreRules;

/** Every rule that planning uses, by phase. */
public final class CairnRules {
  /** Subqueries become correlates, which decorrelation then turns into joins. */
  public static final List<RelOptRule> SUBQUERIES =
      List.of(
          CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);

  /** Conditions go down, projections merge. */
  public static final List<RelOptRule> REWRITE =
      List.of(
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.JOIN_PUSH_EXPRESSIONS,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_AGGREGATE_TRANSPOSE,
          CoreRules.FILTER_SET_OP_TRANSPOSE,
          CoreRules.FILTER_MERGE,
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          CoreRules.AGGREGATE_PROJECT_MERGE);

  /** Conditions and columns go into the scans. */
  public static final List<RelOptRule> SCANS =
      List.of(
          TableScanRule.INSTANCE,
          FilterIntoScanRule.INSTANCE,
          ProjectIntoScanRule.INSTANCE,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_MERGE,
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE);

  private CairnRules() {}
}
