package io.cairn.planner.rule;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * A subquery for a value that computes it from aggregates over all its rows.
 *
 * @param projects what is computed from the aggregates, from the top
 */
record ScalarSubquery(List<Project> projects, Aggregate aggregate) {
  /**
   * An equality between rows of the subquery and the outer row.
   *
   * @param own over the rows of the subquery
   * @param outer over the outer row
   */
  record Key(RexNode own, RexNode outer) {}

  /** A subquery of that form; null if it has another. */
  static @Nullable ScalarSubquery of(RelNode subquery) {
    List<Project> projects = new ArrayList<>();
    RelNode node = subquery;
    while (node instanceof Project project) {
      if (RexOver.containsOver(project.getProjects(), null)) {
        return null;
      }
      projects.add(project);
      node = project.getInput();
    }
    return node instanceof Aggregate aggregate && isTotal(aggregate)
        ? new ScalarSubquery(projects, aggregate)
        : null;
  }

  private static boolean isTotal(Aggregate aggregate) {
    if (aggregate.getGroupCount() > 0 || GroupingSets.concern(aggregate)) {
      return false;
    }
    for (AggregateCall call : aggregate.getAggCallList()) {
      // It fails for groups that belong to no outer row.
      if (call.getAggregation().getKind() == SqlKind.SINGLE_VALUE) {
        return false;
      }
    }
    return true;
  }

  /** Whether a relation has exactly one row in any case. */
  static boolean hasExactlyOneRow(RelNode rel) {
    return rel instanceof Project project
        ? hasExactlyOneRow(project.getInput())
        : rel instanceof Values values
            ? values.getTuples().size() == 1
            : rel instanceof Aggregate aggregate
                && aggregate.getGroupCount() == 0
                && aggregate.getGroupSets().size() == 1;
  }

  /** Whether a relation has no more than one row in any case. */
  static boolean hasOneRow(RelNode rel) {
    if (rel instanceof Project || rel instanceof Filter) {
      return hasOneRow(rel.getInput(0));
    }
    if (rel instanceof Sort sort) {
      return hasOneRow(sort.getInput())
          || (sort.fetch instanceof RexLiteral fetch && RexLiteral.intValue(fetch) <= 1);
    }
    return hasExactlyOneRow(rel) || (rel instanceof Values values && values.getTuples().isEmpty());
  }

  /**
   * What is aggregated, without its conditions on the outer row; null if these are others than
   * equalities.
   *
   * @param keys gets the equalities
   */
  @Nullable LiftedSubquery lifted(RexBuilder rexBuilder, OuterRow outer, List<Key> keys) {
    LiftedSubquery lifted =
        new ConditionLift(rexBuilder, outer, false).lift(aggregate.getInput(), false);
    if (lifted == null) {
      return null;
    }
    for (RexNode condition : lifted.conditions()) {
      Key key = key(condition, outer);
      if (key == null) {
        return null;
      }
      keys.add(key);
    }
    return keys.isEmpty() ? null : lifted;
  }

  private static @Nullable Key key(RexNode condition, OuterRow outer) {
    if (condition.getKind() != SqlKind.EQUALS) {
      return null;
    }
    RexNode first = ((RexCall) condition).getOperands().get(0);
    RexNode second = ((RexCall) condition).getOperands().get(1);
    boolean turned = outer.isUsedBy(first);
    RexNode own = turned ? second : first;
    RexNode other = turned ? first : second;
    return outer.isUsedBy(own) || !RelOptUtil.InputFinder.bits(other).isEmpty()
        ? null
        : new Key(own, other);
  }

  /** The subquery's value from the values of its aggregates. */
  RexNode value(List<RexNode> aggregates) {
    List<RexNode> values = aggregates;
    for (int i = projects.size() - 1; i >= 0; i--) {
      List<RexNode> below = values;
      RexShuttle replacement =
          new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef column) {
              return below.get(column.getIndex());
            }
          };
      values = new ArrayList<>();
      for (RexNode node : projects.get(i).getProjects()) {
        values.add(node.accept(replacement));
      }
    }
    return values.get(0);
  }
}
