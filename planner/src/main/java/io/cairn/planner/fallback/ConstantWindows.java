package io.cairn.planner.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexWindow;

/**
 * Lets window functions that look at no column look at one: the rule that makes windows of them
 * fails without.
 */
final class ConstantWindows {
  private ConstantWindows() {}

  /** The same columns. */
  static RelNode rewrite(Project project) {
    if (!project.containsOver()) {
      return project;
    }
    RelNode input = project.getInput();
    RexBuilder rexBuilder = project.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    columns.add(rexBuilder.makeLiteral(true));
    names.add("partition" + columns.size());
    RelNode wider = LogicalProject.create(input, List.of(), columns, names, Set.of());
    RexNode partition = rexBuilder.makeInputRef(wider, columns.size() - 1);
    boolean[] found = new boolean[1];
    RexShuttle shuttle =
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver over) {
            if (!RelOptUtil.InputFinder.bits(over).isEmpty()) {
              return over;
            }
            found[0] = true;
            RexWindow window = over.getWindow();
            return rexBuilder.makeOver(
                over.getType(),
                over.getAggOperator(),
                over.getOperands(),
                List.of(partition),
                window.orderKeys,
                window.getLowerBound(),
                window.getUpperBound(),
                window.getExclude(),
                window.isRows(),
                true,
                false,
                over.isDistinct(),
                over.ignoreNulls());
          }
        };
    List<RexNode> projects = new ArrayList<>();
    for (RexNode node : project.getProjects()) {
      projects.add(node.accept(shuttle));
    }
    return found[0]
        ? LogicalProject.create(
            wider, project.getHints(), projects, project.getRowType().getFieldNames(), Set.of())
        : project;
  }
}
