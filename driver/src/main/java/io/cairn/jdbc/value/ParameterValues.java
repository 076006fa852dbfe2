package io.cairn.jdbc.value;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.planner.exec.value.ValueText;
import io.cairn.storage.type.ColumnType;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Time;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Java values as the boxed form of {@link io.cairn.planner.exec.expression.Expression} that a
 * parameter's type asks for.
 */
public final class ParameterValues {
  private ParameterValues() {}

  /**
   * The boxed form of a value.
   *
   * @param zone whose fields a {@code java.util.Date} shows; null for the virtual machine's
   * @param place names the parameter in messages
   * @throws SQLException 22003, 22008 or 22001 if the value does not fit the type, 22P02 if a text
   *     is none of the type, 22018 if there is no conversion
   */
  public static @Nullable Object box(
      ColumnType type, @Nullable Object value, @Nullable Calendar zone, Object place)
      throws SQLException {
    if (value == null) {
      return null;
    }
    if (value instanceof CairnArray array && array.element().equals(elementOf(type))) {
      return array.boxed();
    }
    Object plain = plain(type, value, zone, place);
    try {
      return boxPlain(type, plain, place);
    } catch (ArithmeticException e) {
      throw SqlErrors.create(
          SqlState.DATETIME_OUT_OF_RANGE,
          plain + " in " + place + " is outside of what its type can hold",
          e);
    }
  }

  private static Object boxPlain(ColumnType type, Object value, Object place) throws SQLException {
    return switch (type.code()) {
      case BOOLEAN -> Conversions.toBoolean(value, place);
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 ->
          integer((ColumnType.Int) type, value, place);
      case FLOAT16, FLOAT32 ->
          (double) Conversions.toFloat(Conversions.toDouble(value, place), place);
      case FLOAT64 -> Conversions.toDouble(value, place);
      case DECIMAL -> decimal((ColumnType.Decimal) type, value, place);
      case CHAR, VARCHAR, ENUM, REFERENCE -> text(value, place);
      case BINARY, VARBINARY -> Conversions.toBytes(value, place);
      case DATE -> TimeConversions.toDate(value, place).toEpochDay();
      case TIME ->
          BoxedValues.lane(
              TimeConversions.toTime(value, place), ((ColumnType.Time) type).precision());
      case TIMESTAMP, TIMESTAMP_TZ -> timestamp((ColumnType.Timestamp) type, value, place);
      case UUID -> Conversions.toUuid(value, place);
      case ARRAY -> list((ColumnType.Array) type, value, place);
      case ROW -> row((ColumnType.Row) type, value, place);
      case MAP -> map((ColumnType.Mapping) type, value, place);
      case COMPLEX64, COMPLEX128 -> throw Conversions.noConversion(value, "complex", place);
      case INTERVAL_YEAR, INTERVAL_DAY -> interval((ColumnType.Interval) type, value, place);
      case NULL -> untyped(value);
    };
  }

  private static Object integer(ColumnType.Int type, Object value, Object place)
      throws SQLException {
    BigInteger number = Conversions.toInteger(value, name(type), place);
    boolean fits =
        type.signed()
            ? number.bitLength() < type.bits()
            : number.signum() >= 0 && number.bitLength() <= type.bits();
    if (!fits) {
      throw Conversions.outOfRange(number, name(type), place);
    }
    return type.equals(ColumnType.UINT64) ? number : Long.valueOf(number.longValue());
  }

  private static String name(ColumnType.Int type) {
    String name =
        switch (type.bits()) {
          case 8 -> "TINYINT";
          case 16 -> "SMALLINT";
          case 32 -> "INTEGER";
          default -> "BIGINT";
        };
    return type.signed() ? name : name + " UNSIGNED";
  }

  private static BigDecimal decimal(ColumnType.Decimal type, Object value, Object place)
      throws SQLException {
    String name = "DECIMAL(" + type.precision() + ", " + type.scale() + ")";
    BigDecimal number =
        Conversions.toDecimal(value, name, place).setScale(type.scale(), RoundingMode.HALF_UP);
    if (number.precision() > type.precision()) {
      throw Conversions.outOfRange(value, name, place);
    }
    return number;
  }

  private static String text(Object value, Object place) throws SQLException {
    if (value instanceof String already) {
      return already;
    }
    if (value instanceof Object[] || value instanceof List<?> || value instanceof Map<?, ?>) {
      throw Conversions.noConversion(value, "VARCHAR", place);
    }
    StringBuilder text = new StringBuilder();
    ValueText.append(text, boxOf(value), typeOf(value));
    return text.toString();
  }

  private static Long timestamp(ColumnType.Timestamp type, Object value, Object place)
      throws SQLException {
    return type.zoned()
        ? BoxedValues.lane(TimeConversions.toOffsetDateTime(value, place), type.precision())
        : BoxedValues.lane(TimeConversions.toDateTime(value, place), type.precision());
  }

