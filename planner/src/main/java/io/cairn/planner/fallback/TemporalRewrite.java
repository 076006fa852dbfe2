package io.cairn.planner.fallback;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Replaces functions of fine timestamps by calls of {@link FineTimestamps}. */
final class TemporalRewrite {
  private static final SqlOperator FLOOR = operator("floor", long.class, long.class, String.class);
  private static final SqlOperator CEIL = operator("ceil", long.class, long.class, String.class);
  private static final SqlOperator PLUS_MONTHS =
      operator("plusMonths", long.class, int.class, long.class);
  private static final SqlOperator PLUS_MILLIS =
      operator("plusMillis", long.class, long.class, long.class);
  private static final SqlOperator MINUS_MONTHS =
      operator("minusMonths", long.class, int.class, long.class);
  private static final SqlOperator MINUS_MILLIS =
      operator("minusMillis", long.class, long.class, long.class);
  private static final SqlOperator BETWEEN =
      operator("millisBetween", long.class, long.class, long.class);
  private static final SqlOperator WHOLE_BETWEEN =
      operator("wholeMillisBetween", long.class, long.class, long.class);

  private static final SqlOperator WITH_PRECISION =
      operator("withPrecision", long.class, int.class, int.class);
  private static final SqlOperator OF_DATE = operator("ofDate", int.class, long.class);
  private static final SqlOperator TO_DATE = operator("toDate", long.class, long.class);

  private final RexBuilder rexBuilder;

  TemporalRewrite(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  private static SqlOperator operator(String name, Class<?>... operands) {
    return ContractRewrite.operator(
        FineTimestamps.class, name, ReturnTypes.ARG0_NULLABLE, operands);
  }

  /** Whether there is a replacement for this call. */
  static boolean replaces(RexCall call) {
    List<RexNode> operands = call.getOperands();
    if (call.getKind() == SqlKind.CAST) {
      return replacesCast(operands.get(0).getType(), call.getType());
    }
    if (operands.size() != 2
        || !isTimestamp(operands.get(0).getType())
        || operands.stream().noneMatch(operand -> isFine(operand.getType()))) {
      return false;
    }
    RelDataType first = operands.get(0).getType();
    RelDataType second = operands.get(1).getType();
    return switch (call.getKind()) {
      case FLOOR, CEIL -> unit(operands.get(1)) != null && sameUnit(first, call.getType());
      case PLUS, CHECKED_PLUS -> isInterval(second) && sameUnit(first, call.getType());
      case MINUS, CHECKED_MINUS ->
          isInterval(second)
              ? sameUnit(first, call.getType())
              : isTimestamp(second) && isMillis(call.getType());
      default -> false;
    };
  }

  private static boolean replacesCast(RelDataType from, RelDataType to) {
    boolean date =
        (isFine(from) && to.getSqlTypeName() == SqlTypeName.DATE)
            || (from.getSqlTypeName() == SqlTypeName.DATE && isFine(to));
    return date
        || (isTimestamp(from)
            && isTimestamp(to)
            && from.getPrecision() != to.getPrecision()
            && (isFine(from) || isFine(to)));
  }

  private RexNode cast(RexCall call) {
    RexNode value = call.getOperands().get(0);
    if (value.getType().getSqlTypeName() == SqlTypeName.DATE) {
      return make(call, OF_DATE, value, perSecond(call.getType()));
    }
    if (call.getType().getSqlTypeName() == SqlTypeName.DATE) {
      return make(call, TO_DATE, value, perSecond(value.getType()));
    }
    return withPrecision(value, call.getType());
  }

  private RexNode withPrecision(RexNode value, RelDataType type) {
    RelDataType nullable =
        rexBuilder.getTypeFactory().createTypeWithNullability(type, value.getType().isNullable());
    return rexBuilder.makeCall(
        nullable,
        WITH_PRECISION,
        List.of(value, number(value.getType().getPrecision()), number(type.getPrecision())));
  }

  private RexNode number(int value) {
    return rexBuilder.makeExactLiteral(BigDecimal.valueOf(value));
  }

  /** Both timestamps in the finer one's unit. */
  private RexNode difference(RexCall call, boolean cutsOff) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    RelDataType finer =
        left.getType().getPrecision() >= right.getType().getPrecision()
            ? left.getType()
            : right.getType();
    return make(
        call,
        cutsOff ? WHOLE_BETWEEN : BETWEEN,
        aligned(left, finer),
        aligned(right, finer),
        perSecond(finer));
  }

