package io.cairn.planner.cost;

import io.cairn.storage.predicate.ColumnStatistics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the part of a leaf's rows that a condition selects, from the smallest and largest
 * values, the number of different values and of NULLs. Conjuncts are not independent: each further
 * one counts with half the weight of the one before it, the most selective first.
 */
final class ConditionSelectivity {
  private static final double EQUALITY = 0.05;
  private static final double COMPARISON = 1.0 / 3;
  private static final double OTHER = 0.25;
  private static final double NULLS = 0.1;

  private final RelNode leaf;

  ConditionSelectivity(RelNode leaf) {
    this.leaf = leaf;
  }

  /** From 0 to 1; 1 without a condition. */
  double of(@Nullable RexNode condition) {
    if (condition == null || condition.isAlwaysTrue()) {
      return 1;
    }
    List<Double> parts = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
      parts.add(conjunct(conjunct));
    }
    return combined(parts);
  }

  /** The selectivity of conjuncts that are partly correlated. */
  static double combined(List<Double> parts) {
    Collections.sort(parts);
    double result = 1;
    double weight = 1;
    for (double part : parts) {
      result *= Math.pow(Math.min(1, Math.max(0, part)), weight);
      weight /= 2;
    }
    return result;
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
      case SEARCH -> of(RexUtil.expandSearch(leaf.getCluster().getRexBuilder(), null, call));
      case NOT -> 1 - of(first);
      case AND -> of(call);
      case OR -> any(call.getOperands());
      case IS_NULL -> nulls(first);
      case IS_NOT_NULL -> 1 - nulls(first);
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
    ColumnStatistics statistics =
        operand instanceof RexInputRef ref ? LeafColumns.statistics(leaf, ref.getIndex()) : null;
    if (statistics == null || statistics.nullCount() < 0) {
      return operand.getType().isNullable() ? NULLS : 0;
    }
    return statistics.rowCount() == 0 ? 0 : (double) statistics.nullCount() / statistics.rowCount();
  }

  private double comparison(RexCall call) {
    RexNode left = RexUtil.removeCast(call.getOperands().get(0));
    RexNode right = RexUtil.removeCast(call.getOperands().get(1));
    SqlKind kind = call.getKind();
    if (!(left instanceof RexInputRef)) {
      RexNode swapped = left;
      left = right;
      right = swapped;
      kind = kind.reverse();
    }
    if (!(left instanceof RexInputRef column)) {
      return kind == SqlKind.EQUALS ? EQUALITY : COMPARISON;
    }
    return switch (kind) {
      case EQUALS, IS_NOT_DISTINCT_FROM -> equality(column, right);
      case NOT_EQUALS, IS_DISTINCT_FROM -> 1 - equality(column, right);
      case LESS_THAN, LESS_THAN_OR_EQUAL -> below(column, right);
      case GREATER_THAN, GREATER_THAN_OR_EQUAL -> {
        double below = below(column, right);
        yield below == COMPARISON ? COMPARISON : 1 - below;
      }
      default -> OTHER;
    };
  }

  private double equality(RexInputRef column, RexNode other) {
    double position = position(column, other);
    if (position < 0 || position > 1) {
      return 0;
    }
    double distinct = LeafColumns.distinctValues(leaf, column.getIndex());
    return Double.isNaN(distinct) ? EQUALITY : 1 / distinct;
  }

  /** The part of the rows below a literal, {@link #COMPARISON} if that is unknown. */
  private double below(RexInputRef column, RexNode other) {
    double position = position(column, other);
    return Double.isNaN(position) ? COMPARISON : Math.min(1, Math.max(0, position));
  }

  /**
   * Where a literal lies between a column's smallest and largest value: 0 at the one, 1 at the
   * other, NaN if unknown.
   */
  private double position(RexInputRef column, RexNode other) {
    ColumnStatistics statistics = LeafColumns.statistics(leaf, column.getIndex());
    if (statistics == null || !(other instanceof RexLiteral literal)) {
      return Double.NaN;
    }
    double value = value(literal);
    double min = LeafColumns.number(statistics.min(), column.getType());
    double max = LeafColumns.number(statistics.max(), column.getType());
    if (min == max) {
      return value < min ? -1 : value > max ? 2 : 0.5;
    }
    return (value - min) / (max - min);
  }

  private static double value(RexLiteral literal) {
    if (literal.isNull()) {
      return Double.NaN;
    }
    return switch (literal.getTypeName()) {
      case DECIMAL, DOUBLE, REAL, FLOAT, BIGINT, INTEGER -> {
        Number number = literal.getValueAs(Number.class);
        yield number instanceof BigDecimal || number instanceof Double
            ? number.doubleValue()
            : Double.NaN;
      }
      case DATE -> {
        Integer days = literal.getValueAs(Integer.class);
        yield days == null ? Double.NaN : days;
      }
      default -> Double.NaN;
    };
  }
}
