package io.cairn.planner.rule;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * An outer join whose condition holds subqueries. One that is about a single side becomes a column
 * of that side. Those that are about both are answered for each pair of the sides' values first,
 * and the pairs for which they are true join the side that need not have a match. One thread at a
 * time; used once.
 */
final class SubqueriesInOn {
  private final RexBuilder rexBuilder;
  private final Join join;
  private final OuterRow row;
  private final int ownLeft;
  private final int ownRight;
  private final List<RexNode> plain = new ArrayList<>();
  private final List<RexNode> ofLeft = new ArrayList<>();
  private final List<RexNode> ofRight = new ArrayList<>();
  private final List<RexNode> ofBoth = new ArrayList<>();

  SubqueriesInOn(RexBuilder rexBuilder, Join join) {
    this.rexBuilder = rexBuilder;
    this.join = join;
    this.row = new OuterRow(join.getVariablesSet());
    this.ownLeft = join.getLeft().getRowType().getFieldCount();
    this.ownRight = join.getRight().getRowType().getFieldCount();
    for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
      if (RexUtil.SubQueryFinder.find(conjunct) == null) {
        plain.add(conjunct);
      } else {
        ImmutableBitSet uses = uses(conjunct);
        ImmutableBitSet left = ImmutableBitSet.range(ownLeft);
        (left.contains(uses) ? ofLeft : left.intersects(uses) ? ofBoth : ofRight).add(conjunct);
      }
    }
  }

  /** Columns of the pair of rows that an expression uses, its subqueries' references included. */
  private ImmutableBitSet uses(RexNode node) {
    ImmutableBitSet.Builder uses = RelOptUtil.InputFinder.bits(node).rebuild();
    node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            row.columnsUsedBy(subQuery.rel).keySet().forEach(uses::set);
            return super.visitSubQuery(subQuery);
          }
        });
    return uses.build();
  }

  /** The same rows, without subqueries in the condition. */
  RelNode joined() {
    if (join.getJoinType() != JoinRelType.FULL || ofBoth.isEmpty()) {
      return joined(join.getJoinType(), false);
    }
    List<RelNode> parts = List.of(joined(JoinRelType.LEFT, false), joined(JoinRelType.RIGHT, true));
    return LogicalUnion.create(parts, true);
  }

  /**
   * The rows of a join over both sides.
   *
   * @param unmatched whether those of the right side without a match are all that is wanted
   */
  private RelNode joined(JoinRelType type, boolean unmatched) {
    RelNode left = withColumns(join.getLeft(), ofLeft, 0);
    RelNode right = withColumns(join.getRight(), ofRight, ownLeft);
    ImmutableBitSet leftKeys = ImmutableBitSet.of();
    ImmutableBitSet rightKeys = ImmutableBitSet.of();
    int pairColumns = -1;
    if (!ofBoth.isEmpty()) {
      ImmutableBitSet uses = ImmutableBitSet.union(ofBoth.stream().map(this::uses).toList());
      leftKeys = uses.intersect(ImmutableBitSet.range(ownLeft));
      rightKeys = uses.except(leftKeys).shift(-ownLeft);
      RelNode pairs = pairs(uses, leftKeys, rightKeys);
      if (type == JoinRelType.LEFT) {
        pairColumns = right.getRowType().getFieldCount();
        right = withPairs(right, rightKeys, pairs, leftKeys.cardinality());
      } else {
        pairColumns = left.getRowType().getFieldCount();
        left = withPairs(left, leftKeys, pairs, 0);
      }
    }
    int rightStart = left.getRowType().getFieldCount();
    List<RexNode> conditions = new ArrayList<>();
    for (RexNode condition : plain) {
      conditions.add(moved(condition, rightStart));
    }
    RelDataType both =
        rexBuilder
            .getTypeFactory()
            .builder()
            .addAll(left.getRowType().getFieldList())
            .addAll(right.getRowType().getFieldList())
            .build();
    for (int i = 0; i < ofLeft.size(); i++) {
      conditions.add(reference(both, ownLeft + i));
    }
    for (int i = 0; i < ofRight.size(); i++) {
      conditions.add(reference(both, rightStart + ownRight + i));
    }
    if (type == JoinRelType.LEFT && pairColumns >= 0) {
      int column = rightStart + pairColumns;
      for (int key : leftKeys) {
        conditions.add(
            DependentRows.same(rexBuilder, reference(both, key), reference(both, column++)));
      }
    } else if (pairColumns >= 0) {
      int column = pairColumns + leftKeys.cardinality();
      for (int key : rightKeys) {
        conditions.add(
            DependentRows.same(
                rexBuilder, reference(both, rightStart + key), reference(both, column++)));
      }
    }
    RexNode condition = RexUtil.composeConjunction(rexBuilder, conditions);
    if (unmatched) {
      return unmatched(left, right, condition);
    }
    RelNode result = LogicalJoin.create(left, right, join.getHints(), condition, Set.of(), type);
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < ownLeft + ownRight; i++) {
      int column = i < ownLeft ? i : rightStart + i - ownLeft;
      columns.add(typed(rexBuilder.makeInputRef(result, column), i));
    }
    return LogicalProject.create(
        result, List.of(), columns, join.getRowType().getFieldNames(), Set.of());
  }

  /** Rows of the right side that no row of the left side matches. */
  private RelNode unmatched(RelNode left, RelNode right, RexNode condition) {
    int leftWidth = left.getRowType().getFieldCount();
    int rightWidth = right.getRowType().getFieldCount();
    RexNode turned =
        condition.accept(
            new RexShuttle() {
              @Override
              public RexNode visitInputRef(RexInputRef column) {
                int index = column.getIndex();
                return new RexInputRef(
                    index < leftWidth ? index + rightWidth : index - leftWidth, column.getType());
              }
            });
    RelNode rows =
        LogicalJoin.create(
            /* left= */ right,
            /* right= */ left,
            join.getHints(),
            turned,
            Set.of(),
            JoinRelType.ANTI);
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < ownLeft + ownRight; i++) {
      columns.add(
          i < ownLeft
              ? rexBuilder.makeNullLiteral(type(i))
              : typed(rexBuilder.makeInputRef(rows, i - ownLeft), i));
    }
    return LogicalProject.create(
        rows, List.of(), columns, join.getRowType().getFieldNames(), Set.of());
  }

  private RelDataType type(int column) {
    return join.getRowType().getFieldList().get(column).getType();
  }

  private RexNode typed(RexNode value, int column) {
    return value.getType().equals(type(column))
        ? value
        : rexBuilder.makeCast(type(column), value, true, false);
  }

  private static RexNode reference(RelDataType type, int index) {
    return new RexInputRef(index, type.getFieldList().get(index).getType());
  }

  private RexNode moved(RexNode condition, int rightStart) {
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            int index = column.getIndex();
            return index < ownLeft
                ? column
                : new RexInputRef(rightStart + index - ownLeft, column.getType());
          }
        });
  }

  /** A side with the values of conditions about it behind its columns. */
  private RelNode withColumns(RelNode side, List<RexNode> conditions, int start) {
    if (conditions.isEmpty()) {
      return side;
    }
    int[] positions = new int[ownLeft + ownRight];
    java.util.Arrays.setAll(positions, i -> i - start);
    JoinedSubqueries joined = new JoinedSubqueries(rexBuilder, row, side, positions);
    List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(side.getRowType()));
    List<String> names = new ArrayList<>(side.getRowType().getFieldNames());
    for (RexNode condition : conditions) {
      columns.add(joined.value(RexUtil.shift(condition, -start)));
      names.add("condition" + names.size());
    }
    return LogicalProject.create(joined.rel(), List.of(), columns, names, Set.of());
  }

  /** The pairs of values for which the conditions about both sides are true. */
  private RelNode pairs(ImmutableBitSet uses, ImmutableBitSet leftKeys, ImmutableBitSet rightKeys) {
    RelNode values =
        LogicalJoin.create(
            DependentRows.distinct(rexBuilder, join.getLeft(), leftKeys.asList()),
            DependentRows.distinct(rexBuilder, join.getRight(), rightKeys.asList()),
            List.of(),
            rexBuilder.makeLiteral(true),
            Set.of(),
            JoinRelType.INNER);
    int[] positions = new int[ownLeft + ownRight];
    java.util.Arrays.setAll(positions, uses::indexOf);
    RexShuttle moves =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return new RexInputRef(positions[column.getIndex()], column.getType());
          }
        };
    List<RexNode> conditions = new ArrayList<>();
    for (RexNode condition : ofBoth) {
      conditions.add(condition.accept(moves));
    }
    return new JoinedSubqueries(rexBuilder, row, values, positions)
        .filtered(
            LogicalFilter.create(
                values,
                RexUtil.composeConjunction(rexBuilder, conditions),
                ImmutableSet.copyOf(row.names())));
  }

  /** Rows of a side with all pairs of which their values are a part. */
  private RelNode withPairs(RelNode side, ImmutableBitSet keys, RelNode pairs, int firstKey) {
    int start = side.getRowType().getFieldCount();
    List<RexNode> conditions = new ArrayList<>();
    for (int key : keys) {
      RexNode column =
          new RexInputRef(
              start + firstKey + conditions.size(),
              pairs.getRowType().getFieldList().get(firstKey + conditions.size()).getType());
      conditions.add(DependentRows.same(rexBuilder, rexBuilder.makeInputRef(side, key), column));
    }
    return LogicalJoin.create(
        side,
        pairs,
        List.of(),
        RexUtil.composeConjunction(rexBuilder, conditions),
        Set.of(),
        JoinRelType.INNER);
  }
}
