package io.cairn.planner.cost;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the part of a join's pairs that a condition selects. An equality between the two sides
 * selects one in as many as the side with more different values has; where neither number is known,
 * the larger side is taken to refer to the smaller one.
 */
final class JoinSelectivity {
  private final Join join;
  private final RelMetadataQuery query;

  JoinSelectivity(Join join, RelMetadataQuery query) {
    this.join = join;
    this.query = query;
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
    return ConditionSelectivity.combined(parts);
  }

  private double conjunct(RexNode node) {
    if (node instanceof RexCall call
        && (call.getKind() == SqlKind.EQUALS || call.getKind() == SqlKind.IS_NOT_DISTINCT_FROM)
        && RexUtil.removeCast(call.getOperands().get(0)) instanceof RexInputRef first
        && RexUtil.removeCast(call.getOperands().get(1)) instanceof RexInputRef second) {
      int leftCount = join.getLeft().getRowType().getFieldCount();
      int left = Math.min(first.getIndex(), second.getIndex());
      int right = Math.max(first.getIndex(), second.getIndex()) - leftCount;
      if (left < leftCount && right >= 0) {
        return 1 / Math.max(1, pairsPerMatch(left, right));
      }
    }
    return new ConditionSelectivity(join).of(node);
  }

  private double pairsPerMatch(int left, int right) {
    double leftDistinct = distinct(join.getLeft(), left);
    double rightDistinct = distinct(join.getRight(), right);
    if (Double.isNaN(leftDistinct) && Double.isNaN(rightDistinct)) {
      return Math.min(rows(join.getLeft()), rows(join.getRight()));
    }
    if (Double.isNaN(leftDistinct)) {
      return rightDistinct;
    }
    return Double.isNaN(rightDistinct) ? leftDistinct : Math.max(leftDistinct, rightDistinct);
  }

  private double distinct(RelNode side, int column) {
    Double distinct = query.getDistinctRowCount(side, ImmutableBitSet.of(column), null);
    return distinct == null ? Double.NaN : distinct;
  }

  private double rows(RelNode side) {
    Double rows = query.getRowCount(side);
    return rows == null ? 1 : rows;
  }
}
