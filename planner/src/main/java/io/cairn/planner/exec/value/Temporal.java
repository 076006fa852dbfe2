package io.cairn.planner.exec.value;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.type.ColumnType;

/**
 * Days, times and timestamps as numbers: proleptic Gregorian, days since 1970-01-01, time in
 * microseconds (precision 0 to 6) or nanoseconds (7 to 9).
 */
public final class Temporal {
  public static final long MICROS_PER_SECOND = 1_000_000L;
  public static final long NANOS_PER_SECOND = 1_000_000_000L;
  public static final long SECONDS_PER_DAY = 86_400L;
  public static final long MICROS_PER_DAY = SECONDS_PER_DAY * MICROS_PER_SECOND;

  /** First day of year -9999 and last of 9999: what dates may be. */
  public static final long MIN_DAY = -4_371_953L;

  public static final long MAX_DAY = 2_932_896L;

  private Temporal() {}

  /** Units in a second of a time, timestamp or interval of this precision. */
  public static long unitsPerSecond(int precision) {
    return precision <= 6 ? MICROS_PER_SECOND : NANOS_PER_SECOND;
  }

  /** Units in a second of a Time, Timestamp or Interval. */
  public static long unitsPerSecond(ColumnType type) {
    if (type instanceof ColumnType.Time time) {
      return unitsPerSecond(time.precision());
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      return unitsPerSecond(timestamp.precision());
    }
    return MICROS_PER_SECOND;
  }

  /** Decimal digits of a second that a Time or Timestamp keeps. */
  public static int precision(ColumnType type) {
    if (type instanceof ColumnType.Time time) {
      return time.precision();
    }
    return type instanceof ColumnType.Timestamp timestamp ? timestamp.precision() : 0;
  }

  /** Days since 1970-01-01 of a date that exists. */
  public static long day(long year, int month, int dayOfMonth) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dayOfMonth - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  /** {@code year * 10,000 + month * 100 + day}, negative years with the month still positive. */
  public static long civil(long day) {
    long z = day + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    long dayOfEra = z - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shifted = (5 * dayOfYear + 2) / 153;
    long dayOfMonth = dayOfYear - (153 * shifted + 2) / 5 + 1;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return year * 10_000 + month * 100 + dayOfMonth;
  }

  public static long yearOf(long civil) {
    return Math.floorDiv(civil, 10_000L);
  }

  public static int monthOf(long civil) {
    return (int) (Math.floorMod(civil, 10_000L) / 100);
  }

  public static int dayOf(long civil) {
    return (int) (Math.floorMod(civil, 10_000L) % 100);
  }

  public static int daysInMonth(long year, int month) {
    return switch (month) {
      case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** The day this many months later, on the month's last day if it is too short. */
  public static long addMonths(long day, long months) {
    long civil = civil(day);
    long count = Math.addExact(yearOf(civil) * 12 + monthOf(civil) - 1, months);
    long year = Math.floorDiv(count, 12L);
    int month = (int) Math.floorMod(count, 12L) + 1;
    if (year < -9999 || year > 9999) {
      throw outOfRange("The year " + year);
    }
    return day(year, month, Math.min(dayOf(civil), daysInMonth(year, month)));
  }

  /** Rounds a count of units half up (later) to fewer digits of a second. */
  public static long round(long value, long unitsPerSecond, int digits) {
    long step = unitsPerSecond / io.cairn.planner.exec.kernel.Int128.longPowerOfTen(digits);
    if (step <= 1) {
      return value;
    }
    long floor = Math.floorDiv(value, step);
    long rest = value - floor * step;
    return Math.multiplyExact(rest * 2 >= step ? floor + 1 : floor, step);
  }

  /** From one unit to another; half up where digits are lost. */
  public static long convert(long value, long fromUnits, long toUnits) {
    if (fromUnits == toUnits) {
      return value;
    }
    if (fromUnits < toUnits) {
      long factor = toUnits / fromUnits;
      long high = Math.multiplyHigh(value, factor);
      long low = value * factor;
      if (high != low >> 63) {
        throw outsideNanoseconds();
      }
      return low;
    }
    long factor = fromUnits / toUnits;
    long floor = Math.floorDiv(value, factor);
    return (value - floor * factor) * 2 >= factor ? floor + 1 : floor;
  }

  /**
   * A point in time in units, of seconds and a part of the next one.
   *
   * @param fraction 0 to {@code unitsPerSecond - 1}
   */
  public static long sum(long seconds, long fraction, long unitsPerSecond) {
    // Before 1970 counted down from the second above: the one below may lie out of range alone.
    boolean down = seconds < 0 && fraction > 0;
    long whole = convert(down ? seconds + 1 : seconds, 1, unitsPerSecond);
    long part = down ? fraction - unitsPerSecond : fraction;
    long sum = whole + part;
    if (((whole ^ sum) & (part ^ sum)) < 0) {
      throw outsideNanoseconds();
    }
    return sum;
  }

  private static QueryException outsideNanoseconds() {
    return new QueryException(
        ErrorCode.DATETIME_OUT_OF_RANGE,
        "A timestamp lies outside 1677-09-21 to 2262-04-11, the range of TIMESTAMP(7) to"
            + " TIMESTAMP(9); use TIMESTAMP(6)");
  }

  public static QueryException outOfRange(String what) {
    return new QueryException(
        ErrorCode.DATETIME_OUT_OF_RANGE, what + " lies outside -9999 to 9999");
  }
}
