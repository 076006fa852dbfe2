package io.cairn.planner.catalog;

import io.cairn.storage.type.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A type as {@code information_schema.columns} describes it. Immutable.
 *
 * @param jdbcCode the constant of JDBC's list of types; unsigned integers have that of the next
 *     wider signed type
 * @param size digits, characters or bytes; the largest number where there is no limit
 * @param digits after the point or the second; null where there is no such notion
 * @param numeric whether it is a number
 * @param length characters or bytes of a type that has a limit; else null
 * @param temporal whether it is a date or a time
 */
record TypeDescription(
    int jdbcCode,
    int size,
    @Nullable Integer digits,
    boolean numeric,
    @Nullable Integer length,
    boolean temporal) {
  // The numbers of JDBC's own list, which is frozen.
  static final int TINYINT = -6;
  static final int SMALLINT = 5;
  static final int INTEGER = 4;
  static final int BIGINT = -5;
  static final int REAL = 7;
  static final int DOUBLE = 8;
  static final int DECIMAL = 3;
  static final int CHAR = 1;
  static final int VARCHAR = 12;
  static final int BINARY = -2;
  static final int VARBINARY = -3;
  static final int BOOLEAN = 16;
  static final int DATE = 91;
  static final int TIME = 92;
  static final int TIMESTAMP = 93;
  static final int TIMESTAMP_WITH_TIMEZONE = 2014;
  static final int ARRAY = 2003;
  static final int STRUCT = 2002;
  static final int OTHER = 1111;
  static final int NULL = 0;

  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final int DATE_SIZE = 10;
  private static final int TIME_SIZE = 8;
  private static final int OFFSET_SIZE = 6;
  private static final int UUID_SIZE = 36;
  private static final int INTERVAL_SIZE = 30;

  static TypeDescription of(ColumnType type) {
    return switch (type.code()) {
      case BOOLEAN -> other(BOOLEAN, 1);
      case INT8 -> number(TINYINT, 3, 0);
      case INT16 -> number(SMALLINT, 5, 0);
      case INT32 -> number(INTEGER, 10, 0);
      case INT64 -> number(BIGINT, 19, 0);
      case UINT8 -> number(SMALLINT, 3, 0);
      case UINT16 -> number(INTEGER, 5, 0);
      case UINT32 -> number(BIGINT, 10, 0);
      case UINT64 -> number(DECIMAL, 20, 0);
      case FLOAT16, FLOAT32 -> number(REAL, 7, null);
      case FLOAT64 -> number(DOUBLE, 15, null);
      case DECIMAL ->
          number(
              DECIMAL,
              ((ColumnType.Decimal) type).precision(),
              ((ColumnType.Decimal) type).scale());
      case CHAR -> sized(CHAR, ((ColumnType.Text) type).maxLength());
      case VARCHAR -> sized(VARCHAR, ((ColumnType.Text) type).maxLength());
      case BINARY -> sized(BINARY, ((ColumnType.Bytes) type).maxLength());
      case VARBINARY -> sized(VARBINARY, ((ColumnType.Bytes) type).maxLength());
      case DATE -> temporal(DATE, DATE_SIZE, 0);
      case TIME -> {
        int fraction = ((ColumnType.Time) type).precision();
        yield temporal(TIME, TIME_SIZE + fractionSize(fraction), fraction);
      }
      case TIMESTAMP -> {
        int fraction = ((ColumnType.Timestamp) type).precision();
        yield temporal(TIMESTAMP, DATE_SIZE + 1 + TIME_SIZE + fractionSize(fraction), fraction);
      }
      case TIMESTAMP_TZ -> {
        int fraction = ((ColumnType.Timestamp) type).precision();
        yield temporal(
            TIMESTAMP_WITH_TIMEZONE,
            DATE_SIZE + 1 + TIME_SIZE + fractionSize(fraction) + OFFSET_SIZE,
            fraction);
      }
      case UUID -> other(OTHER, UUID_SIZE);
      case ENUM ->
          sized(
              VARCHAR,
              ((ColumnType.Enumeration) type)
                  .names().stream().mapToInt(String::length).max().orElse(0));
      case REFERENCE -> sized(VARCHAR, ColumnType.UNBOUNDED);
      case COMPLEX64, COMPLEX128, ROW -> other(STRUCT, UNLIMITED);
      case ARRAY -> other(ARRAY, UNLIMITED);
      case MAP -> other(OTHER, UNLIMITED);
      case INTERVAL_YEAR, INTERVAL_DAY -> other(OTHER, INTERVAL_SIZE);
      case NULL -> other(NULL, 0);
    };
  }

  private static int fractionSize(int fraction) {
    return fraction == 0 ? 0 : fraction + 1;
  }

  private static TypeDescription number(int code, int size, @Nullable Integer digits) {
    return new TypeDescription(code, size, digits, true, null, false);
  }

  private static TypeDescription sized(int code, int maxLength) {
    return maxLength < 0
        ? new TypeDescription(code, UNLIMITED, null, false, null, false)
        : new TypeDescription(code, maxLength, null, false, maxLength, false);
  }

  private static TypeDescription temporal(int code, int size, int fraction) {
    return new TypeDescription(code, size, fraction, false, null, true);
  }

  private static TypeDescription other(int code, int size) {
    return new TypeDescription(code, size, null, false, null, false);
  }

  @Nullable Integer numericPrecision() {
    return numeric ? (Integer) size : null;
  }

  @Nullable Integer numericRadix() {
    return numeric ? (Integer) 10 : null;
  }

  @Nullable Integer numericScale() {
    return numeric ? digits : null;
  }

  @Nullable Integer datetimePrecision() {
    return temporal ? digits : null;
  }
}
