package io.cairn.planner.rule;

import io.cairn.planner.rel.CairnTableScan;
import io.cairn.planner.schema.CairnTable;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalTableScan;

/** Calcite's scan becomes ours, which can take columns and conditions in. */
final class TableScanRule extends RelRule<RuleConfig> {
  static final TableScanRule INSTANCE =
      new TableScanRule(
          RuleConfig.of(
              TableScanRule::new, scan -> scan.operand(LogicalTableScan.class).noInputs()));

  private TableScanRule(RuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalTableScan scan = call.rel(0);
    if (scan.getTable().unwrap(CairnTable.class) == null) {
      // What a recursive query refers to itself by is no table of the file.
      return;
    }
    call.transformTo(CairnTableScan.of(scan.getCluster(), scan.getTable()));
  }
}
