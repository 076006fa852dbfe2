package io.cairn.planner.translate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.evaluate.ScalarValue;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates constant expressions while a statement is planned, with the engine's own functions: the
 * result is what the engine would compute, and no code is generated. What the engine lacks, or what
 * fails, stays as it is and is evaluated, or fails, when the statement runs. Thread-safe.
 */
public final class ConstantFolder implements RexExecutor {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long MICROS_PER_MILLI = 1_000;
  private static final int MICROSECOND_FRACTION = 6;

  @Override
  public void reduce(
      RexBuilder rexBuilder, List<RexNode> expressions, List<RexNode> reducedValues) {
    for (RexNode expression : expressions) {
      reducedValues.add(fold(rexBuilder, expression));
    }
  }

  /**
   * The value of an expression without columns as a literal; the expression itself failing that.
   */
  static RexNode fold(RexBuilder rexBuilder, RexNode expression) {
    try {
      Expression translated =
          new ExpressionTranslator(rexBuilder, List.of(), NativeOnly.INSTANCE)
              .translate(expression);
      Object value = new ScalarValue(translated).value(new Object[0]);
      if (value == null) {
        return rexBuilder.makeNullLiteral(expression.getType());
      }
      Object literal = literal(value, translated.type(), expression.getType());
      return literal == null
          ? expression
          : rexBuilder.makeLiteral(literal, expression.getType(), true, false);
    } catch (QueryException e) {
      return expression;
    }
  }

  /** The value as Calcite's literals hold it; null if they cannot. */
  private static @Nullable Object literal(Object value, ColumnType type, RelDataType sqlType) {
    return switch (sqlType.getSqlTypeName()) {
      case BOOLEAN, VARCHAR, UUID -> value;
      // Unsigned numbers are left out: Calcite has no literals for them.
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> exact(value);
      case FLOAT, DOUBLE -> value instanceof Double real && Double.isFinite(real) ? real : null;
      case VARBINARY -> new ByteString((byte[]) value);
      case DATE -> DateString.fromDaysSinceEpoch(Math.toIntExact((Long) value));
      case TIME -> time((Long) value, (ColumnType.Time) type);
      case TIMESTAMP -> timestamp((Long) value, (ColumnType.Timestamp) type);
      case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH -> BigDecimal.valueOf((Long) value);
      default -> null;
    };
  }

  private static Object exact(Object value) {
    return value instanceof Long whole ? BigDecimal.valueOf(whole) : value;
  }

  private static TimeString time(long value, ColumnType.Time type) {
    long perSecond = unitsPerSecond(type.precision());
    TimeString seconds =
        TimeString.fromMillisOfDay(Math.toIntExact(value / perSecond * MICROS_PER_MILLI));
    String fraction = fraction(value % perSecond, perSecond);
    return fraction.isEmpty() ? seconds : seconds.withFraction(fraction);
  }

  private static TimestampString timestamp(long value, ColumnType.Timestamp type) {
    long perSecond = unitsPerSecond(type.precision());
    TimestampString seconds =
        TimestampString.fromMillisSinceEpoch(Math.floorDiv(value, perSecond) * MICROS_PER_MILLI);
    String fraction = fraction(Math.floorMod(value, perSecond), perSecond);
    return fraction.isEmpty() ? seconds : seconds.withFraction(fraction);
  }

  private static long unitsPerSecond(int precision) {
    return precision <= MICROSECOND_FRACTION ? MICROS_PER_SECOND : NANOS_PER_SECOND;
  }

  /** The digits after the second without zeros at the end. */
  private static String fraction(long units, long perSecond) {
    int digits = perSecond == MICROS_PER_SECOND ? MICROSECOND_FRACTION : 9;
    String text = String.format(Locale.ROOT, "%0" + digits + "d", units);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, end);
  }

  /** Knows nothing but the engine's own functions. */
  private enum NativeOnly implements Fallback {
    INSTANCE;

    @Override
    public Expression expression(RexCall call, Function<RexNode, Expression> operand) {
      throw new QueryException(ErrorCode.NOT_SUPPORTED, "Not a native function: " + call);
    }

    @Override
    public PlanNode operator(
        RelNode node,
        Function<RelNode, @Nullable PlanNode> nativePlan,
        List<OutputColumn> columns) {
      throw new QueryException(ErrorCode.NOT_SUPPORTED, "Not a native operator: " + node);
    }
  }
}
