package io.cairn.jdbc.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.planner.ParameterColumn;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParameterCellTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);

  private static final List<ColumnType> TYPES =
      List.of(
          ColumnType.BOOLEAN,
          ColumnType.INT8,
          ColumnType.UINT8,
          ColumnType.INT16,
          ColumnType.UINT16,
          ColumnType.INT32,
          ColumnType.UINT32,
          ColumnType.INT64,
          ColumnType.UINT64,
          ColumnType.FLOAT32,
          ColumnType.FLOAT64,
          new ColumnType.Decimal(9, 2),
          new ColumnType.Decimal(18, 18),
          new ColumnType.Decimal(38, 10),
          ColumnType.VARCHAR,
          ColumnType.VARBINARY,
          ColumnType.DATE,
          new ColumnType.Time(6),
          new ColumnType.Timestamp(0, false),
          new ColumnType.Timestamp(6, false),
          new ColumnType.Timestamp(9, false),
          new ColumnType.Timestamp(6, true),
          new ColumnType.Uuid());

  private interface Setter {
    void set(ParameterCell cell) throws SQLException;
  }

  private static ParameterCell cell(ColumnType type) {
    return ParameterCell.of(new ParameterColumn(type, type.toString()), 1);
  }

  /** The value that a cell holds after a call, or the SQLSTATE of its refusal. */
  private static Object outcome(ColumnType type, Setter setter) {
    ParameterCell cell = cell(type);
    try {
      setter.set(cell);
      cell.checkSet();
    } catch (SQLException e) {
      return "refused with " + e.getSQLState();
    }
    Object boxed = cell.boxed();
    return boxed instanceof byte[] bytes ? new BigInteger(1, bytes) : String.valueOf(boxed);
  }

  /** Every typed setter gives what the conversion of the boxed value gives. */
  @Test
  void convertsPrimitivesAsItConvertsObjects() {
    Random random = new Random(SEED);
    for (ColumnType type : TYPES) {
      for (int i = 0; i < 500; i++) {
        String place = "seed " + SEED + ", " + type + ", round " + i;
        long integer = random.nextLong() >> random.nextInt(64);
        assertThat(outcome(type, cell -> cell.setLong(integer)))
            .as(place)
            .isEqualTo(outcome(type, cell -> cell.set(integer, null)));
        double number = i % 10 == 0 ? Double.NaN : integer * Math.pow(2, random.nextInt(90) - 60);
        assertThat(outcome(type, cell -> cell.setDouble(number)))
            .as(place)
            .isEqualTo(outcome(type, cell -> cell.set(number, null)));
        float single = (float) number;
        assertThat(outcome(type, cell -> cell.setFloat(single)))
            .as(place)
            .isEqualTo(outcome(type, cell -> cell.set(single, null)));
        BigDecimal decimal = BigDecimal.valueOf(integer, random.nextInt(19));
        assertThat(outcome(type, cell -> cell.setDecimal(decimal)))
            .as(place)
            .isEqualTo(outcome(type, cell -> cell.set(decimal, null)));
        String text = random.nextBoolean() ? decimal.toPlainString() : "2020-01-0" + (i % 10);
        assertThat(outcome(type, cell -> cell.setText(text)))
            .as(place)
            .isEqualTo(outcome(type, cell -> cell.set(text, null)));
        boolean truth = random.nextBoolean();
        assertThat(outcome(type, cell -> cell.setBoolean(truth)))
            .as(place)
            .isEqualTo(outcome(type, cell -> cell.set(truth, null)));
      }
    }
  }

  @Test
  void countsDatesWithoutACalendarAsWithOne() {
    Random random = new Random(SEED);
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone :
          List.of("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Pacific/Apia")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        for (int i = 0; i < 3_000; i++) {
          String place = "seed " + SEED + ", " + zone + ", round " + i;
          long millis = (random.nextLong() % 100_000_000_000_000L) >> random.nextInt(20);
          Timestamp timestamp = new Timestamp(millis);
          timestamp.setNanos(random.nextInt(1_000_000_000));
          for (ColumnType type : TYPES) {
            if (type instanceof ColumnType.Timestamp) {
              assertThat(outcome(type, cell -> cell.setTimestamp(timestamp)))
                  .as(place)
                  .isEqualTo(outcome(type, cell -> cell.set(timestamp, null)));
            }
          }
          Date date = new Date(millis);
          assertThat(outcome(ColumnType.DATE, cell -> cell.setDate(date)))
              .as(place)
              .isEqualTo(outcome(ColumnType.DATE, cell -> cell.set(date, null)));
        }
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void showsTheFieldsOfATimestamp() throws SQLException {
    ParameterCell cell = cell(new ColumnType.Timestamp(6, false));
    cell.setTimestamp(Timestamp.valueOf("2020-02-29 23:59:59.123456789"));
    assertThat(cell.boxed())
        .isEqualTo(BoxedValues.lane(LocalDateTime.of(2020, 2, 29, 23, 59, 59, 123_456_000), 6));
    ParameterCell day = cell(ColumnType.DATE);
    day.setDate(Date.valueOf("1969-12-31"));
    assertThat(day.boxed()).isEqualTo(-1L);
  }

  private static ColumnBuilder column(ColumnType type, @Nullable Object... values)
      throws SQLException {
    ParameterCell cell = cell(type);
    ColumnBuilder column = new ColumnBuilder(type.naturalLane());
    for (Object value : values) {
      cell.set(value, null);
      cell.appendTo(column);
    }
    return column;
  }

  @Test
  void writesTheLaneOfItsType() throws SQLException {
    assertThat(column(ColumnType.BOOLEAN, true, null, "f").ints()).startsWith(1, 0, 0);
    assertThat(column(ColumnType.DATE, LocalDate.of(1970, 1, 2)).ints()).startsWith(1);
    assertThat(column(ColumnType.UINT64, "18446744073709551615").longs()).startsWith(-1L);
    assertThat(column(new ColumnType.Decimal(9, 2), new BigDecimal("1.005"), 7).longs())
        .startsWith(101L, 700L);
    assertThat(column(ColumnType.FLOAT32, 0.1).doubles()).startsWith((double) 0.1f);
    ColumnBuilder wide = column(new ColumnType.Decimal(38, 0), -1, BigInteger.ONE.shiftLeft(64));
    assertThat(wide.high()).startsWith(-1L, 1L);
    assertThat(wide.longs()).startsWith(-1L, 0L);
    ColumnBuilder uuid = column(new ColumnType.Uuid(), new UUID(5, 6));
    assertThat(uuid.high()).startsWith(5L);
    assertThat(uuid.longs()).startsWith(6L);
    ColumnBuilder text = column(ColumnType.VARCHAR, "ä", null, "b");
    assertThat(text.offsets()).startsWith(0, 2, 2, 3);
    assertThat(new String(text.bytes(), 0, 3, StandardCharsets.UTF_8)).isEqualTo("äb");
    assertThat(text.isNull(1)).isTrue();
    assertThat(text.nullCount()).isEqualTo(1);
    assertThat(column(ColumnType.VARBINARY, (Object) new byte[] {7, 8}).bytes())
        .startsWith(new byte[] {7, 8});
  }

  @Test
  void keepsItsValueWhereASetterFails() throws SQLException {
    ParameterCell cell = cell(ColumnType.INT8);
    assertThat(catchThrowableOfType(SQLException.class, cell::checkSet).getSQLState())
        .isEqualTo("07001");
    cell.setLong(7);
    assertThat(catchThrowableOfType(SQLException.class, () -> cell.setLong(128)).getSQLState())
        .isEqualTo("22003");
    assertThat(cell.boxed()).isEqualTo(7L);
    cell.setNull();
    assertThat(cell.boxed()).isNull();
    cell.clear();
    assertThat(catchThrowableOfType(SQLException.class, cell::checkSet).getSQLState())
        .isEqualTo("07001");
  }

  @Test
  void refusesADayThatItsLaneCannotCount() {
    assertThat(
            catchThrowableOfType(
                    SQLException.class, () -> cell(ColumnType.DATE).set(LocalDate.MAX, null))
                .getSQLState())
        .isEqualTo("22008");
  }

  @Test
  void tellsWhatColumnsCannotHold() {
    assertThat(cell(new ColumnType.Array(ColumnType.INT32)).isColumnar()).isFalse();
    assertThat(cell(new ColumnType.Null()).isColumnar()).isFalse();
    for (ColumnType type : TYPES) {
      assertThat(cell(type).isColumnar()).isEqualTo(type.naturalLane() != Lane.OBJECT);
    }
  }
}
