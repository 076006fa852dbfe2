package io.cairn.planner.rule;

import io.cairn.planner.cost.RowEstimate;
import io.cairn.planner.cost.RowEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts joins into the order that costs least. Inner joins are exchanged freely; the right side of a
 * semi, anti, left or mark join may be joined as soon as the columns are there that its condition
 * uses. One thread at a time.
 */
final class JoinOrder {
  private static final int MAX_LEAVES = 60;

  private final RexBuilder rexBuilder;

  JoinOrder(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  /** The same rows, with all joins below in their order. */
  RelNode apply(RelNode node) {
    if (isJoined(node)) {
      return new Cluster().ordered(node);
    }
    List<RelNode> inputs = new ArrayList<>();
    boolean same = true;
    for (RelNode input : node.getInputs()) {
      RelNode ordered = apply(input);
      same &= ordered == input;
      inputs.add(ordered);
    }
    return same ? node : node.copy(node.getTraitSet(), inputs);
  }

  /** Whether a node's rows are those of a join that can be exchanged with others. */
  private static boolean isJoined(RelNode node) {
    if (node instanceof Filter filter) {
      return isMovable(List.of(filter.getCondition())) && isJoined(filter.getInput());
    }
    if (node instanceof Project project) {
      return isMovable(project.getProjects()) && isJoined(project.getInput());
    }
    return node instanceof Join join
        && isMovable(List.of(join.getCondition()))
        && switch (join.getJoinType()) {
          case INNER, LEFT, SEMI, ANTI, LEFT_MARK -> true;
          case RIGHT, FULL, ASOF, LEFT_ASOF -> false;
        };
  }

  private static boolean isMovable(List<RexNode> nodes) {
    return !RexOver.containsOver(nodes, null)
        && nodes.stream()
            .allMatch(
                node ->
                    RexUtil.isDeterministic(node)
                        && !RexUtil.containsCorrelation(node)
                        && RexUtil.SubQueryFinder.find(node) == null);
  }

  /** Joins that are exchanged with each other. */
  private final class Cluster {
    private final JoinGraph graph = new JoinGraph();
    private final List<RexNode> constants = new ArrayList<>();

    RelNode ordered(RelNode root) {
      List<RexNode> output = collect(root);
      graph.findClasses();
      addImplied();
      JoinEnumeration enumeration = new JoinEnumeration(graph);
      Built built = build(enumeration, enumeration.cheapest());
      RelNode result = built.rel;
      if (!constants.isEmpty()) {
        result = LogicalFilter.create(result, RexUtil.composeConjunction(rexBuilder, constants));
      }
      List<RexNode> projects = built.moved(output);
      RelDataType rowType = root.getRowType();
      if (RexUtil.isIdentity(projects, result.getRowType())
          && result.getRowType().getFieldNames().equals(rowType.getFieldNames())) {
        return result;
      }
      for (int i = 0; i < projects.size(); i++) {
        RelDataType wanted = rowType.getFieldList().get(i).getType();
        if (!projects.get(i).getType().equals(wanted)) {
          projects.set(i, rexBuilder.makeCast(wanted, projects.get(i), true, false));
        }
      }
      return LogicalProject.create(result, List.of(), projects, rowType.getFieldNames(), Set.of());
    }

    /** Adds a node to the graph; gives its columns over those of the graph. */
    private List<RexNode> collect(RelNode node) {
      if (isJoined(node) && graph.leaves().size() < MAX_LEAVES - 1) {
        if (node instanceof Filter filter) {
          List<RexNode> columns = collect(filter.getInput());
          addConditions(filter.getCondition(), columns);
          return columns;
        }
        if (node instanceof Project project) {
          List<RexNode> columns = collect(project.getInput());
          return replaced(project.getProjects(), columns);
        }
        return collect((Join) node);
      }
      RelNode leaf = apply(node);
      int start = graph.width();
      graph.addInner(leaf, estimate(leaf));
      return columns(leaf, start);
    }

    private List<RexNode> collect(Join join) {
      if (join.getJoinType() == JoinRelType.INNER) {
        List<RexNode> columns = new ArrayList<>(collect(join.getLeft()));
        columns.addAll(collect(join.getRight()));
        addConditions(join.getCondition(), columns);
        return columns;
      }
      List<RexNode> left = collect(join.getLeft());
      RelNode right = apply(join.getRight());
      int start = graph.width();
      List<RexNode> both = new ArrayList<>(left);
      both.addAll(columns(right, start));
      RexNode on = join.getCondition().accept(new Replacement(both));
      graph.add(right, estimate(right), join.getJoinType(), on);
      List<RexNode> columns = new ArrayList<>(left);
      if (join.getJoinType() == JoinRelType.LEFT_MARK) {
        int mark = start + right.getRowType().getFieldCount();
        columns.add(
            new RexInputRef(mark, join.getRowType().getFieldList().get(left.size()).getType()));
      } else if (join.getJoinType() == JoinRelType.LEFT) {
        for (int i = 0; i < right.getRowType().getFieldCount(); i++) {
          columns.add(
              new RexInputRef(
                  start + i, join.getRowType().getFieldList().get(left.size() + i).getType()));
        }
      }
      return columns;
    }

    /** Filters inputs by what follows from the conditions between them. */
    private void addImplied() {
      List<List<RexNode>> known = new ArrayList<>();
      for (JoinGraph.Leaf leaf : graph.leaves()) {
        known.add(
            graph.classes().isEmpty() || !leaf.isInner()
                ? List.of()
                : ImpliedConditions.ofSingleColumns(rexBuilder, leaf.rel()));
      }
      for (int i = 0; i < graph.leaves().size(); i++) {
        JoinGraph.Leaf leaf = graph.leaves().get(i);
        if (!leaf.isInner()) {
          continue;
        }
        List<RexNode> implied = new ArrayList<>(alternatives(leaf));
        int fromAlternatives = implied.size();
        implied.addAll(ImpliedConditions.without(transferred(i, known), known.get(i)));
        if (implied.isEmpty()) {
          continue;
        }
        RelNode filtered =
            LogicalFilter.create(leaf.rel(), RexUtil.composeConjunction(rexBuilder, implied));
        RowEstimate estimate = estimate(filtered);
        graph.filter(i, filtered, estimate);
        if (fromAlternatives > 0) {
          weaken(leaf, estimate.rows() / Math.max(1, leaf.estimate().rows()));
        }
      }
    }

    private void weaken(JoinGraph.Leaf leaf, double part) {
      ImmutableBitSet columns = columnsOf(leaf);
      for (int c = 0; c < graph.conditions().size(); c++) {
        if (ImpliedConditions.of(rexBuilder, graph.conditions().get(c).node(), columns) != null) {
          graph.weaken(c, part);
        }
      }
    }

    private ImmutableBitSet columnsOf(JoinGraph.Leaf leaf) {
      return ImmutableBitSet.range(
          leaf.start(), leaf.start() + leaf.rel().getRowType().getFieldCount());
    }

    /** What every alternative of a condition asks of an input. */
    private List<RexNode> alternatives(JoinGraph.Leaf leaf) {
      List<RexNode> result = new ArrayList<>();
      ImmutableBitSet columns = columnsOf(leaf);
      for (JoinGraph.Condition condition : graph.conditions()) {
        if (Long.bitCount(condition.leaves()) > 1) {
          RexNode implied = ImpliedConditions.of(rexBuilder, condition.node(), columns);
          if (implied != null) {
            result.add(JoinGraph.shifted(implied, -leaf.start()));
          }
        }
      }
      return result;
    }

    /** What columns of other inputs meet that are equal to columns of this one. */
    private List<RexNode> transferred(int index, List<List<RexNode>> known) {
      List<RexNode> result = new ArrayList<>();
      for (JoinGraph.EqualColumns equal : graph.classes()) {
        if ((equal.leaves >>> index & 1) == 0) {
          continue;
        }
        int own = -1;
        for (int column : equal.columns) {
          own = graph.owner(column) == index ? column : own;
        }
        for (int column : equal.columns) {
          int other = graph.owner(column);
          if (other == index) {
            continue;
          }
          int position = column - graph.leaves().get(other).start();
          for (RexNode condition : known.get(other)) {
            if (RelOptUtil.InputFinder.bits(condition).get(position)) {
              JoinGraph.Leaf leaf = graph.leaves().get(index);
              RexInputRef ownColumn = RexInputRef.of(own - leaf.start(), leaf.rel().getRowType());
              result.add(ImpliedConditions.over(rexBuilder, condition, ownColumn));
            }
          }
        }
      }
      return result;
    }

    private void addConditions(RexNode condition, List<RexNode> columns) {
      for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
        RexNode replaced = conjunct.accept(new Replacement(columns));
        if (RelOptUtil.InputFinder.bits(replaced).isEmpty()) {
          if (!replaced.isAlwaysTrue()) {
            constants.add(replaced);
          }
        } else {
          graph.addCondition(replaced);
        }
      }
    }

    private Built build(JoinEnumeration enumeration, JoinEnumeration.Tree tree) {
      JoinEnumeration.Tree leftTree = tree.left();
      JoinEnumeration.Tree rightTree = tree.right();
      if (leftTree == null || rightTree == null) {
        return leaf(Long.numberOfTrailingZeros(tree.set()));
      }
      Built left = build(enumeration, leftTree);
      Built right = build(enumeration, rightTree);
      List<RexNode> decided = new ArrayList<>();
      for (JoinGraph.Condition condition : graph.conditions()) {
        if (enumeration.isDecidedBy(condition, leftTree, rightTree)) {
          decided.add(condition.node());
        }
      }
      if (tree.type() == JoinRelType.INNER) {
        for (JoinGraph.EqualColumns equal : graph.classes()) {
          if ((equal.leaves & leftTree.set()) != 0 && (equal.leaves & rightTree.set()) != 0) {
            decided.add(
                0,
                rexBuilder.makeCall(
                    org.apache.calcite.sql.fun.SqlStdOperatorTable.EQUALS,
                    column(graph.narrowest(equal, leftTree.set())),
                    column(graph.narrowest(equal, rightTree.set()))));
          }
        }
        return joined(left, right, JoinRelType.INNER, decided, graph.width());
      }
      JoinGraph.Leaf special = graph.leaves().get(Long.numberOfTrailingZeros(rightTree.set()));
      RexNode on = special.on();
      Built joined =
          joined(
              left,
              right,
              tree.type(),
              on == null ? List.of() : List.of(on),
              special.start() + special.rel().getRowType().getFieldCount());
      return decided.isEmpty() ? joined : joined.filtered(decided);
    }

    private RexNode column(int index) {
      JoinGraph.Leaf leaf = graph.leaves().get(graph.owner(index));
      return new RexInputRef(
          index, leaf.rel().getRowType().getFieldList().get(index - leaf.start()).getType());
    }

    private Built leaf(int index) {
      JoinGraph.Leaf leaf = graph.leaves().get(index);
      int[] positions = new int[graph.width()];
      Arrays.fill(positions, -1);
      for (int i = 0; i < leaf.rel().getRowType().getFieldCount(); i++) {
        positions[leaf.start() + i] = i;
      }
      List<RexNode> own = new ArrayList<>();
      for (JoinGraph.Condition condition : graph.conditions()) {
        if (condition.leaves() == 1L << index && leaf.isInner()) {
          own.add(condition.node());
        }
      }
      Built built = new Built(leaf.rel(), positions);
      return own.isEmpty() ? built : built.filtered(own);
    }

    private Built joined(
        Built left, Built right, JoinRelType type, List<RexNode> conditions, int mark) {
      int[] both = left.positions.clone();
      int width = left.rel.getRowType().getFieldCount();
      for (int i = 0; i < both.length; i++) {
        if (right.positions[i] >= 0) {
          both[i] = width + right.positions[i];
        }
      }
      RelDataType pairs =
          rexBuilder
              .getTypeFactory()
              .builder()
              .addAll(left.rel.getRowType().getFieldList())
              .addAll(right.rel.getRowType().getFieldList())
              .build();
      RexNode condition = RexUtil.composeConjunction(rexBuilder, moved(conditions, both, pairs));
      RelNode join = LogicalJoin.create(left.rel, right.rel, List.of(), condition, Set.of(), type);
      int[] positions = type.projectsRight() ? both : left.positions.clone();
      if (type == JoinRelType.LEFT_MARK) {
        positions[mark] = width;
      }
      return new Built(join, positions);
    }
  }