  private static Long interval(ColumnType.Interval type, Object value, Object place)
      throws SQLException {
    if (type.months() && value instanceof java.time.Period period && isMonths(period)) {
      return period.toTotalMonths();
    }
    if (!type.months() && value instanceof java.time.Duration duration) {
      return Math.addExact(
          Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
    }
    throw Conversions.noConversion(value, "INTERVAL", place);
  }

  private static boolean isMonths(java.time.Period period) {
    return period.equals(period.withDays(0));
  }

  private static List<@Nullable Object> list(ColumnType.Array type, Object value, Object place)
      throws SQLException {
    List<?> elements;
    if (value instanceof List<?> list) {
      elements = list;
    } else if (value instanceof Object[] array) {
      elements = Arrays.asList(array);
    } else {
      throw Conversions.noConversion(value, "ARRAY", place);
    }
    List<@Nullable Object> boxed = new ArrayList<>(elements.size());
    for (Object element : elements) {
      boxed.add(box(type.element(), element, null, place));
    }
    return boxed;
  }

  private static @Nullable Object[] row(ColumnType.Row type, Object value, Object place)
      throws SQLException {
    if (!(value instanceof Object[] fields)) {
      throw Conversions.noConversion(value, "ROW", place);
    }
    if (fields.length != type.fields().size()) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT,
          "A ROW of "
              + fields.length
              + " fields in "
              + place
              + ", expected "
              + type.fields().size());
    }
    @Nullable Object[] boxed = new @Nullable Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      boxed[i] = box(type.fields().get(i).type(), fields[i], null, place);
    }
    return boxed;
  }

  private static Map<@Nullable Object, @Nullable Object> map(
      ColumnType.Mapping type, Object value, Object place) throws SQLException {
    if (!(value instanceof Map<?, ?> map)) {
      throw Conversions.noConversion(value, "MAP", place);
    }
    Map<@Nullable Object, @Nullable Object> boxed = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      boxed.put(
          box(type.key(), entry.getKey(), null, place),
          box(type.value(), entry.getValue(), null, place));
    }
    return boxed;
  }

  /** A parameter of no known type keeps its own. */
  private static Object untyped(Object value) {
    return value instanceof Object[] || value instanceof List<?> || value instanceof Map<?, ?>
        ? value
        : boxOf(value);
  }

  private static ColumnType typeOf(Object value) {
    if (value instanceof Boolean) {
      return ColumnType.BOOLEAN;
    }
    if (value instanceof Long) {
      return ColumnType.INT64;
    }
    if (value instanceof BigInteger) {
      return ColumnType.UINT64;
    }
    if (value instanceof Float) {
      return ColumnType.FLOAT32;
    }
    if (value instanceof Double) {
      return ColumnType.FLOAT64;
    }
    if (value instanceof BigDecimal decimal) {
      int scale = Math.min(Math.max(decimal.scale(), 0), ColumnType.MAX_DECIMAL_PRECISION);
      return new ColumnType.Decimal(ColumnType.MAX_DECIMAL_PRECISION, scale);
    }
    if (value instanceof byte[]) {
      return ColumnType.VARBINARY;
    }
    if (value instanceof LocalDate) {
      return ColumnType.DATE;
    }
    if (value instanceof LocalTime) {
      return new ColumnType.Time(9);
    }
    if (value instanceof LocalDateTime || value instanceof OffsetDateTime) {
      return new ColumnType.Timestamp(6, value instanceof OffsetDateTime);
    }
    if (value instanceof java.time.Period || value instanceof java.time.Duration) {
      return new ColumnType.Interval(value instanceof java.time.Period);
    }
    return value instanceof java.util.UUID ? new ColumnType.Uuid() : ColumnType.VARCHAR;
  }

  private static Object boxOf(Object value) {
    if (value instanceof LocalDate date) {
      return date.toEpochDay();
    }
    if (value instanceof LocalTime time) {
      return BoxedValues.lane(time, 9);
    }
    if (value instanceof LocalDateTime dateTime) {
      return BoxedValues.lane(dateTime, 6);
    }
    if (value instanceof OffsetDateTime zoned) {
      return BoxedValues.lane(zoned, 6);
    }
    if (value instanceof java.time.Period period) {
      return period.toTotalMonths();
    }
    if (value instanceof java.time.Duration duration) {
      return Math.addExact(
          Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
    }
    return value instanceof Float number ? (Object) number.doubleValue() : value;
  }

  /** Reduces what programs pass to the classes that conversions know. */
  private static Object plain(ColumnType type, Object value, @Nullable Calendar zone, Object place)
      throws SQLException {
    if (value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof BigDecimal
        || value instanceof Boolean
        || value instanceof byte[]) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Character || value instanceof CharSequence) {
      return value.toString();
    }
    if (value instanceof java.util.Date || value instanceof Calendar) {
      return plainDate(type, value, zone);
    }
    if (value instanceof Instant instant) {
      return instant.atOffset(ZoneOffset.UTC);
    }
    if (value instanceof ZonedDateTime zoned) {
      return zoned.toOffsetDateTime();
    }
    if (value instanceof OffsetTime time) {
      return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
    }
    if (value instanceof Array array) {
      return array.getArray();
    }
    if (value instanceof Struct struct) {
      return struct.getAttributes();
    }
    if (value instanceof Clob clob) {
      return clob.getSubString(1, Math.toIntExact(clob.length()));
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    }
    if (value instanceof InputStream stream) {
      return readAll(stream, place);
    }
    if (value instanceof Reader reader) {
      return readAll(reader, place);
    }
    return value;
  }

  private static @Nullable ColumnType elementOf(ColumnType type) {
    return type instanceof ColumnType.Array array ? array.element() : null;
  }

  private static Object plainDate(ColumnType type, Object value, @Nullable Calendar zone) {
    java.util.Date date =
        value instanceof Calendar calendar ? calendar.getTime() : (java.util.Date) value;
    if (type instanceof ColumnType.Timestamp timestamp && timestamp.zoned()) {
      return TimeConversions.instant(date);
    }
    LocalDateTime fields = TimeConversions.fields(date, zone);
    if (date instanceof Date) {
      return fields.toLocalDate();
    }
    return date instanceof Time ? fields.toLocalTime() : fields;
  }

  private static byte[] readAll(InputStream stream, Object place) throws SQLException {
    try {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  private static String readAll(Reader reader, Object place) throws SQLException {
    try {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  private static SQLException unreadable(Object place, IOException e) {
    return SqlErrors.create(
        SqlState.IO_ERROR, "The stream in " + place + " cannot be read: " + e.getMessage(), e);
  }
}
