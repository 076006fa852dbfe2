package io.cairn.jdbc.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterValuesTest {
  private static final ColumnType TIMESTAMP = new ColumnType.Timestamp(6, false);
  private static final ColumnType NANOS = new ColumnType.Timestamp(9, false);
  private static final ColumnType ZONED = new ColumnType.Timestamp(6, true);
  private static final ColumnType TIME = new ColumnType.Time(6);
  private static final ColumnType MONEY = new ColumnType.Decimal(9, 2);
  private static final UUID ID = new UUID(1, 2);

  private static @Nullable Object box(ColumnType type, @Nullable Object value) throws SQLException {
    return ParameterValues.box(type, value, null, "parameter 1");
  }

  static Stream<Arguments> conversions() {
    return Stream.of(
        Arguments.of(ColumnType.INT32, 5, 5L),
        Arguments.of(ColumnType.INT8, (byte) -128, -128L),
        Arguments.of(ColumnType.INT16, "32767", 32767L),
        Arguments.of(ColumnType.INT32, 2.5, 3L),
        Arguments.of(ColumnType.INT32, new BigDecimal("-2.5"), -3L),
        Arguments.of(ColumnType.INT32, true, 1L),
        Arguments.of(ColumnType.INT64, Long.MIN_VALUE, Long.MIN_VALUE),
        Arguments.of(ColumnType.UINT8, 255, 255L),
        Arguments.of(ColumnType.UINT32, 4294967295L, 4294967295L),
        Arguments.of(ColumnType.UINT64, 7, BigInteger.valueOf(7)),
        Arguments.of(
            ColumnType.UINT64,
            "18446744073709551615",
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
        Arguments.of(ColumnType.FLOAT64, 5, 5.0),
        Arguments.of(ColumnType.FLOAT64, "1e-3", 0.001),
        Arguments.of(ColumnType.FLOAT64, "NaN", Double.NaN),
        Arguments.of(ColumnType.FLOAT64, "-Infinity", Double.NEGATIVE_INFINITY),
        Arguments.of(ColumnType.FLOAT32, 0.1, (double) 0.1f),
        Arguments.of(MONEY, 1, new BigDecimal("1.00")),
        Arguments.of(MONEY, "1.005", new BigDecimal("1.01")),
        Arguments.of(MONEY, 0.1f, new BigDecimal("0.10")),
        Arguments.of(ColumnType.BOOLEAN, "t", true),
        Arguments.of(ColumnType.BOOLEAN, 0, false),
        Arguments.of(ColumnType.VARCHAR, "x", "x"),
        Arguments.of(ColumnType.VARCHAR, 'x', "x"),
        Arguments.of(ColumnType.VARCHAR, 5, "5"),
        Arguments.of(ColumnType.VARCHAR, 1.5, "1.5"),
        Arguments.of(ColumnType.VARCHAR, 0.1f, "0.1"),
        Arguments.of(ColumnType.VARCHAR, new BigDecimal("1E+3"), "1000"),
        Arguments.of(ColumnType.VARCHAR, false, "false"),
        Arguments.of(ColumnType.VARCHAR, LocalDate.of(2020, 1, 31), "2020-01-31"),
        Arguments.of(ColumnType.VARCHAR, LocalTime.of(1, 2, 3), "01:02:03"),
        Arguments.of(
            ColumnType.VARCHAR,
            Timestamp.valueOf("2020-01-31 01:02:03.5"),
            "2020-01-31 01:02:03.5"),
        Arguments.of(ColumnType.VARCHAR, ID, ID.toString()),
        Arguments.of(ColumnType.VARCHAR, new byte[] {1, -1}, "01ff"),
        Arguments.of(ColumnType.VARCHAR, new StringReader("long"), "long"),
        Arguments.of(ColumnType.VARCHAR, new CairnClob("clob"), "clob"),
        Arguments.of(ColumnType.DATE, Date.valueOf("2020-01-31"), 18292L),
        Arguments.of(ColumnType.DATE, "2020-01-31", 18292L),
        Arguments.of(ColumnType.DATE, LocalDateTime.of(2020, 1, 31, 5, 0), 18292L),
        Arguments.of(
            ColumnType.DATE, Date.valueOf("1500-02-28"), LocalDate.of(1500, 2, 28).toEpochDay()),
        Arguments.of(TIME, Time.valueOf("10:20:30"), 37_230_000_000L),
        Arguments.of(TIME, LocalTime.of(0, 0, 0, 1999), 1L),
        Arguments.of(new ColumnType.Time(9), LocalTime.of(0, 0, 0, 1999), 1999L),
        Arguments.of(TIMESTAMP, Timestamp.valueOf("1970-01-01 00:00:00.25"), 250_000L),
        Arguments.of(TIMESTAMP, LocalDateTime.of(1969, 12, 31, 23, 59, 59), -1_000_000L),
        Arguments.of(TIMESTAMP, "1970-01-02", 86_400_000_000L),
        Arguments.of(TIMESTAMP, "1970-01-01T00:00:01", 1_000_000L),
        Arguments.of(NANOS, LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999), -1L),
        Arguments.of(NANOS, LocalDateTime.parse("1677-09-21T00:12:43.145224192"), Long.MIN_VALUE),
        Arguments.of(ZONED, Instant.EPOCH, 0L),
        Arguments.of(ZONED, OffsetDateTime.parse("1970-01-01T01:00:00+01:00"), 0L),
        Arguments.of(ZONED, ZonedDateTime.of(1970, 1, 1, 9, 0, 0, 0, ZoneId.of("Asia/Tokyo")), 0L),
        Arguments.of(ZONED, new Timestamp(1500), 1_500_000L),
        Arguments.of(ZONED, "1970-01-01 01:00:00+01:00", 0L),
        Arguments.of(new ColumnType.Uuid(), ID.toString(), ID),
        Arguments.of(new ColumnType.Interval(true), Period.of(1, 2, 0), 14L),
        Arguments.of(new ColumnType.Interval(false), Duration.ofMillis(-1), -1000L),
        Arguments.of(new ColumnType.Null(), 5, 5L),
        Arguments.of(new ColumnType.Null(), LocalDate.EPOCH, 0L));
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void convertsToTheTypeOfTheParameter(ColumnType type, Object value, Object boxed)
      throws SQLException {
    assertThat(box(type, value)).isEqualTo(boxed);
    assertThat(box(type, null)).isNull();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(ColumnType.INT8, 128, "22003"),
        Arguments.of(ColumnType.INT16, -32769, "22003"),
        Arguments.of(ColumnType.INT32, 1L << 31, "22003"),
        Arguments.of(ColumnType.INT32, 1e10, "22003"),
        Arguments.of(ColumnType.INT32, Double.NaN, "22003"),
        Arguments.of(ColumnType.INT64, BigInteger.ONE.shiftLeft(63), "22003"),
        Arguments.of(ColumnType.INT64, "1e500", "22003"),
        Arguments.of(ColumnType.INT64, "1e2000000000", "22003"),
        Arguments.of(ColumnType.UINT8, -1, "22003"),
        Arguments.of(ColumnType.UINT64, BigInteger.ONE.shiftLeft(64), "22003"),
        Arguments.of(ColumnType.FLOAT32, 1e300, "22003"),
        Arguments.of(ColumnType.FLOAT64, "1e999", "22003"),
        Arguments.of(MONEY, "10000000", "22003"),
        Arguments.of(ColumnType.INT32, "abc", "22P02"),
        Arguments.of(ColumnType.INT32, "", "22P02"),
        Arguments.of(ColumnType.FLOAT64, "0x1p3", "22P02"),
        Arguments.of(ColumnType.FLOAT64, "1d", "22P02"),
        Arguments.of(ColumnType.BOOLEAN, "maybe", "22P02"),
        Arguments.of(ColumnType.DATE, "2020-02-30", "22P02"),
        Arguments.of(TIMESTAMP, "soon", "22P02"),
        Arguments.of(TIME, "25:00:00", "22P02"),
        Arguments.of(new ColumnType.Uuid(), "1-2", "22P02"),
        Arguments.of(ColumnType.INT32, LocalDate.EPOCH, "22018"),
        Arguments.of(ColumnType.DATE, 5, "22018"),
        Arguments.of(ColumnType.BOOLEAN, LocalTime.NOON, "22018"),
        Arguments.of(ColumnType.VARBINARY, 5, "22018"),
        Arguments.of(ColumnType.VARCHAR, List.of("a"), "22018"),
        Arguments.of(new ColumnType.Array(ColumnType.INT32), 5, "22018"),
        Arguments.of(NANOS, LocalDateTime.of(1600, 1, 1, 0, 0), "22008"),
        Arguments.of(NANOS, LocalDateTime.of(2263, 1, 1, 0, 0), "22008"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(ColumnType type, Object value, String state) {
    SQLException error = catchThrowableOfType(SQLException.class, () -> box(type, value));
    assertThat((Throwable) error).isNotNull().hasMessageContaining("parameter 1");
    assertThat(error.getSQLState()).isEqualTo(state);
  }

  @Test
  void keepsTheFieldsThatACalendarShows() throws SQLException {
    Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
    Timestamp instant = Timestamp.from(Instant.parse("2020-01-31T15:00:00Z"));
    assertThat(ParameterValues.box(TIMESTAMP, instant, tokyo, "p"))
        .isEqualTo(
            LocalDateTime.of(2020, 2, 1, 0, 0).toEpochSecond(java.time.ZoneOffset.UTC) * 1_000_000);
    assertThat(ParameterValues.box(ColumnType.DATE, instant, tokyo, "p"))
        .isEqualTo(LocalDate.of(2020, 2, 1).toEpochDay());
  }

  @Test
  void takesBytesFromEverywhere() throws SQLException {
    byte[] bytes = {1, 2, 3};
    assertThat(box(ColumnType.VARBINARY, bytes)).isEqualTo(bytes);
    assertThat(box(ColumnType.VARBINARY, new ByteArrayInputStream(bytes))).isEqualTo(bytes);
    assertThat(box(ColumnType.VARBINARY, new CairnBlob(bytes))).isEqualTo(bytes);
    assertThat(box(ColumnType.VARBINARY, "ä")).isEqualTo("ä".getBytes(StandardCharsets.UTF_8));
    assertThat((byte[]) box(ColumnType.VARBINARY, ID)).hasSize(16);
  }

  @Test
  void boxesNestedValues() throws SQLException {
    ColumnType days = new ColumnType.Array(ColumnType.DATE);
    Object[] given = {LocalDate.EPOCH, null, "1970-01-03"};
    assertThat(box(days, given)).isEqualTo(Arrays.asList(0L, null, 2L));
    assertThat(box(days, CairnArray.of("DATE", given))).isEqualTo(Arrays.asList(0L, null, 2L));
    assertThat(box(days, CairnArray.of("VARCHAR", new Object[] {"1970-01-02"})))
        .isEqualTo(List.of(1L));
    ColumnType row =
        new ColumnType.Row(
            List.of(
                Column.of("a", ColumnType.INT32, true), Column.of("b", ColumnType.VARCHAR, true)));
    assertThat((Object[]) box(row, new CairnStruct("ROW", new Object[] {1, 2})))
        .containsExactly(1L, "2");
    ColumnType map = new ColumnType.Mapping(ColumnType.VARCHAR, ColumnType.INT32);
    assertThat(box(map, Map.of("k", 1))).isEqualTo(Map.of("k", 1L));
  }

  @Test
  void knowsTheTypeNamesOfSql() throws SQLException {
    assertThat(CairnArray.of("decimal(10, 2)", new Object[] {1}).getArray())
        .isEqualTo(new Object[] {new BigDecimal("1.00")});
    assertThat(
            CairnArray.of("TIMESTAMP(9) WITH TIME ZONE", new Object[] {Instant.EPOCH}).getArray())
        .isEqualTo(new Object[] {OffsetDateTime.parse("1970-01-01T00:00:00Z")});
    assertThat(CairnArray.of("integer unsigned", new Object[] {1L}).getBaseTypeName())
        .isEqualTo("UINT32");
    SQLException error =
        catchThrowableOfType(SQLException.class, () -> CairnArray.of("GEOMETRY", new Object[0]));
    assertThat(error.getSQLState()).isEqualTo("0A000");
  }
}
