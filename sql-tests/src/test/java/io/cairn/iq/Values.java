package io.cairn.iq;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Writes values so that equal ones of two databases are equal texts. */
final class Values {
  private Values() {}

  /**
   * Numbers to nine digits and without their type, as the order of a sum may change the rest; all
   * else as it prints.
   */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Float || value instanceof Double) {
      double number = ((Number) value).doubleValue();
      return Double.isNaN(number) || Double.isInfinite(number)
          ? Double.toString(number)
          : rounded(new BigDecimal(number));
    }
    if (value instanceof Number) {
      return rounded(new BigDecimal(value.toString()));
    }
    if (value instanceof Timestamp || value instanceof LocalDateTime) {
      String text = value.toString().replace('T', ' ');
      return text.length() == 16 ? text + ":00" : text.replaceAll("\\.0+$", "");
    }
    return value.toString();
  }

  private static String rounded(BigDecimal number) {
    return number.signum() == 0
        ? "0"
        : number
            .round(new MathContext(9, RoundingMode.HALF_UP))
            .stripTrailingZeros()
            .toPlainString();
  }
}