  private RexNode aligned(RexNode value, RelDataType finer) {
    return FineTimestamps.unitsPerSecond(value.getType().getPrecision())
            == FineTimestamps.unitsPerSecond(finer.getPrecision())
        ? value
        : withPrecision(value, finer);
  }

  /** The call with its replacement; the call itself if it needs none. */
  RexNode rewrite(RexCall call, boolean cutsOff) {
    if (!replaces(call)) {
      return call;
    }
    if (call.getKind() == SqlKind.CAST) {
      return cast(call);
    }
    RexNode value = call.getOperands().get(0);
    RexNode other = call.getOperands().get(1);
    if (isTimestamp(other.getType())) {
      return difference(call, cutsOff);
    }
    RexNode perSecond = perSecond(value.getType());
    boolean months = isInterval(other.getType()) && !isMillis(other.getType());
    return switch (call.getKind()) {
      case FLOOR -> make(call, FLOOR, value, perSecond, unitText(other));
      case CEIL -> make(call, CEIL, value, perSecond, unitText(other));
      case PLUS, CHECKED_PLUS ->
          make(call, months ? PLUS_MONTHS : PLUS_MILLIS, value, other, perSecond);
      default -> make(call, months ? MINUS_MONTHS : MINUS_MILLIS, value, other, perSecond);
    };
  }

  private RexNode make(RexCall call, SqlOperator operator, RexNode... operands) {
    return rexBuilder.makeCall(call.getType(), operator, List.of(operands));
  }

  private RexNode perSecond(RelDataType type) {
    RelDataTypeFactory types = rexBuilder.getTypeFactory();
    return rexBuilder.makeExactLiteral(
        BigDecimal.valueOf(unitsPerSecond(type)), types.createSqlType(SqlTypeName.BIGINT));
  }

  private RexNode unitText(RexNode flag) {
    String unit = unit(flag);
    if (unit == null) {
      throw new AssertionError(flag);
    }
    return rexBuilder.makeLiteral(unit);
  }

  private static @Nullable String unit(RexNode flag) {
    if (flag instanceof RexLiteral literal
        && literal.getTypeName() == SqlTypeName.SYMBOL
        && literal.getValue() instanceof TimeUnitRange range
        && FineTimestamps.knows(range.name())) {
      return range.name();
    }
    return null;
  }

  private static boolean isTimestamp(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.TIMESTAMP;
  }

  private static boolean isFine(RelDataType type) {
    return isTimestamp(type) && Restrictions.isFine(type);
  }

  private static boolean sameUnit(RelDataType left, RelDataType right) {
    return isFine(left) && isFine(right) && unitsPerSecond(left) == unitsPerSecond(right);
  }

  private static long unitsPerSecond(RelDataType type) {
    return FineTimestamps.unitsPerSecond(type.getPrecision());
  }

  private static boolean isInterval(RelDataType type) {
    return SqlTypeName.INTERVAL_TYPES.contains(type.getSqlTypeName());
  }

  /** Whether an interval counts milliseconds and not months. */
  private static boolean isMillis(RelDataType type) {
    return SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName());
  }

  /** Whether the call gives a count of whole units from a difference, as TIMESTAMPDIFF does. */
  static boolean isCount(RexCall call) {
    return call.getKind() == SqlKind.REINTERPRET
        && call.getOperands().get(0) instanceof RexCall difference
        && (difference.getKind() == SqlKind.MINUS || difference.getKind() == SqlKind.CHECKED_MINUS)
        && replaces(difference);
  }
}
