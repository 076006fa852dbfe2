package io.cairn.planner.fallback;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Refuses what generated code would get wrong about a TIME or TIMESTAMP with more than three digits
 * after the second: anything but comparing it with one of the same unit, passing it on, printing it
 * and what {@link FineTimestamps} does.
 */
final class Restrictions extends RexVisitorImpl<Void> {
  private static final int MICROSECOND_FRACTION = 6;
  private static final BigDecimal MICROS_PER_SECOND = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

  private Restrictions() {
    super(true);
  }

  /**
   * Checks an expression, a function or part of a region.
   *
   * @throws QueryException 0A000 naming the function
   */
  static void check(RexNode expression) {
    expression.accept(new Restrictions());
  }

  @Override
  public Void visitCall(RexCall call) {
    super.visitCall(call);
    check(call, call.getOperands());
    return null;
  }

  @Override
  public Void visitOver(RexOver over) {
    super.visitOver(over);
    refuseWindow(over);
    boolean positional =
        switch (over.getAggOperator().getKind()) {
          case COUNT, MIN, MAX, FIRST_VALUE, LAST_VALUE, NTH_VALUE, LAG, LEAD, ANY_VALUE -> true;
          default -> false;
        };
    if (!positional) {
      refuseFine(over.getAggOperator().getName(), over, over.getOperands());
    }
    return null;
  }

  /**
   * Generated code gives rows of small partitions to the wrong buckets, looks for an NTH_VALUE
   * beyond the frame and for a first value in a frame without rows, and takes numbers that order
   * rows for decimals, which NaN is none of.
   */
  private static void refuseWindow(RexOver over) {
    boolean wrong =
        switch (over.getAggOperator().getKind()) {
          case NTILE, NTH_VALUE -> true;
          case FIRST_VALUE, LAST_VALUE -> mayBeEmpty(over.getWindow());
          default -> false;
        };
    for (RexFieldCollation key : over.getWindow().orderKeys) {
      wrong |= SqlTypeUtil.isApproximateNumeric(key.left.getType());
    }
    if (wrong) {
      throw new QueryException(
          ErrorCode.NOT_SUPPORTED,
          "The window function "
              + over.getAggOperator().getName()
              + " is not supported beside window functions that run row by row");
    }
  }

  /** Whether a frame lies on one side of its row. */
  private static boolean mayBeEmpty(RexWindow window) {
    RexWindowBound lower = window.getLowerBound();
    RexWindowBound upper = window.getUpperBound();
    return lower.isFollowing() || upper.isPreceding();
  }

  private void check(RexCall call, List<RexNode> operands) {
    if (call instanceof RexOver || TemporalRewrite.replaces(call)) {
      return;
    }
    if (countsFiner(call)) {
      throw new QueryException(
          ErrorCode.NOT_SUPPORTED,
          "TIMESTAMPDIFF in units below a millisecond is not supported: it would count whole"
              + " seconds; subtract EXTRACT(EPOCH ..) or count in milliseconds");
    }
    if (!passesOn(call)) {
      refuseFine(call.getOperator().getName(), call, operands);
      return;
    }
    RelDataType fine = null;
    for (RexNode operand : operands) {
      if (isTimestamp(operand.getType())) {
        if (fine != null && unit(fine) != unit(operand.getType())) {
          throw new QueryException(
              ErrorCode.NOT_SUPPORTED,
              call.getOperator().getName()
                  + " of "
                  + fine
                  + " and "
                  + operand.getType()
                  + " is not supported where rows are processed one by one; cast both to one type"
                  + " in a subquery first");
        }
        fine = operand.getType();
      }
    }
  }

  /** Whether the call neither changes nor interprets its operands' values. */
  private static boolean passesOn(RexCall call) {
    SqlKind kind = call.getKind();
    if (kind == SqlKind.CAST) {
      RelDataType from = call.getOperands().get(0).getType();
      if (SqlTypeUtil.isCharacter(call.getType())) {
        return ContractRewrite.printsFine(from);
      }
      return from.getSqlTypeName() == call.getType().getSqlTypeName()
          && from.getPrecision() == call.getType().getPrecision();
    }
    return call.isA(SqlKind.COMPARISON)
        || kind == SqlKind.CASE
        || kind == SqlKind.COALESCE
        || kind == SqlKind.IS_NULL
        || kind == SqlKind.IS_NOT_NULL
        || kind == SqlKind.REINTERPRET
        || kind == SqlKind.SEARCH
        || kind == SqlKind.IS_DISTINCT_FROM
        || kind == SqlKind.IS_NOT_DISTINCT_FROM;
  }

  /** TIMESTAMPDIFF in micro- or nanoseconds multiplies a count of whole seconds. */
  private static boolean countsFiner(RexCall call) {
    boolean times = call.getKind() == SqlKind.TIMES || call.getKind() == SqlKind.CHECKED_TIMES;
    if (!times || !(call.getOperands().get(1) instanceof RexLiteral factor)) {
      return false;
    }
    BigDecimal value = factor.getValueAs(BigDecimal.class);
    return value != null
        && (value.compareTo(MICROS_PER_SECOND) == 0 || value.compareTo(NANOS_PER_SECOND) == 0)
        && isCountOfSeconds(call.getOperands().get(0));
  }

  private static boolean isCountOfSeconds(RexNode node) {
    if (!(node instanceof RexCall call)) {
      return false;
    }
    return call.getKind() == SqlKind.REINTERPRET
        ? call.getOperands().get(0).isA(Set.of(SqlKind.MINUS, SqlKind.CHECKED_MINUS))
        : (call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.DIVIDE)
            && isCountOfSeconds(call.getOperands().get(0));
  }

  private static void refuseFine(String name, RexNode result, List<RexNode> operands) {
    if (isFine(result.getType())) {
      throw refused(name, result.getType());
    }
    for (RexNode operand : operands) {
      if (isFine(operand.getType())) {
        throw refused(name, operand.getType());
      }
    }
  }

  private static QueryException refused(String name, RelDataType type) {
    return new QueryException(
        ErrorCode.NOT_SUPPORTED,
        name
            + " of "
            + type
            + " is not supported: this function counts in milliseconds; cast to "
            + type.getSqlTypeName().getName()
            + "("
            + ValueConversion.MAX_FRACTION
            + ") first");
  }

  private static boolean isTimestamp(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> true;
      default -> false;
    };
  }

  /** Whether values are finer than generated code knows. */
  static boolean isFine(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          type.getPrecision() > ValueConversion.MAX_FRACTION;
      default -> false;
    };
  }

  /** Units of the lane in a second: 0 for milliseconds, 1 for micro-, 2 for nanoseconds. */
  private static int unit(RelDataType type) {
    return !isFine(type) ? 0 : type.getPrecision() <= MICROSECOND_FRACTION ? 1 : 2;
  }
}
