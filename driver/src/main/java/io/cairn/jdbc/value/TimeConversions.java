package io.cairn.jdbc.value;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of Java values to dates and times. Values with a zone count in UTC; values without
 * one have the fields that they show, in whatever zone the virtual machine runs.
 */
final class TimeConversions {
  private static final long MILLIS_PER_SECOND = 1000;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm")
          .optionalStart()
          .appendPattern(":ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** A date, then a time, then an offset; the time and the offset may be absent. */
  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("[ ]['T']")
          .append(TIME)
          .optionalStart()
          .appendPattern("[ ]")
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private TimeConversions() {}

  static LocalDate toDate(Object value, Object place) throws SQLException {
    if (value instanceof LocalDate date) {
      return date;
    }
    if (value instanceof LocalDateTime dateTime) {
      return dateTime.toLocalDate();
    }
    if (value instanceof OffsetDateTime zoned) {
      return utc(zoned).toLocalDate();
    }
    if (value instanceof String text) {
      return toDate(parse(text, "DATE", place), place);
    }
    throw Conversions.noConversion(value, "DATE", place);
  }

  static LocalTime toTime(Object value, Object place) throws SQLException {
    if (value instanceof LocalTime time) {
      return time;
    }
    if (value instanceof LocalDateTime dateTime) {
      return dateTime.toLocalTime();
    }
    if (value instanceof OffsetDateTime zoned) {
      return utc(zoned).toLocalTime();
    }
    if (value instanceof String text) {
      try {
        return LocalTime.parse(text.strip(), TIME);
      } catch (DateTimeParseException e) {
        throw Conversions.wrongText(text, "TIME", place);
      }
    }
    throw Conversions.noConversion(value, "TIME", place);
  }

  static LocalDateTime toDateTime(Object value, Object place) throws SQLException {
    if (value instanceof LocalDateTime dateTime) {
      return dateTime;
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    if (value instanceof OffsetDateTime zoned) {
      return utc(zoned);
    }
    if (value instanceof LocalTime time) {
      return LocalDate.EPOCH.atTime(time);
    }
    if (value instanceof String text) {
      return toDateTime(parse(text, "TIMESTAMP", place), place);
    }
    throw Conversions.noConversion(value, "TIMESTAMP", place);
  }

  static OffsetDateTime toOffsetDateTime(Object value, Object place) throws SQLException {
    if (value instanceof OffsetDateTime zoned) {
      return zoned;
    }
    if (value instanceof String text) {
      Object parsed = parse(text, "TIMESTAMP WITH LOCAL TIME ZONE", place);
      if (parsed instanceof OffsetDateTime zoned) {
        return zoned;
      }
      return toDateTime(parsed, place).atOffset(ZoneOffset.UTC);
    }
    return toDateTime(value, place).atOffset(ZoneOffset.UTC);
  }

  /** The same fields in the calendar's zone, or the virtual machine's if there is none. */
  static Date sqlDate(Object value, @Nullable Calendar zone, Object place) throws SQLException {
    LocalDate date =
        value instanceof OffsetDateTime zoned
            ? fields(zoned, zone).toLocalDate()
            : toDate(value, place);
    return new Date(millis(date, LocalTime.MIDNIGHT, zone));
  }

  /** The same fields on 1970-01-01 in the calendar's zone, or the virtual machine's. */
  static Time sqlTime(Object value, @Nullable Calendar zone, Object place) throws SQLException {
    LocalTime time =
        value instanceof OffsetDateTime zoned
            ? fields(zoned, zone).toLocalTime()
            : toTime(value, place);
    return new Time(millis(LocalDate.EPOCH, time, zone) + time.get(ChronoField.MILLI_OF_SECOND));
  }

  /** The same instant if the value has a zone, else the same fields in the calendar's zone. */
  static Timestamp sqlTimestamp(Object value, @Nullable Calendar zone, Object place)
      throws SQLException {
    if (value instanceof OffsetDateTime zoned) {
      Timestamp timestamp = new Timestamp(Math.multiplyExact(zoned.toEpochSecond(), 1000L));
      timestamp.setNanos(zoned.getNano());
      return timestamp;
    }
    LocalDateTime dateTime = toDateTime(value, place);
    Timestamp timestamp =
        new Timestamp(millis(dateTime.toLocalDate(), dateTime.toLocalTime(), zone));
    timestamp.setNanos(dateTime.get(ChronoField.NANO_OF_SECOND));
    return timestamp;
  }

  /** The fields that a {@code java.util.Date} shows in the calendar's zone. */
  @SuppressWarnings("JavaUtilDate") // JDBC's dates and times are such dates
  static LocalDateTime fields(java.util.Date value, @Nullable Calendar zone) {
    Calendar calendar = calendar(zone);
    calendar.setTimeInMillis(value.getTime());
    int nanos =
        value instanceof Timestamp timestamp
            ? timestamp.getNanos()
            : calendar.get(Calendar.MILLISECOND) * NANOS_PER_MILLI;
    int year = calendar.get(Calendar.YEAR);
    return LocalDateTime.of(
        calendar.get(Calendar.ERA) == GregorianCalendar.BC ? 1 - year : year,
        calendar.get(Calendar.MONTH) + 1,
        calendar.get(Calendar.DAY_OF_MONTH),
        calendar.get(Calendar.HOUR_OF_DAY),
        calendar.get(Calendar.MINUTE),
        calendar.get(Calendar.SECOND),
        nanos);
  }

  /** The instant that a {@code java.util.Date} stands for. */
  @SuppressWarnings("JavaUtilDate") // JDBC's dates and times are such dates
  static OffsetDateTime instant(java.util.Date value) {
    int nanos =
        value instanceof Timestamp timestamp
            ? timestamp.getNanos()
            : (int) Math.floorMod(value.getTime(), MILLIS_PER_SECOND) * NANOS_PER_MILLI;
    return OffsetDateTime.ofInstant(
        java.time.Instant.ofEpochSecond(Math.floorDiv(value.getTime(), MILLIS_PER_SECOND), nanos),
        ZoneOffset.UTC);
  }

  private static LocalDateTime fields(OffsetDateTime value, @Nullable Calendar zone) {
    return value.atZoneSameInstant(calendar(zone).getTimeZone().toZoneId()).toLocalDateTime();
  }

  private static LocalDateTime utc(OffsetDateTime value) {
    return value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  private static long millis(LocalDate date, LocalTime time, @Nullable Calendar zone) {
    Calendar calendar = calendar(zone);
    calendar.clear();
    int year = date.getYear();
    calendar.set(Calendar.ERA, year > 0 ? GregorianCalendar.AD : GregorianCalendar.BC);
    calendar.set(
        year > 0 ? year : 1 - year,
        date.getMonthValue() - 1,
        date.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond());
    return calendar.getTimeInMillis();
  }

  /** A calendar of our own, so that the caller's stays as it is. */
  private static Calendar calendar(@Nullable Calendar zone) {
    return zone == null ? new GregorianCalendar(Locale.ROOT) : (Calendar) zone.clone();
  }

  private static Object parse(String text, String target, Object place) throws SQLException {
    try {
      TemporalAccessor parsed = DATE_TIME.parse(text.strip());
      LocalDate date = LocalDate.from(parsed);
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneOffset offset = parsed.query(TemporalQueries.offset());
      if (time == null) {
        return date;
      }
      return offset == null ? date.atTime(time) : date.atTime(time).atOffset(offset);
    } catch (DateTimeException e) {
      throw SqlErrors.create(
          SqlState.INVALID_TEXT,
          "'"
              + text
              + "' in "
              + place
              + " is no text of a value of type "
              + target
              + ", as 2020-01-31 12:00:00.25",
          e);
    }
  }
}
