package io.cairn.planner.cost;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Estimates joins. An equality between the two sides selects one pair in as many as the side with
 * more possible values has. Several equalities between two tables select one in at most as many as
 * the smaller of the tables has rows: the larger one then refers to the smaller one.
 */
public final class JoinEstimate {
  private JoinEstimate() {}

  /** Columns of the two sides that an equality compares. */
  public record Pair(ColumnEstimate left, ColumnEstimate right) {}

  /** One in how many pairs of rows meets all equalities; 1 without any. */
  public static double pairsPerMatch(List<Pair> pairs, double leftRows, double rightRows) {
    double result = 1;
    boolean[] done = new boolean[pairs.size()];
    for (int i = 0; i < pairs.size(); i++) {
      if (done[i]) {
        continue;
      }
      Pair first = pairs.get(i);
      double product = values(first, leftRows, rightRows);
      double limit = Double.POSITIVE_INFINITY;
      for (int j = i + 1; j < pairs.size(); j++) {
        Pair other = pairs.get(j);
        if (sameTables(first, other)) {
          done[j] = true;
          product *= values(other, leftRows, rightRows);
          limit = smallerTable(first);
        }
      }
      result *= Math.max(1, Math.min(product, limit));
    }
    return result;
  }

  private static boolean sameTables(Pair a, Pair b) {
    return a.left.origin() != null
        && a.right.origin() != null
        && a.left.origin() == b.left.origin()
        && a.right.origin() == b.right.origin();
  }

  private static double smallerTable(Pair pair) {
    RowEstimate left = pair.left.origin();
    RowEstimate right = pair.right.origin();
    return left == null || right == null
        ? Double.POSITIVE_INFINITY
        : Math.min(left.rows(), right.rows());
  }

  private static double values(Pair pair, double leftRows, double rightRows) {
    double left = pair.left.domain();
    double right = pair.right.domain();
    if (Double.isNaN(left) && Double.isNaN(right)) {
      // The larger side is taken to refer to the smaller one.
      return Math.max(1, Math.min(leftRows, rightRows));
    }
    return Math.max(
        1, Double.isNaN(left) ? right : Double.isNaN(right) ? left : Math.max(left, right));
  }

  /** The rows of a join of two inputs; the condition is over the columns of both. */
  public static RowEstimate of(
      JoinRelType type, RowEstimate left, RowEstimate right, RexNode condition) {
    int width = left.width();
    ImmutableBitSet ofLeft = ImmutableBitSet.range(0, width);
    List<Pair> pairs = new ArrayList<>();
    List<int[]> columns = new ArrayList<>();
    List<RexNode> rest = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
      RexNode[] sides = sides(conjunct, ofLeft);
      if (sides == null) {
        if (!conjunct.isAlwaysTrue()) {
          rest.add(conjunct);
        }
        continue;
      }
      RexNode onRight = RexUtil.shift(sides[1], -width);
      pairs.add(new Pair(ComputedColumns.of(sides[0], left), ComputedColumns.of(onRight, right)));
      columns.add(new int[] {index(sides[0]), index(onRight)});
    }
    double all = left.rows() * right.rows();
    double matches = all / pairsPerMatch(pairs, left.rows(), right.rows());
    RowEstimate both =
        new RowEstimate(
            matches,
            width + right.width(),
            index -> {
              ColumnEstimate column =
                  index < width ? left.column(index) : right.column(index - width);
              for (int i = 0; i < pairs.size(); i++) {
                if (columns.get(i)[0] == index) {
                  column = column.joined(pairs.get(i).right());
                } else if (columns.get(i)[1] == index - width && index >= width) {
                  column = column.joined(pairs.get(i).left());
                }
              }
              return column.among(matches);
            });
    for (RexNode conjunct : rest) {
      both = new ConditionSelectivity(both).applied(conjunct);
    }
    return typed(type, left, right, pairs, both, rest.isEmpty());
  }

  private static RowEstimate typed(
      JoinRelType type,
      RowEstimate left,
      RowEstimate right,
      List<Pair> pairs,
      RowEstimate both,
      boolean keysAlone) {
    double inner = both.rows();
    double leftMatched = matched(left, pairs, inner, true);
    double rightMatched = matched(right, pairs, inner, false);
    double leftUnmatched = Math.max(0, left.rows() - leftMatched);
    double rightUnmatched = Math.max(0, right.rows() - rightMatched);
    return switch (type) {
      case SEMI -> first(left, both, Math.max(Math.min(1, left.rows()), leftMatched));
      // A rest remains as a rule, or nobody would ask.
      case ANTI -> left.withRows(Math.max(left.rows() * (keysAlone ? 0.1 : 0.3), leftUnmatched));
      case LEFT_MARK ->
          left.with(
              left.width() + 1,
              index -> index < left.width() ? left.column(index) : ColumnEstimate.computed(2));
      case LEFT, LEFT_ASOF -> outer(both, inner + leftUnmatched);
      case RIGHT -> outer(both, inner + rightUnmatched);
      case FULL -> outer(both, inner + leftUnmatched + rightUnmatched);
      case INNER, ASOF -> both;
    };
  }

  private static RowEstimate outer(RowEstimate both, double rows) {
    // Conditions of the join leave its rows' other values alone; only counts are kept here.
    return both.withRows(rows);
  }

  private static RowEstimate first(RowEstimate left, RowEstimate both, double rows) {
    return new RowEstimate(rows, left.width(), index -> both.column(index).among(rows));
  }

  /** Rows of one side that have a partner. */
  private static double matched(RowEstimate side, List<Pair> pairs, double inner, boolean isLeft) {
    double part = 1;
    for (Pair pair : pairs) {
      ColumnEstimate own = isLeft ? pair.left() : pair.right();
      ColumnEstimate other = isLeft ? pair.right() : pair.left();
      double found = other.distinct() / own.domain();
      if (!Double.isNaN(found)) {
        part = Math.min(part, found);
      }
    }
    return Math.min(inner, side.rows() * part);
  }

  private static int index(RexNode node) {
    return RexUtil.removeCast(node) instanceof org.apache.calcite.rex.RexInputRef column
        ? column.getIndex()
        : -1;
  }

  /** The operands of an equality between the two sides, the left one first; null for others. */
  @SuppressWarnings("NullAway") // An array of no nulls, or no array.
  private static RexNode @org.jspecify.annotations.Nullable [] sides(
      RexNode node, ImmutableBitSet ofLeft) {
    if (!(node instanceof RexCall call)
        || (call.getKind() != SqlKind.EQUALS && call.getKind() != SqlKind.IS_NOT_DISTINCT_FROM)) {
      return null;
    }
    RexNode first = call.getOperands().get(0);
    RexNode second = call.getOperands().get(1);
    ImmutableBitSet firstUses = RelOptUtil.InputFinder.bits(first);
    ImmutableBitSet secondUses = RelOptUtil.InputFinder.bits(second);
    if (firstUses.isEmpty() || secondUses.isEmpty()) {
      return null;
    }
    if (ofLeft.contains(firstUses) && !ofLeft.intersects(secondUses)) {
      return new RexNode[] {first, second};
    }
    return ofLeft.contains(secondUses) && !ofLeft.intersects(firstUses)
        ? new RexNode[] {second, first}
        : null;
  }
}
