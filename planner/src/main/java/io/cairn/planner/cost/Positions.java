package io.cairn.planner.cost;

import io.cairn.storage.predicate.Constant;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * Values as numbers that keep their order: numbers as themselves, dates as days, times and
 * timestamps as microseconds, texts as their first bytes. NaN is what has no such number.
 */
final class Positions {
  private static final int TEXT_BYTES = 6;
  private static final int MICROSECOND_FRACTION = 6;
  private static final double MICROS_PER_MILLI = 1e3;
  private static final double NANOS_PER_MICRO = 1e3;

  private Positions() {}

  /** A bound of a column, in the unit of its lane. */
  static double of(@Nullable Constant constant, RelDataType type) {
    if (constant instanceof Constant.Real real) {
      return real.value();
    }
    if (constant instanceof Constant.Text text) {
      return text(text.bytes());
    }
    BigInteger whole =
        constant instanceof Constant.Whole small
            ? BigInteger.valueOf(small.value())
            : constant instanceof Constant.Huge huge ? huge.value() : null;
    if (whole == null) {
      return Double.NaN;
    }
    return switch (type.getSqlTypeName()) {
      case DECIMAL -> new BigDecimal(whole, type.getScale()).doubleValue();
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          type.getPrecision() > MICROSECOND_FRACTION
              ? whole.doubleValue() / NANOS_PER_MICRO
              : whole.doubleValue();
      default -> whole.doubleValue();
    };
  }

  /** The distance of neighbouring values of a type. */
  static double step(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          UTINYINT,
          USMALLINT,
          UINTEGER,
          UBIGINT,
          DATE ->
          1;
      default -> 0;
    };
  }

  static double of(RexLiteral literal) {
    return literal.isNull() ? Double.NaN : of(literal.getValue());
  }

  /** A value as Calcite's literals and ranges hold it. */
  static double of(@Nullable Comparable<?> value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof NlsString text) {
      return text(text.getValue().getBytes(StandardCharsets.UTF_8));
    }
    if (value instanceof DateString date) {
      return date.getDaysSinceEpoch();
    }
    if (value instanceof TimestampString timestamp) {
      return timestamp.getMillisSinceEpoch() * MICROS_PER_MILLI;
    }
    if (value instanceof TimeString time) {
      return time.getMillisOfDay() * MICROS_PER_MILLI;
    }
    return Double.NaN;
  }

  private static double text(byte[] bytes) {
    double result = 0;
    for (int i = 0; i < TEXT_BYTES; i++) {
      result = result * 256 + (i < bytes.length ? bytes[i] & 0xff : 0);
    }
    return result;
  }
}
