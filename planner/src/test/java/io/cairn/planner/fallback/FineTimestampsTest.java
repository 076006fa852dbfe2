package io.cairn.planner.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FineTimestampsTest {
  private static final long MICROS = 1_000_000;
  private static final long NANOS = 1_000_000_000;

  private static long units(LocalDateTime time, long perSecond) {
    return Math.addExact(
        Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), perSecond),
        time.get(ChronoField.NANO_OF_SECOND) / (NANOS / perSecond));
  }

  private static LocalDateTime time(long units, long perSecond) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(units, perSecond),
        (int) (Math.floorMod(units, perSecond) * (NANOS / perSecond)),
        ZoneOffset.UTC);
  }

  private static LocalDateTime floor(LocalDateTime time, String unit) {
    LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return switch (unit) {
      case "YEAR" -> day.withDayOfYear(1);
      case "QUARTER" -> day.withDayOfMonth(1).withMonth((time.getMonthValue() - 1) / 3 * 3 + 1);
      case "MONTH" -> day.withDayOfMonth(1);
      case "WEEK" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
      case "DAY" -> day;
      case "HOUR" -> time.truncatedTo(ChronoUnit.HOURS);
      case "MINUTE" -> time.truncatedTo(ChronoUnit.MINUTES);
      case "SECOND" -> time.truncatedTo(ChronoUnit.SECONDS);
      default -> time.truncatedTo(ChronoUnit.MILLIS);
    };
  }

  private static LocalDateTime next(LocalDateTime floor, String unit) {
    return switch (unit) {
      case "YEAR" -> floor.plusYears(1);
      case "QUARTER" -> floor.plusMonths(3);
      case "MONTH" -> floor.plusMonths(1);
      case "WEEK" -> floor.plusWeeks(1);
      case "DAY" -> floor.plusDays(1);
      case "HOUR" -> floor.plusHours(1);
      case "MINUTE" -> floor.plusMinutes(1);
      case "SECOND" -> floor.plusSeconds(1);
      default -> floor.plus(1, ChronoUnit.MILLIS);
    };
  }

  @Test
  void everyFunctionAgreesWithJavasCalendar() {
    long seed = Long.getLong("cairn.seed", 42);
    Random random = new Random(seed);
    String[] unitNames = {
      "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND"
    };
    for (int i = 0; i < 20_000; i++) {
      long perSecond = random.nextBoolean() ? MICROS : NANOS;
      long value = (random.nextLong() >> 1) / (NANOS / perSecond);
      LocalDateTime time = time(value, perSecond);
      String unit = unitNames[random.nextInt(unitNames.length)];
      LocalDateTime floor = floor(time, unit);
      assertThat(FineTimestamps.floor(value, perSecond, unit))
          .as("seed %d, %s to %s", seed, time, unit)
          .isEqualTo(units(floor, perSecond));
      assertThat(FineTimestamps.ceil(value, perSecond, unit))
          .as("seed %d, %s to %s", seed, time, unit)
          .isEqualTo(units(floor.equals(time) ? time : next(floor, unit), perSecond));
      int months = random.nextInt(200) - 100;
      assertThat(FineTimestamps.plusMonths(value, months, perSecond))
          .as("seed %d, %s plus %d months", seed, time, months)
          .isEqualTo(units(time.plusMonths(months), perSecond));
      assertThat(FineTimestamps.minusMonths(value, -months, perSecond))
          .isEqualTo(FineTimestamps.plusMonths(value, months, perSecond));
      long millis = random.nextInt();
      long later = FineTimestamps.plusMillis(value, millis, perSecond);
      assertThat(later).isEqualTo(units(time.plus(millis, ChronoUnit.MILLIS), perSecond));
      assertThat(FineTimestamps.millisBetween(later, value, perSecond)).isEqualTo(millis);
      assertThat(FineTimestamps.minusMillis(later, millis, perSecond)).isEqualTo(value);
    }
  }

  @Test
  void aDifferenceBelowAMillisecondIsNoInterval() {
    assertThat(FineTimestamps.wholeMillisBetween(1_999, 0, MICROS)).isEqualTo(1);
    assertThat(FineTimestamps.wholeMillisBetween(0, 1_999, MICROS)).isEqualTo(-1);
    assertThatThrownBy(() -> FineTimestamps.millisBetween(1_999, 0, MICROS))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
  }

  @Test
  void whatDoesNotFitIsOutOfRange() {
    assertThatThrownBy(() -> FineTimestamps.plusMonths(Long.MAX_VALUE - 5, 12, NANOS))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATETIME_OUT_OF_RANGE));
    assertThatThrownBy(() -> FineTimestamps.plusMillis(0, Long.MAX_VALUE, MICROS))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATETIME_OUT_OF_RANGE));
  }
}
