package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CastTest {
  private static final ColumnType MICROS = new ColumnType.Timestamp(6, false);
  private static final ColumnType NANOS = new ColumnType.Timestamp(9, false);
  private static final ColumnType ZONED = new ColumnType.Timestamp(6, true);
  private static final ColumnType TIME = new ColumnType.Time(6);
  private static final ColumnType DECIMAL = new ColumnType.Decimal(10, 2);
  private static final ColumnType UUID_TYPE = new ColumnType.Uuid();

  private static @Nullable Object cast(@Nullable Object value, ColumnType from, ColumnType to) {
    return Plans.evaluate(Plans.call(Operator.CAST, to, Plans.literal(value, from)));
  }

  private static @Nullable Object parse(String text, ColumnType to) {
    return cast(text, ColumnType.VARCHAR, to);
  }

  private static @Nullable Object text(@Nullable Object value, ColumnType from) {
    return cast(value, from, ColumnType.VARCHAR);
  }

  private static void fails(
      @Nullable Object value, ColumnType from, ColumnType to, ErrorCode code, String part) {
    assertThatThrownBy(() -> cast(value, from, to))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining(part)
        .satisfies(error -> assertThat(((QueryException) error).code()).isEqualTo(code));
  }

  @Test
  void roundsHalfAwayFromZero() {
    assertThat(cast(3.7, ColumnType.FLOAT64, ColumnType.INT32)).isEqualTo(4L);
    assertThat(cast(-3.5, ColumnType.FLOAT64, ColumnType.INT32)).isEqualTo(-4L);
    assertThat(cast(2.5, ColumnType.FLOAT64, ColumnType.INT64)).isEqualTo(3L);
    assertThat(cast(0.49999999999999994, ColumnType.FLOAT64, ColumnType.INT64)).isEqualTo(0L);
    assertThat(cast(new BigDecimal("-0.50"), DECIMAL, ColumnType.INT16)).isEqualTo(-1L);
    assertThat(cast(1.005, ColumnType.FLOAT64, DECIMAL)).isEqualTo(new BigDecimal("1.01"));
  }

  @Test
  void refusesNumbersThatDoNotFit() {
    ErrorCode range = ErrorCode.NUMERIC_OUT_OF_RANGE;
    fails(1e10, ColumnType.FLOAT64, ColumnType.INT32, range, "1.0E10");
    fails(Double.NaN, ColumnType.FLOAT64, ColumnType.INT64, range, "NaN");
    fails(0x1p63, ColumnType.FLOAT64, ColumnType.INT64, range, "BIGINT");
    fails(-1L, ColumnType.INT32, ColumnType.UINT32, range, "-1");
    fails(40_000L, ColumnType.INT32, ColumnType.INT16, range, "SMALLINT");
    fails(new BigDecimal("12345678.90"), DECIMAL, new ColumnType.Decimal(4, 2), range, "12345678");
    fails(1e300, ColumnType.FLOAT64, ColumnType.FLOAT32, range, "REAL");
    fails("99999999999", ColumnType.VARCHAR, ColumnType.INT32, range, "99999999999");
    fails("1e999999999", ColumnType.VARCHAR, DECIMAL, range, "1e999999999");
    BigInteger large = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    fails(large, ColumnType.UINT64, ColumnType.INT64, range, "18446744073709551615");
    assertThat(cast(large, ColumnType.UINT64, new ColumnType.Decimal(20, 0)))
        .isEqualTo(new BigDecimal(large));
    assertThat(cast(large, ColumnType.UINT64, ColumnType.FLOAT64)).isEqualTo(0x1p64);
  }

  @Test
  void readsNumbersFromText() {
    assertThat(parse(" 42 ", ColumnType.INT32)).isEqualTo(42L);
    assertThat(parse("18446744073709551615", ColumnType.UINT64))
        .isEqualTo(new BigInteger("18446744073709551615"));
    assertThat(parse("1e3", DECIMAL)).isEqualTo(new BigDecimal("1000.00"));
    assertThat(parse("1e-999999999", DECIMAL)).isEqualTo(new BigDecimal("0.00"));
    assertThat(parse("NaN", ColumnType.FLOAT64)).isEqualTo(Double.NaN);
    assertThat(parse("-inf", ColumnType.FLOAT64)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(parse("Infinity", ColumnType.FLOAT64)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(parse("0.1", ColumnType.FLOAT32)).isEqualTo((double) 0.1f);
    for (String wrong : new String[] {"", "3.7", "abc", "1 2", "0x10", "--1"}) {
      fails(wrong, ColumnType.VARCHAR, ColumnType.INT32, ErrorCode.INVALID_TEXT, "'" + wrong + "'");
    }
    for (String wrong : new String[] {"", "1.5d", "0x1p3", "e5", "."}) {
      fails(wrong, ColumnType.VARCHAR, ColumnType.FLOAT64, ErrorCode.INVALID_TEXT, "DOUBLE");
    }
  }

  @Test
  void readsEverythingElseFromText() {
    assertThat(parse("TRUE", ColumnType.BOOLEAN)).isEqualTo(true);
    assertThat(parse("off", ColumnType.BOOLEAN)).isEqualTo(false);
    assertThat(parse("1970-01-02", ColumnType.DATE)).isEqualTo(1L);
    assertThat(parse("2000-02-29", ColumnType.DATE)).isEqualTo(11_016L);
    assertThat(parse("01:02:03.5", TIME)).isEqualTo(3_723_500_000L);
    assertThat(parse("1970-01-01 00:00:01.25", MICROS)).isEqualTo(1_250_000L);
    assertThat(parse("1970-01-01T00:00:00.000000001", NANOS)).isEqualTo(1L);
    assertThat(parse("1970-01-01 02:00:00+02:00", ZONED)).isEqualTo(0L);
    assertThat(parse("123e4567-e89b-12d3-a456-426614174000", UUID_TYPE))
        .isEqualTo(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
    assertThat(parse("00ff", ColumnType.VARBINARY)).isEqualTo(new byte[] {0, -1});
    fails("maybe", ColumnType.VARCHAR, ColumnType.BOOLEAN, ErrorCode.INVALID_TEXT, "maybe");
    fails("2001-02-29", ColumnType.VARCHAR, ColumnType.DATE, ErrorCode.INVALID_TEXT, "2001-02-29");
    fails("25:00:00", ColumnType.VARCHAR, TIME, ErrorCode.INVALID_TEXT, "25:00:00");
    fails("2020-01-01 10:00+01:00", ColumnType.VARCHAR, MICROS, ErrorCode.INVALID_TEXT, "+01:00");
    fails("123", ColumnType.VARCHAR, UUID_TYPE, ErrorCode.INVALID_TEXT, "123");
    fails("3000-01-01", ColumnType.VARCHAR, NANOS, ErrorCode.DATETIME_OUT_OF_RANGE, "2262");
  }

  @Test
  void readsTimesUpToTheEndsOfTheirRange() {
    assertThat(parse("2262-04-11 23:47:16.854775807", NANOS)).isEqualTo(Long.MAX_VALUE);
    assertThat(parse("1677-09-21 00:12:43.145224192", NANOS)).isEqualTo(Long.MIN_VALUE);
    assertThat(parse("1969-12-31 23:59:59.999999999", NANOS)).isEqualTo(-1L);
    assertThat(parse("23:59:59.9999994", TIME)).isEqualTo(86_399_999_999L);
    assertThat(parse("9999-12-31 23:59:59.999999", MICROS)).isEqualTo(253_402_300_799_999_999L);
    ErrorCode code = ErrorCode.DATETIME_OUT_OF_RANGE;
    ColumnType text = ColumnType.VARCHAR;
    fails("2262-04-11 23:47:16.854775808", text, NANOS, code, "2262");
    fails("1677-09-21 00:12:43.145224191", text, NANOS, code, "1677");
    fails("23:59:59.9999995", text, TIME, code, "23:59:59.9999995");
    fails("9999-12-31 23:59:59.9999995", text, MICROS, code, "9999");
    fails("10000-01-01", text, ColumnType.DATE, code, "The year 10000");
  }

  @Test
  void writesTextAsTheContractSays() {
    assertThat(text(1.5, ColumnType.FLOAT64)).isEqualTo("1.5");
    assertThat(text(1e10, ColumnType.FLOAT64)).isEqualTo("1.0E10");
    assertThat(text(Double.parseDouble("2e23"), ColumnType.FLOAT64)).isEqualTo("2.0E23");
    assertThat(text(0x1p-44, ColumnType.FLOAT64)).isEqualTo("5.684341886080802E-14");
    assertThat(text(Double.NaN, ColumnType.FLOAT64)).isEqualTo("NaN");
    assertThat(text(Double.NEGATIVE_INFINITY, ColumnType.FLOAT64)).isEqualTo("-Infinity");
    assertThat(text((double) 0.1f, ColumnType.FLOAT32)).isEqualTo("0.1");
    assertThat(text(true, ColumnType.BOOLEAN)).isEqualTo("true");
    assertThat(text(new BigDecimal("-0.05"), DECIMAL)).isEqualTo("-0.05");
    assertThat(text(new BigDecimal("12.30"), new ColumnType.Decimal(38, 2))).isEqualTo("12.30");
    assertThat(text(1_577_836_800_250_000L, MICROS)).isEqualTo("2020-01-01 00:00:00.25");
    assertThat(text(1_577_836_800_000_000L, ZONED)).isEqualTo("2020-01-01 00:00:00+00:00");
    assertThat(text(-1L, NANOS)).isEqualTo("1969-12-31 23:59:59.999999999");
    assertThat(text(-719_529L, ColumnType.DATE)).isEqualTo("-0001-12-31");
    assertThat(text(3_723_000_000L, TIME)).isEqualTo("01:02:03");
    assertThat(text(new byte[] {1, -1}, ColumnType.VARBINARY)).isEqualTo("01ff");
    assertThat(text(14L, new ColumnType.Interval(true))).isEqualTo("1-02");
  }

  @Test
  void checksTheLengthOfText() {
    ColumnType three = new ColumnType.Text(3, false);
    assertThat(parse("äöü  ", three)).isEqualTo("äöü");
    assertThat(parse("ab", new ColumnType.Text(4, true))).isEqualTo("ab  ");
    fails("abcd", ColumnType.VARCHAR, three, ErrorCode.INVALID_TEXT_LENGTH, "abcd");
    fails(12345L, ColumnType.INT32, three, ErrorCode.INVALID_TEXT_LENGTH, "12345");
  }

  @Test
  void convertsDatesAndTimes() {
    assertThat(cast(1L, ColumnType.DATE, MICROS)).isEqualTo(86_400_000_000L);
    assertThat(cast(-1L, MICROS, ColumnType.DATE)).isEqualTo(-1L);
    assertThat(cast(-1L, MICROS, TIME)).isEqualTo(86_399_999_999L);
    assertThat(cast(1_500L, NANOS, MICROS)).isEqualTo(2L);
    assertThat(cast(1_500_000L, MICROS, new ColumnType.Timestamp(0, false))).isEqualTo(2_000_000L);
    fails(Long.MAX_VALUE, MICROS, NANOS, ErrorCode.DATETIME_OUT_OF_RANGE, "2262");
    fails(1L, ColumnType.INT32, ColumnType.DATE, ErrorCode.TYPE_MISMATCH, "no cast");
  }

  @Test
  void keepsNull() {
    assertThat(cast(null, ColumnType.VARCHAR, ColumnType.INT32)).isNull();
    assertThat(cast(null, new ColumnType.Null(), MICROS)).isNull();
  }
}
