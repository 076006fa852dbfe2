package io.cairn.planner.fallback;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.value.Temporal;
import java.time.LocalDate;
import org.apache.calcite.linq4j.function.Strict;

/**
 * Functions of timestamps with more than three digits after the second, which Calcite's own code
 * would cut to milliseconds. Public because generated code stands in no package.
 *
 * <p>A timestamp is a count of units since 1970, {@code perSecond} of them in a second. An interval
 * is in months or in milliseconds. A result that does not fit is {@code 22008}.
 */
@Strict
public final class FineTimestamps {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long SECONDS_PER_HOUR = 3_600;
  private static final long SECONDS_PER_MINUTE = 60;
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final int DAYS_PER_WEEK = 7;
  // 1970-01-01 was a Thursday; weeks start on Sunday.
  private static final int EPOCH_WEEKDAY = 4;

  private FineTimestamps() {}

  /** The start of the unit of time that holds the timestamp. */
  public static long floor(long value, long perSecond, String unit) {
    return switch (unit) {
      case "YEAR", "QUARTER", "MONTH", "WEEK", "DAY" ->
          atStartOfDay(firstDay(day(value, perSecond), unit), perSecond);
      default -> {
        long width = width(unit, perSecond);
        yield value - Math.floorMod(value, width);
      }
    };
  }

  /** The timestamp itself if a unit of time starts there, else the start of the next one. */
  public static long ceil(long value, long perSecond, String unit) {
    long floor = floor(value, perSecond, unit);
    if (floor == value) {
      return value;
    }
    LocalDate first = LocalDate.ofEpochDay(day(floor, perSecond));
    return switch (unit) {
      case "YEAR" -> atStartOfDay(first.plusYears(1).toEpochDay(), perSecond);
      case "QUARTER" -> atStartOfDay(first.plusMonths(3).toEpochDay(), perSecond);
      case "MONTH" -> atStartOfDay(first.plusMonths(1).toEpochDay(), perSecond);
      case "WEEK" -> atStartOfDay(first.plusWeeks(1).toEpochDay(), perSecond);
      case "DAY" -> atStartOfDay(first.plusDays(1).toEpochDay(), perSecond);
      default -> add(floor, width(unit, perSecond));
    };
  }

  private static long day(long value, long perSecond) {
    return Math.floorDiv(value, SECONDS_PER_DAY * perSecond);
  }

  private static long firstDay(long day, String unit) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return switch (unit) {
      case "YEAR" -> date.withDayOfYear(1).toEpochDay();
      case "QUARTER" ->
          date.withDayOfMonth(1).minusMonths((date.getMonthValue() - 1) % 3).toEpochDay();
      case "MONTH" -> date.withDayOfMonth(1).toEpochDay();
      case "WEEK" -> day - Math.floorMod(day + EPOCH_WEEKDAY, DAYS_PER_WEEK);
      default -> day;
    };
  }

  private static long width(String unit, long perSecond) {
    return switch (unit) {
      case "HOUR" -> SECONDS_PER_HOUR * perSecond;
      case "MINUTE" -> SECONDS_PER_MINUTE * perSecond;
      case "SECOND" -> perSecond;
      case "MILLISECOND" -> perSecond / MILLIS_PER_SECOND;
      default -> throw new IllegalArgumentException("Unit of time " + unit + " is not supported");
    };
  }

  /** Whether {@link #floor} and {@link #ceil} know the unit of time. */
  static boolean knows(String unit) {
    return switch (unit) {
      case "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND" ->
          true;
      default -> false;
    };
  }

  /** So many months later; a day that the month does not have is its last. */
  public static long plusMonths(long value, int months, long perSecond) {
    long day = day(value, perSecond);
    long later = LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay();
    return add(atStartOfDay(later, perSecond), Math.floorMod(value, SECONDS_PER_DAY * perSecond));
  }

  public static long plusMillis(long value, long millis, long perSecond) {
    try {
      return add(value, Math.multiplyExact(millis, perSecond / MILLIS_PER_SECOND));
    } catch (ArithmeticException e) {
      throw outOfRange(e);
    }
  }

  public static long minusMonths(long value, int months, long perSecond) {
    return plusMonths(value, Math.negateExact(months), perSecond);
  }

  public static long minusMillis(long value, long millis, long perSecond) {
    return plusMillis(value, Math.negateExact(millis), perSecond);
  }

  /** The milliseconds from the second to the first; what is below a millisecond is cut off. */
  public static long wholeMillisBetween(long value, long subtracted, long perSecond) {
    try {
      return Math.subtractExact(value, subtracted) / (perSecond / MILLIS_PER_SECOND);
    } catch (ArithmeticException e) {
      throw outOfRange(e);
    }
  }

  /**
   * The milliseconds from the second to the first.
   *
   * @throws QueryException 0A000 if there is a part of a millisecond
   */
  public static long millisBetween(long value, long subtracted, long perSecond) {
    long millis = wholeMillisBetween(value, subtracted, perSecond);
    if (millis * (perSecond / MILLIS_PER_SECOND) != value - subtracted) {
      throw new QueryException(
          ErrorCode.NOT_SUPPORTED,
          "The difference of these timestamps is finer than the milliseconds of an interval; cast"
              + " them to TIMESTAMP(3) first, or use TIMESTAMPDIFF");
    }
    return millis;
  }

  /**
   * The same point in time with other digits after the second: rounds half up if they are fewer. Up
   * to three digits count milliseconds, up to six microseconds, more nanoseconds.
   */
  public static long withPrecision(long value, int precision, int newPrecision) {
    long lane = Temporal.unitsPerSecond(newPrecision);
    long own = unitsPerSecond(precision);
    long target = unitsPerSecond(newPrecision);
    try {
      // Rounding in the finer unit first, so that no digit is rounded twice.
      long rounded = own > lane ? Temporal.round(value, own, newPrecision) : value;
      long units = Temporal.round(Temporal.convert(rounded, own, lane), lane, newPrecision);
      return units / (lane / target);
    } catch (ArithmeticException e) {
      throw outOfRange(e);
    }
  }

  /** How many units of generated code are in a second, for so many digits after the second. */
  static long unitsPerSecond(int precision) {
    return precision <= ValueConversion.MAX_FRACTION
        ? MILLIS_PER_SECOND
        : Temporal.unitsPerSecond(precision);
  }

  /** Midnight of a day counted from 1970. */
  public static long ofDate(int day, long perSecond) {
    return atStartOfDay(day, perSecond);
  }

  /** The day that holds the timestamp, counted from 1970. */
  public static int toDate(long value, long perSecond) {
    return Math.toIntExact(day(value, perSecond));
  }

  private static long atStartOfDay(long day, long perSecond) {
    try {
      return Math.multiplyExact(day, SECONDS_PER_DAY * perSecond);
    } catch (ArithmeticException e) {
      throw outOfRange(e);
    }
  }

  private static long add(long value, long more) {
    try {
      return Math.addExact(value, more);
    } catch (ArithmeticException e) {
      throw outOfRange(e);
    }
  }

  private static QueryException outOfRange(ArithmeticException cause) {
    return new QueryException(
        ErrorCode.DATETIME_OUT_OF_RANGE,
        "The resulting timestamp is out of range; with more than six digits after the second the"
            + " years 1677 to 2262 can be held",
        cause);
  }
}
