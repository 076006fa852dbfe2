package io.cairn.planner.rule;

import java.util.List;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql2rel.ConvertToChecked;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilderFactory;

/** Runs the rules, phase by phase, over a logical tree. */
public final class PlanningPhases {
  /** Simplifying is the rules' business: trimming columns leaves conditions as they are. */
  private static final RelBuilderFactory BUILDER =
      RelBuilder.proto(Contexts.of(RelBuilder.Config.DEFAULT.withSimplify(false)));

  private PlanningPhases() {}

  /** The tree to execute, with what the scans can take pushed into them. */
  public static RelNode run(RelRoot root, RexBuilder rexBuilder) {
    RelNode node = root.project();
    RelBuilder builder = builder(node.getCluster());
    if (!isSimple(node)) {
      node = new SubqueryJoins(rexBuilder).apply(node);
      node = checked(node, rexBuilder);
      node = node.accept(new FactorPuller(rexBuilder));
      node = new NativeForms(rexBuilder).apply(node);
      node = apply(node, CairnRules.rewrite());
      node = new RelFieldTrimmer(null, builder).trim(node);
      node = unmatchedRows(node, rexBuilder);
      node = new JoinOrder(rexBuilder).apply(node);
      node = apply(node, CairnRules.rewrite());
      node = new RelFieldTrimmer(null, builder).trim(node);
    } else {
      node = checked(node, rexBuilder);
    }
    return apply(node, CairnRules.scans());
  }

  /** A builder that leaves expressions as they are. */
  static RelBuilder builder(RelOptCluster cluster) {
    return BUILDER.create(cluster, null);
  }

  /** Arithmetic that overflows is an error, in generated code as in ours. */
  private static RelNode checked(RelNode node, RexBuilder rexBuilder) {
    return node.accept(new ConvertToChecked(rexBuilder, true));
  }

  /**
   * Whether a tree is one pipeline without subqueries: the rules of the scan phase are all that can
   * help it.
   */
  private static boolean isSimple(RelNode node) {
    if (node instanceof TableScan || node instanceof Values) {
      return true;
    }
    if (node instanceof Project project
        && project.getProjects().stream().anyMatch(PlanningPhases::hasSubQuery)) {
      return false;
    }
    if (node instanceof Filter filter && hasSubQuery(filter.getCondition())) {
      return false;
    }
    if (node instanceof Aggregate aggregate && GroupingSets.concern(aggregate)) {
      return false;
    }
    boolean oneInput =
        node instanceof Project
            || node instanceof Filter
            || node instanceof Aggregate
            || node instanceof Sort;
    return oneInput && isSimple(node.getInput(0));
  }

  private static RelNode unmatchedRows(RelNode node, RexBuilder rexBuilder) {
    return node.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            RelNode visited = super.visit(other);
            return visited instanceof Filter filter
                ? OuterJoins.rewrite(rexBuilder, filter)
                : visited;
          }
        });
  }

  private static boolean hasSubQuery(RexNode node) {
    return RexUtil.SubQueryFinder.find(node) != null;
  }

  private static RelNode apply(RelNode node, List<RelOptRule> rules) {
    HepProgramBuilder program = new HepProgramBuilder();
    program.addRuleCollection(rules);
    HepPlanner planner = new HepPlanner(program.build());
    planner.setRoot(node);
    return planner.findBestExp();
  }

  /** (a AND b) OR (a AND c) becomes a AND (b OR c): a shared factor may be a join's condition. */
  private static final class FactorPuller extends RelShuttleImpl {
    private final RexBuilder rexBuilder;

    FactorPuller(RexBuilder rexBuilder) {
      this.rexBuilder = rexBuilder;
    }

    @Override
    public RelNode visit(LogicalFilter filter) {
      Filter visited = (Filter) super.visit(filter);
      return visited.copy(
          visited.getTraitSet(),
          visited.getInput(),
          RexUtil.pullFactors(rexBuilder, visited.getCondition()));
    }
  }
}
