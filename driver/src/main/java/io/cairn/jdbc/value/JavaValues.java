package io.cairn.jdbc.value;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of a result as the classes that a program asks for. */
public final class JavaValues {
  private JavaValues() {}

  /** What {@code getObject} gives: an object of {@link JdbcType#javaClass}. */
  public static Object object(ColumnReader reader, int row) throws SQLException {
    return object(reader.type(), reader.boxed(row), reader.place());
  }

  /** The same for a boxed value, as nested values hold them. */
  static Object object(ColumnType type, Object boxed, Object place) throws SQLException {
    Object value = BoxedValues.toJava(type, boxed);
    return switch (type.code()) {
      case INT8, INT16, INT32, UINT8, UINT16 -> ((Number) value).intValue();
      case UINT64 -> new BigDecimal((BigInteger) value);
      case DATE -> TimeConversions.sqlDate(value, null, place);
      case TIME -> TimeConversions.sqlTime(value, null, place);
      case TIMESTAMP -> TimeConversions.sqlTimestamp(value, null, place);
      case ARRAY -> array((ColumnType.Array) type, (List<?>) value);
      case ROW, COMPLEX64, COMPLEX128 -> struct(type, value, place);
      case MAP -> map((ColumnType.Mapping) type, (Map<?, ?>) value, place);
      default -> value;
    };
  }

  public static byte[] bytes(ColumnReader reader, int row) throws SQLException {
    return Conversions.toBytes(reader.value(row), reader.place());
  }

