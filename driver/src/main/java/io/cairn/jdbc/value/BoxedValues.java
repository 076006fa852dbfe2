package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Boxed values, in the form of {@link io.cairn.planner.exec.expression.Expression}, as Java sees
 * them: dates and times as {@code java.time} objects, intervals as {@code Period} and {@code
 * Duration}, narrow floating-point numbers as {@code Float}, all else as it is.
 */
final class BoxedValues {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int MAX_MICRO_PRECISION = 6;

  private BoxedValues() {}

  /** The Java value of a boxed value. */
  static Object toJava(ColumnType type, Object boxed) {
    if (type instanceof ColumnType.FloatingPoint floating && floating.bits() < Double.SIZE) {
      return ((Number) boxed).floatValue();
    }
    if (type instanceof ColumnType.Date) {
      return LocalDate.ofEpochDay((Long) boxed);
    }
    if (type instanceof ColumnType.Time time) {
      long lane = (Long) boxed;
      return LocalTime.ofNanoOfDay(time.precision() <= MAX_MICRO_PRECISION ? lane * 1000 : lane);
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      LocalDateTime dateTime = dateTime((Long) boxed, timestamp.precision());
      return timestamp.zoned() ? dateTime.atOffset(ZoneOffset.UTC) : dateTime;
    }
    if (type instanceof ColumnType.Interval interval) {
      long lane = (Long) boxed;
      return interval.months()
          ? Period.ofMonths(Math.toIntExact(lane)).normalized()
          : Duration.of(lane, ChronoUnit.MICROS);
    }
    if (type instanceof ColumnType.Decimal decimal && boxed instanceof BigInteger unscaled) {
      return new BigDecimal(unscaled, decimal.scale());
    }
    return boxed;
  }

  /** A point in time as the lane of its type counts it. */
  static long lane(LocalDateTime value, int precision) {
    return lane(value.atOffset(ZoneOffset.UTC), precision);
  }

  /** A point in time as the lane of its type counts it. */
  static long lane(OffsetDateTime value, int precision) {
    return lane(value.toEpochSecond(), value.getNano(), precision);
  }

  /** A time of day as the lane of its type counts it. */
  static long lane(LocalTime value, int precision) {
    long nanos = value.toNanoOfDay();
    return precision <= MAX_MICRO_PRECISION ? nanos / 1000 : nanos;
  }

  private static long lane(long seconds, int nanos, int precision) {
    return precision <= MAX_MICRO_PRECISION
        ? Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), nanos / 1000)
        : nanoLane(seconds, nanos);
  }

  /** Written so that the smallest lane does not overflow on the way. */
  private static long nanoLane(long seconds, int nanos) {
    return seconds < 0
        ? Math.addExact(Math.multiplyExact(seconds + 1, NANOS_PER_SECOND), nanos - NANOS_PER_SECOND)
        : Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), nanos);
  }

  private static LocalDateTime dateTime(long lane, int precision) {
    boolean micros = precision <= MAX_MICRO_PRECISION;
    long unit = micros ? MICROS_PER_SECOND : NANOS_PER_SECOND;
    long fraction = Math.floorMod(lane, unit);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(lane, unit), (int) (micros ? fraction * 1000 : fraction), ZoneOffset.UTC);
  }
}
