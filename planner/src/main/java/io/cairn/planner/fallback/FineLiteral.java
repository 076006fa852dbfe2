package io.cairn.planner.fallback;

import java.util.Locale;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.TimestampString;

/** Reads TIMESTAMP literals with more than three digits after the second in the lane's unit. */
final class FineLiteral {
  private static final int MICROSECOND_FRACTION = 6;
  private static final int NANOSECOND_FRACTION = 9;

  private FineLiteral() {}

  /** Microseconds since 1970 for up to six digits, else nanoseconds. */
  static long units(RexLiteral literal) {
    TimestampString timestamp = literal.getValueAs(TimestampString.class);
    if (timestamp == null) {
      throw new AssertionError(literal);
    }
    int digits =
        literal.getType().getPrecision() <= MICROSECOND_FRACTION
            ? MICROSECOND_FRACTION
            : NANOSECOND_FRACTION;
    String text = timestamp.toString();
    int point = text.indexOf('.');
    String fraction = point < 0 ? "" : text.substring(point + 1);
    String padded = String.format(Locale.ROOT, "%-9s", fraction).replace(' ', '0');
    long unitsPerSecond = (long) Math.pow(10, digits);
    long seconds = Math.floorDiv(timestamp.getMillisSinceEpoch(), 1_000L);
    return Math.addExact(
        Math.multiplyExact(seconds, unitsPerSecond), Long.parseLong(padded.substring(0, digits)));
  }
}
