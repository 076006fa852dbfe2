package io.cairn.planner.cost;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the part of some rows that a condition selects, from the smallest and largest values,
 * the number of different values and of NULLs. Conditions on one column are put together to a
 * range. The others count as independent, but from the third on less and less. One thread at a
 * time.
 */
public final class ConditionSelectivity {
  private static final double EQUALITY = 0.05;
  private static final double COMPARISON = 1.0 / 3;
  private static final double COLUMNS_COMPARED = 0.5;
  private static final double OTHER = 0.25;
  private static final double NULLS = 0.1;
  private static final double LIKE_PREFIX = 0.02;
  private static final double LIKE_WITHIN = 0.06;
  private static final double LIKE_FEW_VALUES = 0.2;
  private static final double FEW_VALUES = 1_000;

  private final RowEstimate input;

  public ConditionSelectivity(RowEstimate input) {
    this.input = input;
  }

  /** The values of a column that conditions leave, as an interval. */
  private static final class Interval {
    private double low = Double.NEGATIVE_INFINITY;
    private double high = Double.POSITIVE_INFINITY;

    /** The part of the column's values left by conditions that are no single interval. */
    private double part = 1;

    void atLeast(double value) {
      low = Math.max(low, value);
    }

    void atMost(double value) {
      high = Math.min(high, value);
    }
  }

  /** From 0 to 1; 1 without a condition. */
  public double of(@Nullable RexNode condition) {
    if (condition == null || condition.isAlwaysTrue()) {
      return 1;
    }
    return input.rows() <= 0 ? 1 : applied(condition).rows() / input.rows();
  }

