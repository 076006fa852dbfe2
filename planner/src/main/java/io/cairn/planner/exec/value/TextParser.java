package io.cairn.planner.exec.value;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads values from text, as a cast does: blanks around the value are allowed. */
public final class TextParser {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,9})?");
  private static final Pattern DATE = Pattern.compile("([+-]?\\d{4,6})-(\\d{1,2})-(\\d{1,2})");
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,18}))?)?");
  private static final Pattern ZONE = Pattern.compile("([+-])(\\d{2}):?(\\d{2})?");
  private static final Pattern MONTHS = Pattern.compile("([+-]?)(\\d{1,9})-(\\d{1,2})");
  private static final Pattern DAYS = Pattern.compile("([+-]?)(\\d{1,8})(?: +(\\S+))?");

  private static final int MAX_YEAR = 9_999;
  private static final long LAST_DAY = Temporal.day(MAX_YEAR, 12, 31);

  private TextParser() {}

  /**
   * The value in boxed form, or null if the text is none. Numbers may still be outside the type's
   * range: a number is given as {@code BigDecimal} or {@code Double}, to be checked by the caller.
   *
   * @throws QueryException 22008 for a date or time that the type does not hold
   */
  public static @Nullable Object parse(String text, ColumnType type) {
    String trimmed = text.strip();
    if (type instanceof ColumnType.Bool) {
      return bool(trimmed);
    }
    if (type instanceof ColumnType.Int) {
      return whole(trimmed);
    }
    if (type instanceof ColumnType.Decimal) {
      return NUMBER.matcher(trimmed).matches() ? new BigDecimal(trimmed) : null;
    }
    if (type instanceof ColumnType.FloatingPoint) {
      return real(trimmed);
    }
    if (type instanceof ColumnType.Date) {
      int space = separator(trimmed);
      if (space > 0 && timeOfDay(trimmed.substring(space + 1).strip(), 9) == null) {
        return null;
      }
      return day(space > 0 ? trimmed.substring(0, space) : trimmed);
    }
    if (type instanceof ColumnType.Time time) {
      return time(trimmed, time);
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      return timestamp(trimmed, timestamp);
    }
    if (type instanceof ColumnType.Uuid) {
      return uuid(trimmed);
    }
    if (type instanceof ColumnType.Interval interval) {
      return interval.months() ? months(trimmed) : days(trimmed);
    }
    if (type instanceof ColumnType.Bytes) {
      return hex(trimmed);
    }
    return null;
  }

  /** What a text of the type looks like, for messages. */
  public static String expected(ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      return "true or false";
    }
    if (type instanceof ColumnType.Int) {
      return "digits, perhaps with a sign";
    }
    if (type instanceof ColumnType.Decimal || type instanceof ColumnType.FloatingPoint) {
      return "a number as 1.5 or 1e10";
    }
    if (type instanceof ColumnType.Date) {
      return "a date as 2020-01-31";
    }
    if (type instanceof ColumnType.Time) {
      return "a time as 23:59:59.5";
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      return "a timestamp as 2020-01-31 23:59:59.5" + (timestamp.zoned() ? "+00:00" : "");
    }
    if (type instanceof ColumnType.Uuid) {
      return "a UUID as 123e4567-e89b-12d3-a456-426614174000";
    }
    if (type instanceof ColumnType.Interval interval) {
      return interval.months() ? "years and months as 3-02" : "days and time as 4 05:06:07.8";
    }
    return "an even number of hexadecimal digits";
  }

  private static @Nullable Boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "on", "1" -> Boolean.TRUE;
      case "false", "f", "no", "n", "off", "0" -> Boolean.FALSE;
      default -> null;
    };
  }

  private static @Nullable BigDecimal whole(String text) {
    int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    if (start == text.length() || text.length() > 1000) {
      return null;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return text.length() <= 18
        ? BigDecimal.valueOf(Long.parseLong(text))
        : new BigDecimal(new BigInteger(text));
  }

  private static @Nullable Double real(String text) {
    if (NUMBER.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "infinity", "+infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  private static @Nullable Long day(String text) {
    Matcher matcher = DATE.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long year = Long.parseLong(matcher.group(1));
    int month = Integer.parseInt(matcher.group(2));
    int day = Integer.parseInt(matcher.group(3));
    if (month < 1 || month > 12 || day < 1 || day > Temporal.daysInMonth(year, month)) {
      return null;
    }
    if (year > MAX_YEAR) {
      throw Temporal.outOfRange("The year " + year);
    }
    return Temporal.day(year, month, day);
  }

  private static @Nullable Long time(String text, ColumnType.Time type) {
    Long ofDay = timeOfDay(text, type.precision());
    long units = Temporal.unitsPerSecond(type.precision());
    if (ofDay != null && ofDay >= Temporal.SECONDS_PER_DAY * units) {
      throw new QueryException(
          ErrorCode.DATETIME_OUT_OF_RANGE,
          "The time " + text + " rounds to the end of its day, which no TIME holds");
    }
    return ofDay;
  }

  private static @Nullable Long timeOfDay(String text, int precision) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    int hour = Integer.parseInt(matcher.group(1));
    int minute = Integer.parseInt(matcher.group(2));
    int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    if (hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    long units = Temporal.unitsPerSecond(precision);
    long fraction = 0;
    if (matcher.group(4) != null) {
      fraction =
          new BigDecimal("0." + matcher.group(4))
              .setScale(precision, RoundingMode.HALF_UP)
              .multiply(BigDecimal.valueOf(units))
              .longValueExact();
    }
    return ((hour * 60L + minute) * 60 + second) * units + fraction;
  }

  private static int separator(String text) {
    int space = text.indexOf(' ');
    return space > 0 ? space : text.indexOf('T');
  }

  private static @Nullable Long timestamp(String text, ColumnType.Timestamp type) {
    int space = separator(text);
    Long day = day(space > 0 ? text.substring(0, space) : text);
    if (day == null) {
      return null;
    }
    String time = space > 0 ? text.substring(space + 1).strip() : "00:00";
    long offsetSeconds = 0;
    int zone = zoneStart(time);
    if (zone >= 0) {
      if (!type.zoned()) {
        return null;
      }
      Long offset = offset(time.substring(zone));
      if (offset == null) {
        return null;
      }
      offsetSeconds = offset;
      time = time.substring(0, zone).strip();
    }
    Long ofDay = timeOfDay(time, type.precision());
    if (ofDay == null) {
      return null;
    }
    long units = Temporal.unitsPerSecond(type.precision());
    long seconds = day * Temporal.SECONDS_PER_DAY - offsetSeconds + ofDay / units;
    if (Math.floorDiv(seconds + offsetSeconds, Temporal.SECONDS_PER_DAY) > LAST_DAY) {
      throw Temporal.outOfRange("The timestamp " + text);
    }
    return Temporal.sum(seconds, ofDay % units, units);
  }

  private static int zoneStart(String time) {
    for (int i = 0; i < time.length(); i++) {
      char c = time.charAt(i);
      if (c == 'Z' || c == 'z' || c == '+' || c == '-') {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable Long offset(String text) {
    if (text.equalsIgnoreCase("Z")) {
      return 0L;
    }
    Matcher matcher = ZONE.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long minutes = matcher.group(3) == null ? 0 : Long.parseLong(matcher.group(3));
    long seconds = (Long.parseLong(matcher.group(2)) * 60 + minutes) * 60;
    return matcher.group(1).equals("-") ? -seconds : seconds;
  }

  private static @Nullable Long months(String text) {
    Matcher matcher = MONTHS.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 11) {
      return null;
    }
    long months = Long.parseLong(matcher.group(2)) * 12 + Long.parseLong(matcher.group(3));
    return matcher.group(1).equals("-") ? -months : months;
  }

  private static @Nullable Long days(String text) {
    Matcher matcher = DAYS.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    Long time = matcher.group(3) == null ? Long.valueOf(0) : timeOfDay(matcher.group(3), 6);
    if (time == null) {
      return null;
    }
    long micros = Long.parseLong(matcher.group(2)) * Temporal.MICROS_PER_DAY + time;
    return matcher.group(1).equals("-") ? -micros : micros;
  }

  private static @Nullable UUID uuid(String text) {
    if (text.length() != 36) {
      return null;
    }
    for (int i = 0; i < 36; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash != (text.charAt(i) == '-') || (!dash && Character.digit(text.charAt(i), 16) < 0)) {
        return null;
      }
    }
    return UUID.fromString(text);
  }

  private static byte @Nullable [] hex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException invalid) {
      return null;
    }
  }
}