  private static RowEstimate estimate(RelNode rel) {
    return RowEstimator.of(rel, rel.getCluster().getMetadataQuery());
  }

  private static List<RexNode> columns(RelNode rel, int start) {
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < rel.getRowType().getFieldCount(); i++) {
      columns.add(new RexInputRef(start + i, rel.getRowType().getFieldList().get(i).getType()));
    }
    return columns;
  }

  private static List<RexNode> replaced(List<RexNode> nodes, List<RexNode> columns) {
    Replacement replacement = new Replacement(columns);
    List<RexNode> result = new ArrayList<>();
    for (RexNode node : nodes) {
      result.add(node.accept(replacement));
    }
    return result;
  }

  private static List<RexNode> moved(List<RexNode> nodes, int[] positions, RelDataType rowType) {
    RexShuttle moves =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            int position = positions[column.getIndex()];
            return new RexInputRef(position, rowType.getFieldList().get(position).getType());
          }
        };
    List<RexNode> result = new ArrayList<>();
    for (RexNode node : nodes) {
      result.add(node.accept(moves));
    }
    return result;
  }

  /**
   * A tree that was put together.
   *
   * @param positions where each column of the graph stands in its row, -1 if it does not
   */
  private record Built(RelNode rel, int[] positions) {
    List<RexNode> moved(List<RexNode> nodes) {
      return JoinOrder.moved(nodes, positions, rel.getRowType());
    }

    Built filtered(List<RexNode> conditions) {
      RexNode condition =
          RexUtil.composeConjunction(rel.getCluster().getRexBuilder(), moved(conditions));
      return new Built(LogicalFilter.create(rel, condition), positions);
    }
  }

  /** Puts expressions in the place of columns. */
  private static final class Replacement extends RexShuttle {
    private final List<RexNode> columns;

    Replacement(List<RexNode> columns) {
      this.columns = columns;
    }

    @Override
    public @Nullable RexNode visitInputRef(RexInputRef column) {
      return columns.get(column.getIndex());
    }
  }
}