  /** The rows that meet the condition; fewer than one are possible. */
  RowEstimate applied(RexNode condition) {
    Map<Integer, Interval> intervals = new HashMap<>();
    List<Double> parts = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
      if (!addInterval(conjunct, intervals)) {
        parts.add(conjunct(conjunct));
      }
    }
    Map<Integer, ColumnEstimate> narrowed = new HashMap<>();
    intervals.forEach(
        (column, interval) -> parts.add(narrow(input.column(column), column, interval, narrowed)));
    double selectivity = combined(parts);
    double rows = input.rows() * selectivity;
    RowEstimate left = input.withRows(rows);
    return narrowed.isEmpty()
        ? left
        : new RowEstimate(
            rows,
            input.width(),
            index -> {
              ColumnEstimate known = narrowed.get(index);
              return known == null ? left.column(index) : known.among(rows);
            });
  }

  /** The selectivity of conjuncts that may be correlated. */
  static double combined(List<Double> parts) {
    Collections.sort(parts);
    double result = 1;
    for (int i = 0; i < parts.size(); i++) {
      double weight = i < 2 ? 1 : i == 2 ? 0.75 : 0.5;
      result *= Math.pow(Math.min(1, Math.max(0, parts.get(i))), weight);
    }
    return result;
  }

  private static double narrow(
      ColumnEstimate column, int index, Interval interval, Map<Integer, ColumnEstimate> narrowed) {
    double part = interval.part;
    double low = interval.low;
    double high = interval.high;
    double min = column.min();
    double max = column.max();
    if (low == high) {
      part = outside(column, low) ? 0 : oneOf(column);
    } else if (low > high) {
      part = 0;
    } else if (column.hasRange()) {
      min = Math.max(min, low);
      max = Math.min(max, high);
      double width = column.max() - column.min() + column.step();
      double left = max - min + column.step();
      part *= left <= 0 ? 0 : width <= 0 ? 1 : Math.min(1, left / width);
    } else {
      part *= low == Double.NEGATIVE_INFINITY ? 1 : COMPARISON;
      part *= high == Double.POSITIVE_INFINITY ? 1 : COMPARISON;
    }
    narrowed.put(index, column.narrowed(part, Math.min(min, max), Math.max(min, max)));
    return part * (1 - column.nulls());
  }

  private static boolean outside(ColumnEstimate column, double value) {
    return column.hasRange() && (value < column.min() || value > column.max());
  }

  private static double oneOf(ColumnEstimate column) {
    return Double.isNaN(column.domain()) ? EQUALITY : 1 / Math.max(1, column.domain());
  }

  /** Notes a condition that compares one column with literals. */
  private boolean addInterval(RexNode node, Map<Integer, Interval> intervals) {
    if (!(node instanceof RexCall call) || call.getOperands().size() != 2) {
      return false;
    }
    RexNode left = RexUtil.removeCast(call.getOperands().get(0));
    RexNode right = RexUtil.removeCast(call.getOperands().get(1));
    if (call.getKind() == SqlKind.SEARCH) {
      return left instanceof RexInputRef column
          && right instanceof RexLiteral literal
          && addSearch(column, literal, intervals);
    }
    SqlKind kind = call.getKind();
    if (left instanceof RexLiteral && right instanceof RexInputRef) {
      RexNode swapped = left;
      left = right;
      right = swapped;
      kind = kind.reverse();
    }
    if (!(left instanceof RexInputRef column) || !(right instanceof RexLiteral literal)) {
      return false;
    }
    double value = Positions.of(literal);
    if (Double.isNaN(value)) {
      return false;
    }
    switch (kind) {
      case EQUALS, IS_NOT_DISTINCT_FROM -> {
        interval(column, intervals).atLeast(value);
        interval(column, intervals).atMost(value);
      }
      case LESS_THAN -> interval(column, intervals).atMost(highest(column, value, false));
      case LESS_THAN_OR_EQUAL -> interval(column, intervals).atMost(highest(column, value, true));
      case GREATER_THAN -> interval(column, intervals).atLeast(lowest(column, value, false));
      case GREATER_THAN_OR_EQUAL ->
          interval(column, intervals).atLeast(lowest(column, value, true));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The highest value of a column up to a bound. */
  private double highest(RexInputRef column, double bound, boolean included) {
    return input.column(column.getIndex()).step() == 0
        ? bound
        : included ? Math.floor(bound) : Math.ceil(bound) - 1;
  }

  /** The lowest value of a column from a bound on. */
  private double lowest(RexInputRef column, double bound, boolean included) {
    return input.column(column.getIndex()).step() == 0
        ? bound
        : included ? Math.ceil(bound) : Math.floor(bound) + 1;
  }

  private static Interval interval(RexInputRef column, Map<Integer, Interval> intervals) {
    return intervals.computeIfAbsent(column.getIndex(), index -> new Interval());
  }

  private boolean addSearch(
      RexInputRef column, RexLiteral literal, Map<Integer, Interval> intervals) {
    Sarg<?> sarg = literal.getValueAs(Sarg.class);
    if (sarg == null || sarg.nullAs == RexUnknownAs.TRUE) {
      return false;
    }
    Interval interval = interval(column, intervals);
    if (!sarg.isPoints() && sarg.rangeSet.asRanges().size() == 1) {
      Range<?> range = sarg.rangeSet.asRanges().iterator().next();
      double low = range.hasLowerBound() ? Positions.of(range.lowerEndpoint()) : Double.NaN;
      double high = range.hasUpperBound() ? Positions.of(range.upperEndpoint()) : Double.NaN;
      if (!Double.isNaN(low)) {
        interval.atLeast(lowest(column, low, range.lowerBoundType() == BoundType.CLOSED));
      }
      if (!Double.isNaN(high)) {
        interval.atMost(highest(column, high, range.upperBoundType() == BoundType.CLOSED));
      }
      return true;
    }
    interval.part *= part(input.column(column.getIndex()), sarg);
    return true;
  }

  /** The part of a column's values in a set of ranges. */
  private static double part(ColumnEstimate column, Sarg<?> sarg) {
    if (sarg.isComplementedPoints()) {
      return 1 - Math.min(1, sarg.negate().pointCount * oneOf(column));
    }
    double part = 0;
    for (Range<?> range : sarg.rangeSet.asRanges()) {
      double low =
          range.hasLowerBound() ? Positions.of(range.lowerEndpoint()) : Double.NEGATIVE_INFINITY;
      double high =
          range.hasUpperBound() ? Positions.of(range.upperEndpoint()) : Double.POSITIVE_INFINITY;
      boolean point =
          range.hasLowerBound()
              && range.hasUpperBound()
              && range.lowerEndpoint().equals(range.upperEndpoint());
      if (point) {
        part += outside(column, low) ? 0 : oneOf(column);
      } else if (column.hasRange() && !Double.isNaN(low) && !Double.isNaN(high)) {
        double width = column.max() - column.min() + column.step();
        double left = Math.min(high, column.max()) - Math.max(low, column.min()) + column.step();
        part += width <= 0 ? 1 : Math.max(0, left) / width;
      } else {
        part += COMPARISON;
      }
    }
    return Math.min(1, part);
  }

  private double conjunct(RexNode node) {
    if (node.isAlwaysTrue()) {
      return 1;
    }
    if (node.isAlwaysFalse()) {
      return 0;
    }
    if (!(node instanceof RexCall call) || call.getOperands().isEmpty()) {
      return 0.5;
    }
    if (call.getOperator().equals(RelMdUtil.ARTIFICIAL_SELECTIVITY_FUNC)) {
      return RelMdUtil.getSelectivityValue(call);
    }
    RexNode first = call.getOperands().get(0);
    return switch (call.getKind()) {
      case NOT -> 1 - of(first);
      case AND, IS_TRUE -> of(call.getKind() == SqlKind.AND ? call : first);
      case IS_NOT_TRUE -> 1 - of(first);
      case OR -> any(call.getOperands());
      case IS_NULL -> nulls(first);
      case IS_NOT_NULL -> 1 - nulls(first);
      case LIKE -> like(call);
      case SEARCH -> search(call);
      default ->
          call.isA(SqlKind.COMPARISON) && call.getOperands().size() == 2 ? comparison(call) : OTHER;
    };
  }

  private double any(List<RexNode> operands) {
    double none = 1;
    for (RexNode operand : operands) {
      none *= 1 - of(operand);
    }
    return 1 - none;
  }

  private double nulls(RexNode operand) {
    if (operand instanceof RexInputRef column) {
      return input.column(column.getIndex()).nulls();
    }
    return operand.getType().isNullable() ? NULLS : 0;
  }

  /** A search over something computed. */
  private double search(RexCall call) {
    Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
    return sarg == null ? OTHER : part(estimate(call.getOperands().get(0)), sarg);
  }

  private double comparison(RexCall call) {
    RexNode left = RexUtil.removeCast(call.getOperands().get(0));
    RexNode right = RexUtil.removeCast(call.getOperands().get(1));
    if (left.equals(right)) {
      return ofItself(call.getKind(), left);
    }
    boolean columns =
        !RelOptUtil.InputFinder.bits(left).isEmpty()
            && !RelOptUtil.InputFinder.bits(right).isEmpty();
    return switch (call.getKind()) {
      case EQUALS, IS_NOT_DISTINCT_FROM -> equality(left, right, columns);
      case NOT_EQUALS, IS_DISTINCT_FROM -> 1 - equality(left, right, columns);
      default -> columns ? COLUMNS_COMPARED : COMPARISON;
    };
  }

  /** A comparison of something with itself, as decorrelation leaves them. */
  private double ofItself(SqlKind kind, RexNode operand) {
    return switch (kind) {
      case EQUALS, LESS_THAN_OR_EQUAL, GREATER_THAN_OR_EQUAL -> 1 - nulls(operand);
      case IS_NOT_DISTINCT_FROM -> 1;
      default -> 0;
    };
  }

  private double equality(RexNode left, RexNode right, boolean columns) {
    if (columns) {
      return Math.min(oneOf(estimate(left)), oneOf(estimate(right)));
    }
    boolean isLeft = RelOptUtil.InputFinder.bits(right).isEmpty();
    return oneOf(estimate(isLeft ? left : right));
  }

  private ColumnEstimate estimate(RexNode node) {
    return ComputedColumns.of(node, input);
  }

  private double like(RexCall call) {
    RexNode value = call.getOperands().get(0);
    ImmutableBitSet columns = RelOptUtil.InputFinder.bits(value);
    double distinct =
        columns.cardinality() == 1 ? input.column(columns.nth(0)).domain() : Double.NaN;
    if (distinct <= FEW_VALUES) {
      return Math.max(LIKE_FEW_VALUES, 1 / Math.max(1, distinct));
    }
    Comparable<?> pattern =
        call.getOperands().get(1) instanceof RexLiteral literal ? literal.getValue() : null;
    boolean within =
        pattern instanceof NlsString text
            && (text.getValue().startsWith("%") || text.getValue().startsWith("_"));
    return within ? LIKE_WITHIN : LIKE_PREFIX;
  }
}
