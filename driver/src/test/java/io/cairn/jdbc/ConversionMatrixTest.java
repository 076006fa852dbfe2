package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConversionMatrixTest {
  private static final long MICROS = 1_580_428_800_250_000L; // 2020-01-31 00:00:00.25

  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:cairn:");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  /** A result on its only row, whose only column holds the vector's first value. */
  private ResultSet one(ColumnType type, String sqlType, ColumnVector vector) throws SQLException {
    Lane lane = vector instanceof IntVector ? Lane.INT : type.naturalLane();
    ResultSet rows =
        Batches.show(connection, List.of(Batches.column("c", type, sqlType, lane)), 1, vector);
    assertThat(rows.next()).isTrue();
    return rows;
  }

  private static IntVector ints(int value) {
    int[] lane = new int[Batch.CAPACITY];
    lane[0] = value;
    return new IntVector(lane, null);
  }

  private static LongVector longs(long value) {
    long[] lane = new long[Batch.CAPACITY];
    lane[0] = value;
    return new LongVector(lane, null);
  }

  private static DoubleVector doubles(double value) {
    double[] lane = new double[Batch.CAPACITY];
    lane[0] = value;
    return new DoubleVector(lane, null);
  }

  private static TextVector bytes(byte[] value) {
    int[] offsets = new int[Batch.CAPACITY + 1];
    Arrays.fill(offsets, 1, offsets.length, value.length);
    return new TextVector(value, offsets, null);
  }

  private static TextVector text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private static Int128Vector wide(long high, long low) {
    long[] highLane = new long[Batch.CAPACITY];
    long[] lowLane = new long[Batch.CAPACITY];
    highLane[0] = high;
    lowLane[0] = low;
    return new Int128Vector(highLane, lowLane, null);
  }

  private static ObjectVector object(Object value) {
    @Nullable Object[] lane = new @Nullable Object[Batch.CAPACITY];
    lane[0] = value;
    return new ObjectVector(lane, null);
  }

  private static String stateOf(ThrowingCallable call) {
    SQLException error = catchThrowableOfType(SQLException.class, call);
    assertThat((Throwable) error).isNotNull();
    return error.getSQLState();
  }

  @Test
  void readsIntegersOfEveryWidth() throws SQLException {
    ResultSet rows = one(ColumnType.INT32, "INTEGER", ints(300));
    assertThat(rows.getInt(1)).isEqualTo(300);
    assertThat(rows.getLong(1)).isEqualTo(300);
    assertThat(rows.getShort(1)).isEqualTo((short) 300);
    assertThat(rows.getDouble(1)).isEqualTo(300);
    assertThat(rows.getFloat(1)).isEqualTo(300);
    assertThat(rows.getBoolean(1)).isTrue();
    assertThat(rows.getString(1)).isEqualTo("300");
    assertThat(rows.getBigDecimal(1)).isEqualByComparingTo("300");
    assertThat(rows.getObject(1)).isEqualTo(300);
    assertThat(rows.getObject(1, Long.class)).isEqualTo(300L);
    assertThat(rows.getObject(1, BigInteger.class)).isEqualTo(BigInteger.valueOf(300));
    assertThat(rows.getObject(1, String.class)).isEqualTo("300");
    assertThat(stateOf(() -> rows.getByte(1))).isEqualTo("22003");
    assertThat(stateOf(() -> rows.getDate(1))).isEqualTo("22018");
    assertThat(stateOf(() -> rows.getBytes(1))).isEqualTo("22018");
    assertThat(stateOf(() -> rows.getObject(1, UUID.class))).isEqualTo("22018");
    assertThat(stateOf(() -> rows.getObject(1, Thread.class))).isEqualTo("0A000");
    assertThat(one(ColumnType.INT8, "TINYINT", ints(-5)).getObject(1)).isEqualTo(-5);
    assertThat(one(ColumnType.INT16, "SMALLINT", ints(-5)).getByte(1)).isEqualTo((byte) -5);
    ResultSet big = one(ColumnType.INT64, "BIGINT", longs(1L << 40));
    assertThat(big.getObject(1)).isEqualTo(1L << 40);
    assertThat(stateOf(() -> big.getInt(1))).isEqualTo("22003");
    assertThat(one(ColumnType.INT64, "BIGINT", ints(7)).getObject(1)).isEqualTo(7L);
  }

  @Test
  void readsUnsignedIntegersAsTheNextWiderSignedType() throws SQLException {
    assertThat(one(ColumnType.UINT8, "TINYINT UNSIGNED", ints(255)).getObject(1)).isEqualTo(255);
    assertThat(one(ColumnType.UINT16, "SMALLINT UNSIGNED", ints(65535)).getObject(1))
        .isEqualTo(65535);
    assertThat(one(ColumnType.UINT32, "INTEGER UNSIGNED", longs(4294967295L)).getObject(1))
        .isEqualTo(4294967295L);
    ResultSet widest = one(ColumnType.UINT64, "BIGINT UNSIGNED", longs(-1));
    assertThat(widest.getObject(1)).isEqualTo(new BigDecimal("18446744073709551615"));
    assertThat(widest.getString(1)).isEqualTo("18446744073709551615");
    assertThat(widest.getDouble(1)).isEqualTo(0x1p64);
    assertThat(widest.getObject(1, BigInteger.class))
        .isEqualTo(new BigInteger("18446744073709551615"));
    assertThat(stateOf(() -> widest.getLong(1))).isEqualTo("22003");
    ResultSet narrow = one(ColumnType.UINT64, "BIGINT UNSIGNED", ints(9));
    assertThat(narrow.getObject(1)).isEqualTo(new BigDecimal(9));
    assertThat(narrow.getLong(1)).isEqualTo(9);
    assertThat(narrow.getMetaData().getColumnType(1)).isEqualTo(Types.DECIMAL);
    assertThat(narrow.getMetaData().getPrecision(1)).isEqualTo(20);
    assertThat(narrow.getMetaData().isSigned(1)).isFalse();
  }

  @Test
  void readsFloatingPointNumbers() throws SQLException {
    ResultSet rows = one(ColumnType.FLOAT64, "DOUBLE", doubles(2.5));
    assertThat(rows.getDouble(1)).isEqualTo(2.5);
    assertThat(rows.getInt(1)).isEqualTo(3);
    assertThat(rows.getLong(1)).isEqualTo(3);
    assertThat(rows.getObject(1)).isEqualTo(2.5);
    assertThat(rows.getString(1)).isEqualTo("2.5");
    assertThat(rows.getBigDecimal(1)).isEqualByComparingTo("2.5");
    assertThat(rows.getBoolean(1)).isTrue();
    assertThat(one(ColumnType.FLOAT64, "DOUBLE", doubles(-2.5)).getInt(1)).isEqualTo(-3);
    ResultSet real = one(ColumnType.FLOAT32, "REAL", doubles(0.1f));
    assertThat(real.getObject(1)).isEqualTo(0.1f);
    assertThat(real.getString(1)).isEqualTo("0.1");
    assertThat(real.getBigDecimal(1)).isEqualByComparingTo("0.1");
    ResultSet nan = one(ColumnType.FLOAT64, "DOUBLE", doubles(Double.NaN));
    assertThat(nan.getString(1)).isEqualTo("NaN");
    assertThat(nan.getFloat(1)).isNaN();
    assertThat(stateOf(() -> nan.getLong(1))).isEqualTo("22003");
    assertThat(stateOf(() -> nan.getBigDecimal(1))).isEqualTo("22003");
    ResultSet huge = one(ColumnType.FLOAT64, "DOUBLE", doubles(1e300));
    assertThat(huge.getString(1)).isEqualTo("1.0E300");
    assertThat(stateOf(() -> huge.getFloat(1))).isEqualTo("22003");
    assertThat(stateOf(() -> huge.getLong(1))).isEqualTo("22003");
    assertThat(one(ColumnType.FLOAT64, "DOUBLE", doubles(1 / 0.0)).getFloat(1))
        .isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void readsDecimalsFromEveryLane() throws SQLException {
    ColumnType small = new ColumnType.Decimal(9, 2);
    assertThat(one(small, "DECIMAL(9, 2)", ints(-12345)).getObject(1))
        .isEqualTo(new BigDecimal("-123.45"));
    ResultSet rows = one(small, "DECIMAL(9, 2)", longs(12350));
    assertThat(rows.getString(1)).isEqualTo("123.50");
    assertThat(rows.getInt(1)).isEqualTo(124);
    assertThat(rows.getDouble(1)).isEqualTo(123.5);
    ColumnType large = new ColumnType.Decimal(38, 3);
    assertThat(one(large, "DECIMAL(38, 3)", wide(-1, -1)).getObject(1))
        .isEqualTo(new BigDecimal("-0.001"));
    ResultSet big = one(large, "DECIMAL(38, 3)", wide(1, 0));
    assertThat(big.getObject(1)).isEqualTo(new BigDecimal("18446744073709551.616"));
    assertThat(one(large, "DECIMAL(38, 3)", wide(0, -1)).getObject(1))
        .isEqualTo(new BigDecimal("18446744073709551.615"));
    assertThat(big.getMetaData().getScale(1)).isEqualTo(3);
    assertThat(big.getMetaData().getPrecision(1)).isEqualTo(38);
    assertThat(big.getMetaData().getColumnTypeName(1)).isEqualTo("DECIMAL");
  }

  @Test
  void readsTextAndWhatItSays() throws SQLException {
    ResultSet rows = one(ColumnType.VARCHAR, "VARCHAR", text(" 42 "));
    assertThat(rows.getInt(1)).isEqualTo(42);
    assertThat(rows.getLong(1)).isEqualTo(42);
    assertThat(rows.getDouble(1)).isEqualTo(42);
    assertThat(rows.getBigDecimal(1)).isEqualByComparingTo("42");
    assertThat(rows.getString(1)).isEqualTo(" 42 ");
    assertThat(rows.getBytes(1)).isEqualTo(" 42 ".getBytes(StandardCharsets.UTF_8));
    assertThat(rows.getClob(1).getSubString(1, 10)).isEqualTo(" 42 ");
    assertThat(rows.getObject(1)).isEqualTo(" 42 ");
    ResultSet word = one(ColumnType.VARCHAR, "VARCHAR", text("häß"));
    assertThat(word.getString(1)).isEqualTo("häß");
    assertThat(stateOf(() -> word.getInt(1))).isEqualTo("22P02");
    assertThat(stateOf(() -> word.getDouble(1))).isEqualTo("22P02");
    assertThat(stateOf(() -> word.getBoolean(1))).isEqualTo("22P02");
    assertThat(stateOf(() -> word.getDate(1))).isEqualTo("22P02");
    assertThat(stateOf(() -> word.getObject(1, UUID.class))).isEqualTo("22P02");
    assertThat(one(ColumnType.VARCHAR, "VARCHAR", text("yes")).getBoolean(1)).isTrue();
    assertThat(one(ColumnType.VARCHAR, "VARCHAR", text("99999999999")).getLong(1))
        .isEqualTo(99999999999L);
    assertThat(stateOf(() -> one(ColumnType.VARCHAR, "VARCHAR", text("99999999999")).getInt(1)))
        .isEqualTo("22003");
    assertThat(stateOf(() -> one(ColumnType.VARCHAR, "VARCHAR", text("1e999999")).getLong(1)))
        .isEqualTo("22003");
    assertThat(one(ColumnType.VARCHAR, "VARCHAR", text("2020-01-31 10:20:30.5")).getTimestamp(1))
        .isEqualTo(Timestamp.valueOf("2020-01-31 10:20:30.5"));
    assertThat(one(ColumnType.VARCHAR, "VARCHAR", text("2020-01-31")).getDate(1))
        .isEqualTo(Date.valueOf("2020-01-31"));
    assertThat(one(ColumnType.VARCHAR, "VARCHAR", text("10:20:30")).getTime(1))
        .isEqualTo(Time.valueOf("10:20:30"));
  }

  @Test
  void readsDictionariesBeyondTheirSize() throws SQLException {
    Dictionary dictionary = Dictionary.of(List.of("red", "", "blue"));
    int[] codes = new int[Batch.CAPACITY];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = i % 3;
    }
    ResultSet rows =
        Batches.show(
            connection,
            List.of(
                Batches.column(
                    "e", new ColumnType.Enumeration(List.of("red", "", "blue")), "VARCHAR")),
            9,
            new DictionaryVector(codes, dictionary, null));
    StringBuilder seen = new StringBuilder();
    while (rows.next()) {
      seen.append(rows.getString(1)).append(',');
    }
    assertThat(seen).hasToString("red,,blue,red,,blue,red,,blue,");
    assertThat(rows.getMetaData().getColumnType(1)).isEqualTo(Types.VARCHAR);
    assertThat(rows.getMetaData().getColumnDisplaySize(1)).isEqualTo(4);
  }

  @Test
  void readsBinaryValues() throws SQLException {
    byte[] value = {0, 15, -1};
    ResultSet rows = one(ColumnType.VARBINARY, "VARBINARY", bytes(value));
    assertThat(rows.getBytes(1)).isEqualTo(value);
    assertThat(rows.getObject(1)).isEqualTo(value);
    assertThat(rows.getString(1)).isEqualTo("000fff");
    assertThat(rows.getBlob(1).length()).isEqualTo(3);
    assertThat(rows.getBinaryStream(1)).hasBinaryContent(value);
    assertThat(stateOf(() -> rows.getInt(1))).isEqualTo("22018");
  }

  @Test
  void readsTruthValues() throws SQLException {
    ResultSet rows = one(ColumnType.BOOLEAN, "BOOLEAN", ints(1));
    assertThat(rows.getBoolean(1)).isTrue();
    assertThat(rows.getObject(1)).isEqualTo(true);
    assertThat(rows.getString(1)).isEqualTo("true");
    assertThat(rows.getInt(1)).isEqualTo(1);
    assertThat(rows.getMetaData().getColumnType(1)).isEqualTo(Types.BOOLEAN);
  }

  @Test
  void readsDatesWithoutAZone() throws SQLException {
    LocalDate day = LocalDate.of(2020, 1, 31);
    ResultSet rows = one(ColumnType.DATE, "DATE", ints((int) day.toEpochDay()));
    assertThat(rows.getDate(1)).isEqualTo(Date.valueOf("2020-01-31"));
    assertThat(rows.getObject(1)).isEqualTo(Date.valueOf("2020-01-31"));
    assertThat(rows.getObject(1, LocalDate.class)).isEqualTo(day);
    assertThat(rows.getTimestamp(1)).isEqualTo(Timestamp.valueOf("2020-01-31 00:00:00"));
    assertThat(rows.getString(1)).isEqualTo("2020-01-31");
    assertThat(stateOf(() -> rows.getTime(1))).isEqualTo("22018");
    ResultSet old =
        one(ColumnType.DATE, "DATE", ints((int) LocalDate.of(1500, 2, 28).toEpochDay()));
    assertThat(old.getDate(1)).hasToString("1500-02-28");
    assertThat(old.getObject(1, LocalDate.class)).hasToString("1500-02-28");
  }

  @Test
  void readsTimesAndTimestampsInBothUnits() throws SQLException {
    ColumnType micros = new ColumnType.Timestamp(6, false);
    ResultSet rows = one(micros, "TIMESTAMP(6)", longs(MICROS));
    assertThat(rows.getTimestamp(1)).isEqualTo(Timestamp.valueOf("2020-01-31 00:00:00.25"));
    assertThat(rows.getObject(1, LocalDateTime.class))
        .isEqualTo(LocalDateTime.of(2020, 1, 31, 0, 0, 0, 250_000_000));
    assertThat(rows.getObject(1, Instant.class)).hasToString("2020-01-31T00:00:00.250Z");
    assertThat(rows.getString(1)).isEqualTo("2020-01-31 00:00:00.25");
    assertThat(rows.getDate(1)).hasToString("2020-01-31");
    assertThat(rows.getTime(1)).hasToString("00:00:00");
    Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
    assertThat(rows.getTimestamp(1, tokyo).toInstant()).hasToString("2020-01-30T15:00:00.250Z");
    ColumnType nanos = new ColumnType.Timestamp(9, false);
    assertThat(one(nanos, "TIMESTAMP(9)", longs(-1)).getString(1))
        .isEqualTo("1969-12-31 23:59:59.999999999");
    ColumnType zoned = new ColumnType.Timestamp(6, true);
    ResultSet instants = one(zoned, "TIMESTAMP(6) WITH TIME ZONE", longs(MICROS));
    assertThat(instants.getObject(1))
        .isEqualTo(OffsetDateTime.of(2020, 1, 31, 0, 0, 0, 250_000_000, ZoneOffset.UTC));
    assertThat(instants.getTimestamp(1).toInstant()).hasToString("2020-01-31T00:00:00.250Z");
    assertThat(instants.getString(1)).isEqualTo("2020-01-31 00:00:00.25+00:00");
    assertThat(instants.getMetaData().getColumnType(1)).isEqualTo(Types.TIMESTAMP_WITH_TIMEZONE);
    assertThat(instants.getMetaData().getColumnTypeName(1)).isEqualTo("TIMESTAMP WITH TIME ZONE");
    ResultSet time = one(new ColumnType.Time(6), "TIME(6)", longs(37_230_500_000L));
    assertThat(time.getObject(1, LocalTime.class)).hasToString("10:20:30.500");
    assertThat(time.getString(1)).isEqualTo("10:20:30.5");
    assertThat(time.getTime(1)).hasToString("10:20:30");
    assertThat(time.getTime(1).getTime() % 1000).isEqualTo(500);
  }

  @Test
  void readsUuids() throws SQLException {
    UUID uuid = UUID.fromString("01234567-89ab-cdef-fedc-ba9876543210");
    ResultSet rows =
        one(
            new ColumnType.Uuid(),
            "UUID",
            wide(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
    assertThat(rows.getObject(1)).isEqualTo(uuid);
    assertThat(rows.getString(1)).isEqualTo(uuid.toString());
    assertThat(rows.getBytes(1)).hasSize(16).startsWith(1, 0x23);
    assertThat(rows.getMetaData().getColumnClassName(1)).isEqualTo("java.util.UUID");
  }

  @Test
  void readsNestedValues() throws SQLException {
    ResultSet array =
        one(
            new ColumnType.Array(ColumnType.INT16),
            "SMALLINT ARRAY",
            object(Arrays.asList(1L, null, 3L)));
    Array found = array.getArray(1);
    assertThat((Object[]) found.getArray()).containsExactly(1, null, 3);
    assertThat((Object[]) found.getArray(2, 2)).containsExactly(null, 3);
    assertThat(found.getBaseType()).isEqualTo(Types.SMALLINT);
    assertThat(array.getString(1)).isEqualTo("[1,null,3]");
    assertThat(stateOf(() -> found.getArray(3, 2))).isEqualTo("22023");
    assertThat(stateOf(found::getResultSet)).isEqualTo("0A000");
    ColumnType row =
        new ColumnType.Row(
            List.of(
                Column.of("re", ColumnType.FLOAT64, true), Column.of("d", ColumnType.DATE, true)));
    ResultSet struct = one(row, "ROW(re DOUBLE, d DATE)", object(new Object[] {1.5, 0L}));
    assertThat(((Struct) struct.getObject(1)).getAttributes())
        .containsExactly(1.5, Date.valueOf("1970-01-01"));
    assertThat(struct.getString(1)).isEqualTo("{\"re\":1.5,\"d\":\"1970-01-01\"}");
    ResultSet map =
        one(
            new ColumnType.Mapping(ColumnType.VARCHAR, ColumnType.INT64),
            "MAP",
            object(Map.of("a\"", 1L)));
    assertThat(map.getObject(1)).isEqualTo(Map.of("a\"", 1L));
    assertThat(map.getString(1)).isEqualTo("{\"a\\\"\":1}");
    ResultSet complex =
        one(new ColumnType.Complex(128), "COMPLEX", object(new double[] {1, Double.NaN}));
    assertThat(complex.getString(1)).isEqualTo("{\"re\":1.0,\"im\":\"NaN\"}");
    assertThat(((Struct) complex.getObject(1)).getAttributes()).containsExactly(1.0, Double.NaN);
  }
}
