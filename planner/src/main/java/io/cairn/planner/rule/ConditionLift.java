package io.cairn.planner.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/** Takes the conditions on an outer row out of subqueries. One thread at a time. */
final class ConditionLift {
  private final RexBuilder rexBuilder;
  private final OuterRow outer;
  private final boolean ignoresDuplicates;

  /**
   * For subqueries over one outer row.
   *
   * @param ignoresDuplicates whether it makes no difference how often a row is there
   */
  ConditionLift(RexBuilder rexBuilder, OuterRow outer, boolean ignoresDuplicates) {
    this.rexBuilder = rexBuilder;
    this.outer = outer;
    this.ignoresDuplicates = ignoresDuplicates;
  }

  /**
   * The subquery without its conditions on the outer row; null if they do more than filter it.
   *
   * @param existence whether only the number of rows counts, whether zero or more
   */
  @Nullable LiftedSubquery lift(RelNode rel, boolean existence) {
    if (!outer.isUsedBy(rel)) {
      return new LiftedSubquery(rel, List.of());
    }
    if (rel instanceof Filter filter) {
      return liftFilter(filter);
    }
    if (rel instanceof Project project) {
      return liftProject(project, existence);
    }
    if (rel instanceof LogicalJoin join) {
      return liftJoin(join);
    }
    if (rel instanceof Sort sort && sort.offset == null && sort.fetch == null) {
      return lift(sort.getInput(), existence);
    }
    return rel instanceof Aggregate aggregate && ignoresDuplicates && isDistinct(aggregate)
        ? lift(distinctColumns(aggregate), existence)
        : null;
  }

  private static boolean isDistinct(Aggregate aggregate) {
    return aggregate.getAggCallList().isEmpty()
        && aggregate.getGroupType() == Aggregate.Group.SIMPLE
        && aggregate.getGroupCount() > 0;
  }

  private RelNode distinctColumns(Aggregate aggregate) {
    List<RexNode> columns = new ArrayList<>();
    for (int key : aggregate.getGroupSet()) {
      columns.add(rexBuilder.makeInputRef(aggregate.getInput(), key));
    }
    return LogicalProject.create(
        aggregate.getInput(), List.of(), columns, aggregate.getRowType().getFieldNames(), Set.of());
  }

  private @Nullable LiftedSubquery liftFilter(Filter filter) {
    LiftedSubquery below = lift(filter.getInput(), false);
    if (below == null) {
      return null;
    }
    List<RexNode> conditions = new ArrayList<>(below.conditions());
    List<RexNode> own = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      if (!outer.isUsedBy(conjunct)) {
        own.add(conjunct);
      } else if (RexUtil.SubQueryFinder.find(conjunct) != null) {
        return null;
      } else {
        conditions.add(conjunct);
      }
    }
    RelNode rel =
        own.isEmpty()
            ? below.rel()
            : LogicalFilter.create(
                below.rel(),
                RexUtil.composeConjunction(rexBuilder, own),
                com.google.common.collect.ImmutableSet.copyOf(filter.getVariablesSet()));
    return new LiftedSubquery(rel, conditions);
  }

  private @Nullable LiftedSubquery liftProject(Project project, boolean existence) {
    LiftedSubquery below = lift(project.getInput(), existence);
    if (below == null) {
      return null;
    }
    if (existence) {
      // Nobody looks at the columns.
      return below;
    }
    List<RexNode> columns = new ArrayList<>(project.getProjects());
    for (RexNode column : columns) {
      if (outer.isUsedBy(column) || org.apache.calcite.rex.RexOver.containsOver(column)) {
        return null;
      }
    }
    List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
    RelDataType belowType = below.rel().getRowType();
    int[] positions = new int[belowType.getFieldCount()];
    java.util.Arrays.fill(positions, -1);
    for (int used : RelOptUtil.InputFinder.bits(below.conditions(), null)) {
      positions[used] = columns.size();
      columns.add(rexBuilder.makeInputRef(below.rel(), used));
      names.add("outer" + columns.size());
    }
    RelNode rel = LogicalProject.create(below.rel(), List.of(), columns, names, Set.of());
    return new LiftedSubquery(rel, moved(below.conditions(), positions));
  }

  private @Nullable LiftedSubquery liftJoin(LogicalJoin join) {
    boolean inner = join.getJoinType() == JoinRelType.INNER;
    boolean leftAlone =
        switch (join.getJoinType()) {
          case LEFT, SEMI, ANTI -> true;
          default -> false;
        };
    if (!inner && !leftAlone) {
      return null;
    }
    if (leftAlone && (outer.isUsedBy(join.getCondition()) || outer.isUsedBy(join.getRight()))) {
      return null;
    }
    LiftedSubquery left = lift(join.getLeft(), false);
    LiftedSubquery right = lift(join.getRight(), false);
    if (left == null || right == null) {
      return null;
    }
    int ownLeft = join.getLeft().getRowType().getFieldCount();
    int ownRight = join.getRight().getRowType().getFieldCount();
    int newLeft = left.rel().getRowType().getFieldCount();
    int newRight = right.rel().getRowType().getFieldCount();
    int[] fromJoin = new int[ownLeft + ownRight];
    for (int i = 0; i < fromJoin.length; i++) {
      fromJoin[i] = i < ownLeft ? i : newLeft + i - ownLeft;
    }
    List<RexNode> conditions = new ArrayList<>(left.conditions());
    for (RexNode condition : right.conditions()) {
      conditions.add(RexUtil.shift(condition, newLeft));
    }
    List<RexNode> own = new ArrayList<>();
    for (RexNode conjunct : moved(RelOptUtil.conjunctions(join.getCondition()), fromJoin)) {
      if (!outer.isUsedBy(conjunct)) {
        own.add(conjunct);
      } else if (RexUtil.SubQueryFinder.find(conjunct) != null) {
        return null;
      } else {
        conditions.add(conjunct);
      }
    }
    RelNode rel =
        LogicalJoin.create(
            left.rel(),
            right.rel(),
            join.getHints(),
            RexUtil.composeConjunction(rexBuilder, own),
            Set.of(),
            join.getJoinType());
    if (!join.getJoinType().projectsRight() || (newLeft == ownLeft && newRight == ownRight)) {
      return new LiftedSubquery(rel, conditions);
    }
    return inFront(rel, conditions, fromJoin);
  }

  /** The rows with some columns in front of the others. */
  private LiftedSubquery inFront(RelNode rel, List<RexNode> conditions, int[] front) {
    int width = rel.getRowType().getFieldCount();
    int[] positions = new int[width];
    java.util.Arrays.fill(positions, -1);
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : front) {
      positions[column] = columns.size();
      columns.add(rexBuilder.makeInputRef(rel, column));
      names.add(rel.getRowType().getFieldNames().get(column));
    }
    for (int i = 0; i < width; i++) {
      if (positions[i] < 0) {
        positions[i] = columns.size();
        columns.add(rexBuilder.makeInputRef(rel, i));
        names.add(rel.getRowType().getFieldNames().get(i));
      }
    }
    return new LiftedSubquery(
        LogicalProject.create(rel, List.of(), columns, names, Set.of()),
        moved(conditions, positions));
  }

  private static List<RexNode> moved(List<RexNode> nodes, int[] positions) {
    RexShuttle moves =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return new RexInputRef(positions[column.getIndex()], column.getType());
          }
        };
    List<RexNode> result = new ArrayList<>();
    for (RexNode node : nodes) {
      result.add(node.accept(moves));
    }
    return result;
  }
}
