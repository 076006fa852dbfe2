package io.cairn.planner.translate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Calcite's literals in the engine's boxed form. */
final class BoxedLiterals {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private BoxedLiterals() {}

  /**
   * The literal's value for a type, in the form that {@code Expression} describes; null for NULL.
   */
  static @Nullable Object box(RexLiteral literal, ColumnType type) {
    if (literal.isNull()) {
      return null;
    }
    if (type instanceof ColumnType.Bool) {
      return value(literal, Boolean.class);
    }
    if (type instanceof ColumnType.Int integer) {
      BigDecimal value = value(literal, BigDecimal.class);
      BigInteger whole = value.setScale(0, RoundingMode.HALF_UP).toBigInteger();
      return integer.bits() == 64 && !integer.signed() ? whole : (Object) whole.longValueExact();
    }
    if (type instanceof ColumnType.FloatingPoint floating) {
      double value = doubleValue(literal);
      return floating.bits() == 64 ? value : (double) (float) value;
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return value(literal, BigDecimal.class).setScale(decimal.scale(), RoundingMode.HALF_UP);
    }
    if (type instanceof ColumnType.Text) {
      return value(literal, String.class);
    }
    if (type instanceof ColumnType.Bytes) {
      return value(literal, ByteString.class).getBytes();
    }
    if (type instanceof ColumnType.Date) {
      return (long) value(literal, DateString.class).getDaysSinceEpoch();
    }
    if (type instanceof ColumnType.Time time) {
      TimeString value = value(literal, TimeString.class);
      return units(value.getMillisOfDay(), fraction(value.toString()), time.precision());
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      TimestampString value = value(literal, TimestampString.class);
      return units(value.getMillisSinceEpoch(), fraction(value.toString()), timestamp.precision());
    }
    if (type instanceof ColumnType.Interval interval) {
      BigDecimal value = value(literal, BigDecimal.class);
      return interval.months()
          ? value.longValueExact()
          : value.multiply(BigDecimal.valueOf(MICROS_PER_MILLI)).longValue();
    }
    if (type instanceof ColumnType.Uuid) {
      return value(literal, java.util.UUID.class);
    }
    if (type instanceof ColumnType.Array array && literal.getValue() instanceof List<?> elements) {
      List<@Nullable Object> boxed = new ArrayList<>();
      for (Object element : elements) {
        boxed.add(box((RexLiteral) element, array.element()));
      }
      return boxed;
    }
    throw new QueryException(
        ErrorCode.NOT_SUPPORTED,
        "Literals of type " + literal.getType().getFullTypeString() + " are not supported");
  }

  private static double doubleValue(RexLiteral literal) {
    // Approximate literals are held as doubles, exact ones as decimals.
    Object value = literal.getValue();
    return value instanceof Double d ? d : value(literal, BigDecimal.class).doubleValue();
  }

  private static <T> T value(RexLiteral literal, Class<T> type) {
    T value = literal.getValueAs(type);
    if (value == null) {
      throw new AssertionError(literal);
    }
    return value;
  }

  /** Milliseconds and the nanoseconds below them, in the lane's unit. */
  private static long units(long millis, int nanosBelowMilli, int precision) {
    if (precision <= 6) {
      return millis * MICROS_PER_MILLI + nanosBelowMilli / 1_000;
    }
    try {
      return Math.addExact(Math.multiplyExact(millis, NANOS_PER_MILLI), nanosBelowMilli);
    } catch (ArithmeticException e) {
      throw new QueryException(
          ErrorCode.DATETIME_OUT_OF_RANGE,
          "A timestamp of precision 7 to 9 lies between the years 1677 and 2262",
          e);
    }
  }

  /** The nanoseconds below the millisecond in a text that ends with a fraction, if any. */
  private static int fraction(String text) {
    int point = text.indexOf('.');
    if (point < 0) {
      return 0;
    }
    String digits = (text.substring(point + 1) + "000000000").substring(0, 9);
    return Integer.parseInt(digits) % (int) NANOS_PER_MILLI;
  }

  /** Whether the engine has literals of this SQL type. */
  static boolean isSupported(SqlTypeName name) {
    return name != SqlTypeName.SYMBOL && name != SqlTypeName.SARG && name != SqlTypeName.ANY;
  }
}
