package io.cairn.jdbc.value;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;

/**
 * Conversions of Java values to numbers, truth values and bytes, with the rules of SQL's CAST:
 * fractions round half up, what does not fit is 22003, what is no such text is 22P02, types without
 * a conversion are 22018. Dates and times are in {@link TimeConversions}.
 *
 * <p>{@code place} names the column or the parameter in messages.
 */
final class Conversions {
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  /** Texts of numbers longer than this are refused before their digits are computed. */
  private static final int MAX_EXPONENT = 1000;

  private static final int MAX_SHOWN = 60;

  private Conversions() {}

  static long toLong(Object value, Object place) throws SQLException {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    BigInteger integer = toInteger(value, "BIGINT", place);
    if (integer.compareTo(MIN_LONG) < 0 || integer.compareTo(MAX_LONG) > 0) {
      throw outOfRange(value, "BIGINT", place);
    }
    return integer.longValue();
  }

  /** A whole number from {@code min} to {@code max}. */
  static int toInt(Object value, int min, int max, String target, Object place)
      throws SQLException {
    BigInteger integer =
        value instanceof Long whole ? BigInteger.valueOf(whole) : toInteger(value, target, place);
    if (integer.bitLength() > Long.SIZE - 1) {
      throw outOfRange(value, target, place);
    }
    return checkRange(integer.longValue(), min, max, target, place);
  }

  static int checkRange(long value, int min, int max, String target, Object place)
      throws SQLException {
    if (value < min || value > max) {
      throw outOfRange(value, target, place);
    }
    return (int) value;
  }

  /** A whole number of any size; fractions round half up. */
  static BigInteger toInteger(Object value, String target, Object place) throws SQLException {
    if (value instanceof Long || value instanceof Integer) {
      return BigInteger.valueOf(((Number) value).longValue());
    }
    if (value instanceof BigInteger integer) {
      return integer;
    }
    if (value instanceof Boolean bool) {
      return bool ? BigInteger.ONE : BigInteger.ZERO;
    }
    return toDecimal(value, target, place).setScale(0, RoundingMode.HALF_UP).toBigInteger();
  }

  static BigDecimal toDecimal(Object value, String target, Object place) throws SQLException {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Long || value instanceof Integer) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (!Double.isFinite(number)) {
        throw outOfRange(value, target, place);
      }
      return value instanceof Float ? new BigDecimal(value.toString()) : BigDecimal.valueOf(number);
    }
    if (value instanceof Boolean bool) {
      return bool ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof String text) {
      return parseDecimal(text, target, place);
    }
    throw noConversion(value, target, place);
  }

  private static BigDecimal parseDecimal(String text, String target, Object place)
      throws SQLException {
    BigDecimal decimal;
    try {
      decimal = new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw wrongText(text, target, place);
    }
    if (Math.abs((long) decimal.scale()) + decimal.precision() > MAX_EXPONENT) {
      throw outOfRange(text, target, place);
    }
    return decimal;
  }

  static double toDouble(Object value, Object place) throws SQLException {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    if (value instanceof String text) {
      return parseDouble(text, place);
    }
    throw noConversion(value, "DOUBLE", place);
  }

  private static double parseDouble(String text, Object place) throws SQLException {
    String stripped = text.strip();
    String lower = stripped.toLowerCase(Locale.ROOT);
    switch (lower) {
      case "nan" -> {
        return Double.NaN;
      }
      case "infinity", "+infinity", "inf", "+inf" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "-infinity", "-inf" -> {
        return Double.NEGATIVE_INFINITY;
      }
      default -> {}
    }
    char last = lower.isEmpty() ? ' ' : lower.charAt(lower.length() - 1);
    if (last == 'd' || last == 'f' || lower.indexOf('x') >= 0) {
      throw wrongText(text, "DOUBLE", place);
    }
    try {
      double number = Double.parseDouble(stripped);
      if (Double.isInfinite(number)) {
        throw outOfRange(text, "DOUBLE", place);
      }
      return number;
    } catch (NumberFormatException e) {
      throw wrongText(text, "DOUBLE", place);
    }
  }

  /** The nearest single-precision number. */
  static float toFloat(double value, Object place) throws SQLException {
    float number = (float) value;
    if (Float.isInfinite(number) && !Double.isInfinite(value)) {
      throw outOfRange(value, "REAL", place);
    }
    return number;
  }

  static boolean toBoolean(Object value, Object place) throws SQLException {
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.signum() != 0;
    }
    if (value instanceof BigInteger integer) {
      return integer.signum() != 0;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "t", "yes", "y", "on", "1" -> true;
        case "false", "f", "no", "n", "off", "0" -> false;
        default -> throw wrongText(text, "BOOLEAN", place);
      };
    }
    throw noConversion(value, "BOOLEAN", place);
  }

  /** Binary values as they are, text in UTF-8, a UUID as its 16 bytes. */
  static byte[] toBytes(Object value, Object place) throws SQLException {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (value instanceof UUID uuid) {
      return ByteBuffer.allocate(2 * Long.BYTES)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    }
    throw noConversion(value, "VARBINARY", place);
  }

  static UUID toUuid(Object value, Object place) throws SQLException {
    if (value instanceof UUID uuid) {
      return uuid;
    }
    if (value instanceof String text) {
      try {
        return UUID.fromString(text.strip());
      } catch (IllegalArgumentException e) {
        throw wrongText(text, "UUID", place);
      }
    }
    if (value instanceof byte[] bytes && bytes.length == 2 * Long.BYTES) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new UUID(buffer.getLong(), buffer.getLong());
    }
    throw noConversion(value, "UUID", place);
  }

  static SQLException outOfRange(Object value, String target, Object place) {
    return SqlErrors.create(
        SqlState.NUMERIC_OUT_OF_RANGE, shown(value) + " in " + place + " does not fit " + target);
  }

  static SQLException wrongText(String text, String target, Object place) {
    return SqlErrors.create(
        SqlState.INVALID_TEXT,
        "'" + shown(text) + "' in " + place + " is no text of a value of type " + target);
  }

  static SQLException noConversion(Object value, String target, Object place) {
    return SqlErrors.create(
        SqlState.INVALID_CONVERSION,
        "A value of "
            + value.getClass().getSimpleName()
            + " in "
            + place
            + " has no conversion to "
            + target);
  }

  private static String shown(Object value) {
    String text = value.toString();
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
