package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Map;
import java.util.UUID;

/**
 * A type as JDBC describes it. Unsigned integers are described, and delivered, as the next wider
 * signed type. Immutable.
 *
 * @param code of {@link Types}
 * @param javaClass of what {@code getObject} gives
 * @param precision digits, characters or bytes; 0 where there is no limit or no such notion
 * @param displaySize characters of the longest text
 */
public record JdbcType(
    int code, Class<?> javaClass, int precision, int scale, int displaySize, boolean signed) {
  private static final int NO_LIMIT_DISPLAY = Integer.MAX_VALUE;
  private static final int DATE_SIZE = 10;
  private static final int TIME_SIZE = 8;
  private static final int OFFSET_SIZE = 6;
  private static final int UUID_SIZE = 36;
  private static final int INTERVAL_SIZE = 30;

  /** How JDBC describes a type. */
  public static JdbcType of(ColumnType type) {
    return switch (type.code()) {
      case BOOLEAN -> new JdbcType(Types.BOOLEAN, Boolean.class, 1, 0, 5, false);
      case INT8 -> new JdbcType(Types.TINYINT, Integer.class, 3, 0, 4, true);
      case INT16 -> new JdbcType(Types.SMALLINT, Integer.class, 5, 0, 6, true);
      case INT32 -> new JdbcType(Types.INTEGER, Integer.class, 10, 0, 11, true);
      case INT64 -> new JdbcType(Types.BIGINT, Long.class, 19, 0, 20, true);
      case UINT8 -> new JdbcType(Types.SMALLINT, Integer.class, 3, 0, 3, false);
      case UINT16 -> new JdbcType(Types.INTEGER, Integer.class, 5, 0, 5, false);
      case UINT32 -> new JdbcType(Types.BIGINT, Long.class, 10, 0, 10, false);
      case UINT64 -> new JdbcType(Types.DECIMAL, BigDecimal.class, 20, 0, 20, false);
      case FLOAT16, FLOAT32 -> new JdbcType(Types.REAL, Float.class, 7, 0, 15, true);
      case FLOAT64 -> new JdbcType(Types.DOUBLE, Double.class, 15, 0, 24, true);
      case DECIMAL -> decimal((ColumnType.Decimal) type);
      case CHAR -> text(Types.CHAR, ((ColumnType.Text) type).maxLength());
      case VARCHAR -> text(Types.VARCHAR, ((ColumnType.Text) type).maxLength());
      case BINARY -> bytes(Types.BINARY, ((ColumnType.Bytes) type).maxLength());
      case VARBINARY -> bytes(Types.VARBINARY, ((ColumnType.Bytes) type).maxLength());
      case DATE -> new JdbcType(Types.DATE, Date.class, DATE_SIZE, 0, DATE_SIZE, false);
      case TIME -> {
        int scale = ((ColumnType.Time) type).precision();
        int size = TIME_SIZE + fraction(scale);
        yield new JdbcType(Types.TIME, Time.class, size, scale, size, false);
      }
      case TIMESTAMP -> {
        int scale = ((ColumnType.Timestamp) type).precision();
        int size = DATE_SIZE + 1 + TIME_SIZE + fraction(scale);
        yield new JdbcType(Types.TIMESTAMP, Timestamp.class, size, scale, size, false);
      }
      case TIMESTAMP_TZ -> {
        int scale = ((ColumnType.Timestamp) type).precision();
        int size = DATE_SIZE + 1 + TIME_SIZE + fraction(scale) + OFFSET_SIZE;
        yield new JdbcType(
            Types.TIMESTAMP_WITH_TIMEZONE, OffsetDateTime.class, size, scale, size, false);
      }
      case UUID -> new JdbcType(Types.OTHER, UUID.class, UUID_SIZE, 0, UUID_SIZE, false);
      case ENUM -> {
        int length = 0;
        for (String name : ((ColumnType.Enumeration) type).names()) {
          length = Math.max(length, name.length());
        }
        yield new JdbcType(Types.VARCHAR, String.class, length, 0, length, false);
      }
      case REFERENCE -> text(Types.VARCHAR, ColumnType.UNBOUNDED);
      case COMPLEX64, COMPLEX128, ROW ->
          new JdbcType(Types.STRUCT, Struct.class, 0, 0, NO_LIMIT_DISPLAY, false);
      case ARRAY -> new JdbcType(Types.ARRAY, Array.class, 0, 0, NO_LIMIT_DISPLAY, false);
      case MAP -> new JdbcType(Types.OTHER, Map.class, 0, 0, NO_LIMIT_DISPLAY, false);
      case INTERVAL_YEAR ->
          new JdbcType(Types.OTHER, Period.class, INTERVAL_SIZE, 0, INTERVAL_SIZE, true);
      case INTERVAL_DAY ->
          new JdbcType(Types.OTHER, Duration.class, INTERVAL_SIZE, 0, INTERVAL_SIZE, true);
      case NULL -> new JdbcType(Types.NULL, Object.class, 0, 0, 4, false);
    };
  }

  private static JdbcType decimal(ColumnType.Decimal type) {
    return new JdbcType(
        Types.DECIMAL,
        BigDecimal.class,
        type.precision(),
        type.scale(),
        type.precision() + 2 + (type.precision() == type.scale() ? 1 : 0),
        true);
  }

  private static JdbcType text(int code, int maxLength) {
    return maxLength < 0
        ? new JdbcType(code, String.class, 0, 0, NO_LIMIT_DISPLAY, false)
        : new JdbcType(code, String.class, maxLength, 0, maxLength, false);
  }

  private static JdbcType bytes(int code, int maxLength) {
    return maxLength < 0
        ? new JdbcType(code, byte[].class, 0, 0, NO_LIMIT_DISPLAY, false)
        : new JdbcType(
            code,
            byte[].class,
            maxLength,
            0,
            (int) Math.min(2L * maxLength, NO_LIMIT_DISPLAY),
            false);
  }

  private static int fraction(int scale) {
    return scale == 0 ? 0 : scale + 1;
  }
}
