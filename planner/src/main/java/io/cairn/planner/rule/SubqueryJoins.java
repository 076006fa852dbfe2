package io.cairn.planner.rule;

import com.google.common.collect.ImmutableSet;
import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;

/** Turns all subqueries of a tree into joins, innermost first. One thread at a time. */
final class SubqueryJoins {
  private final RexBuilder rexBuilder;

  SubqueryJoins(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  /**
   * The same rows, without subqueries.
   *
   * @throws QueryException 0A000 if there are some of which no join can be made
   */
  RelNode apply(RelNode node) {
    RelNode result = rewrite(node);
    refuseLeft(result);
    return result;
  }

  private RelNode rewrite(RelNode node) {
    List<RelNode> inputs = new ArrayList<>();
    boolean same = true;
    for (RelNode input : node.getInputs()) {
      RelNode changed = rewrite(input);
      same &= changed == input;
      inputs.add(changed);
    }
    RelNode rel = same ? node : node.copy(node.getTraitSet(), inputs);
    rel =
        rel.accept(
            new RexShuttle() {
              @Override
              public RexNode visitSubQuery(RexSubQuery subQuery) {
                RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
                return visited.clone(rewrite(visited.rel));
              }
            });
    if (rel instanceof Filter filter && RexUtil.SubQueryFinder.containsSubQuery(filter)) {
      return filter(filter);
    }
    if (rel instanceof Project project && RexUtil.SubQueryFinder.containsSubQuery(project)) {
      OuterRow row = new OuterRow(project.getVariablesSet());
      return new JoinedSubqueries(rexBuilder, row, project.getInput()).projected(project);
    }
    if (rel instanceof Join join && RexUtil.SubQueryFinder.containsSubQuery(join)) {
      return join(join);
    }
    return rel instanceof Correlate correlate ? lateral(correlate) : rel;
  }

  private RelNode filter(Filter filter) {
    OuterRow row = new OuterRow(filter.getVariablesSet());
    return new JoinedSubqueries(rexBuilder, row, filter.getInput()).filtered(filter);
  }

  private RelNode join(Join join) {
    if (join.getJoinType() != JoinRelType.INNER) {
      return new SubqueriesInOn(rexBuilder, join).joined();
    }
    List<RexNode> plain = new ArrayList<>();
    List<RexNode> others = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
      (RexUtil.SubQueryFinder.find(conjunct) == null ? plain : others).add(conjunct);
    }
    RelNode pairs =
        LogicalJoin.create(
            join.getLeft(),
            join.getRight(),
            join.getHints(),
            RexUtil.composeConjunction(rexBuilder, plain),
            Set.of(),
            JoinRelType.INNER);
    return filter(
        LogicalFilter.create(
            pairs,
            RexUtil.composeConjunction(rexBuilder, others),
            ImmutableSet.copyOf(join.getVariablesSet())));
  }

  /** A derived table of FROM that names columns of those before it. */
  private RelNode lateral(Correlate correlate) {
    OuterRow row = new OuterRow(Set.of(correlate.getCorrelationId()));
    return new JoinedSubqueries(rexBuilder, row, correlate.getLeft())
        .joined(correlate.getRight(), correlate.getJoinType());
  }

  private static void refuseLeft(RelNode node) {
    RexShuttle finder =
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            throw notSupported();
          }

          @Override
          public RexNode visitCorrelVariable(RexCorrelVariable variable) {
            throw notSupported();
          }
        };
    node.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            other.accept(finder);
            return super.visit(other);
          }
        });
  }

  private static QueryException notSupported() {
    return new QueryException(
        ErrorCode.NOT_SUPPORTED,
        "A subquery that names columns of the query around it is not supported in this place;"
            + " write it as a join");
  }
}