  public static byte byteValue(ColumnReader reader, int row) throws SQLException {
    return (byte)
        Conversions.toInt(
            reader.value(row), Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT", reader.place());
  }

  public static short shortValue(ColumnReader reader, int row) throws SQLException {
    return (short)
        Conversions.toInt(
            reader.value(row), Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT", reader.place());
  }

  /** The same fields in the calendar's zone, or the virtual machine's. */
  public static Date date(ColumnReader reader, int row, @Nullable Calendar zone)
      throws SQLException {
    return TimeConversions.sqlDate(reader.value(row), zone, reader.place());
  }

  /** The same fields in the calendar's zone, or the virtual machine's. */
  public static Time time(ColumnReader reader, int row, @Nullable Calendar zone)
      throws SQLException {
    return TimeConversions.sqlTime(reader.value(row), zone, reader.place());
  }

  /** The same instant if the type has a zone, else the same fields in the calendar's zone. */
  public static Timestamp timestamp(ColumnReader reader, int row, @Nullable Calendar zone)
      throws SQLException {
    return TimeConversions.sqlTimestamp(reader.value(row), zone, reader.place());
  }

  public static Array array(ColumnReader reader, int row) throws SQLException {
    if (reader.type() instanceof ColumnType.Array type) {
      return array(type, (List<?>) reader.boxed(row));
    }
    throw Conversions.noConversion(reader.value(row), "ARRAY", reader.place());
  }

  public static Blob blob(ColumnReader reader, int row) throws SQLException {
    return new CairnBlob(bytes(reader, row));
  }

  public static NClob clob(ColumnReader reader, int row) {
    return new CairnClob(reader.getString(row));
  }

  /**
   * The value as an object of a class that the program names.
   *
   * @throws SQLException 22018 if the type has no conversion to it, 22003 or 22P02 if the value has
   *     none, 0A000 if the class is not one of those that JDBC and Cairn map
   */
  public static <T> T as(Class<T> wanted, ColumnReader reader, int row) throws SQLException {
    Object found = find(wanted, reader, row);
    if (found == null) {
      Object standard = object(reader, row);
      if (!wanted.isInstance(standard)) {
        throw SqlErrors.unsupported(
            reader.place()
                + " cannot be read as "
                + wanted.getName()
                + "; it is "
                + standard.getClass().getName());
      }
      found = standard;
    }
    return wanted.cast(found);
  }

  private static @Nullable Object find(Class<?> wanted, ColumnReader reader, int row)
      throws SQLException {
    String place = reader.place();
    if (wanted == String.class) {
      return reader.getString(row);
    }
    if (wanted == Integer.class) {
      return reader.getInt(row);
    }
    if (wanted == Long.class) {
      return reader.getLong(row);
    }
    if (wanted == Double.class) {
      return reader.getDouble(row);
    }
    if (wanted == Boolean.class) {
      return reader.getBoolean(row);
    }
    if (wanted == BigDecimal.class) {
      return reader.getBigDecimal(row);
    }
    if (wanted == Float.class) {
      return reader.getFloat(row);
    }
    if (wanted == Short.class) {
      return shortValue(reader, row);
    }
    if (wanted == Byte.class) {
      return byteValue(reader, row);
    }
    if (wanted == BigInteger.class) {
      return Conversions.toInteger(reader.value(row), "an integer", place);
    }
    if (wanted == byte[].class) {
      return bytes(reader, row);
    }
    if (wanted == UUID.class) {
      return Conversions.toUuid(reader.value(row), place);
    }
    if (wanted == Blob.class) {
      return blob(reader, row);
    }
    if (wanted == Clob.class || wanted == NClob.class) {
      return clob(reader, row);
    }
    return findTime(wanted, reader, row);
  }

  private static @Nullable Object findTime(Class<?> wanted, ColumnReader reader, int row)
      throws SQLException {
    String place = reader.place();
    if (wanted == LocalDate.class) {
      return TimeConversions.toDate(reader.value(row), place);
    }
    if (wanted == LocalTime.class) {
      return TimeConversions.toTime(reader.value(row), place);
    }
    if (wanted == LocalDateTime.class) {
      return TimeConversions.toDateTime(reader.value(row), place);
    }
    if (wanted == OffsetDateTime.class) {
      return TimeConversions.toOffsetDateTime(reader.value(row), place);
    }
    if (wanted == ZonedDateTime.class) {
      return TimeConversions.toOffsetDateTime(reader.value(row), place)
          .atZoneSameInstant(ZoneOffset.UTC);
    }
    if (wanted == Instant.class) {
      return TimeConversions.toOffsetDateTime(reader.value(row), place).toInstant();
    }
    if (wanted == Date.class) {
      return date(reader, row, null);
    }
    if (wanted == Time.class) {
      return time(reader, row, null);
    }
    if (wanted == Timestamp.class || wanted == java.util.Date.class) {
      return timestamp(reader, row, null);
    }
    return null;
  }

  private static CairnArray array(ColumnType.Array type, List<?> elements) {
    return new CairnArray(type.element(), elements);
  }

  private static Struct struct(ColumnType type, Object value, Object place) throws SQLException {
    if (type instanceof ColumnType.Row row) {
      @Nullable Object[] fields = (@Nullable Object[]) value;
      @Nullable Object[] attributes = new @Nullable Object[fields.length];
      for (int i = 0; i < fields.length; i++) {
        Column field = row.fields().get(i);
        Object boxed = fields[i];
        attributes[i] = boxed == null ? null : object(field.type(), boxed, place);
      }
      return new CairnStruct("ROW", attributes);
    }
    double[] parts = (double[]) value;
    return new CairnStruct("ROW", new @Nullable Object[] {parts[0], parts[1]});
  }

  private static Map<@Nullable Object, @Nullable Object> map(
      ColumnType.Mapping type, Map<?, ?> value, Object place) throws SQLException {
    Map<@Nullable Object, @Nullable Object> objects = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : value.entrySet()) {
      Object key = entry.getKey();
      Object boxed = entry.getValue();
      objects.put(
          key == null ? null : object(type.key(), key, place),
          boxed == null ? null : object(type.value(), boxed, place));
    }
    return objects;
  }

  /** The elements of an array as objects. */
  static List<@Nullable Object> objects(ColumnType element, List<?> boxed) throws SQLException {
    List<@Nullable Object> objects = new ArrayList<>(boxed.size());
    for (Object each : boxed) {
      objects.add(each == null ? null : object(element, each, "an array"));
    }
    return objects;
  }
}
