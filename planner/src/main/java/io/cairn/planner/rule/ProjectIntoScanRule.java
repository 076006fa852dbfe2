package io.cairn.planner.rule;

import io.cairn.planner.rel.CairnTableScan;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Project over a scan of more columns than it uses becomes a project over a scan of those it uses.
 */
final class ProjectIntoScanRule extends RelRule<RuleConfig> {
  static final ProjectIntoScanRule INSTANCE =
      new ProjectIntoScanRule(
          RuleConfig.of(
              ProjectIntoScanRule::new,
              project ->
                  project
                      .operand(Project.class)
                      .oneInput(scan -> scan.operand(CairnTableScan.class).noInputs())));

  private ProjectIntoScanRule(RuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Project project = call.rel(0);
    CairnTableScan scan = call.rel(1);
    ImmutableBitSet used = RelOptUtil.InputFinder.bits(project.getProjects(), null);
    int width = scan.getRowType().getFieldCount();
    if (used.cardinality() == width) {
      return;
    }
    List<Integer> columns = used.asList();
    List<RexNode> expressions =
        RexUtil.apply(ColumnPositions.of(columns, width), project.getProjects());
    RelNode replacement =
        project.copy(
            project.getTraitSet(), scan.withColumns(columns), expressions, project.getRowType());
    call.transformTo(replacement);
  }
}
