package io.cairn.planner.fallback;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.joou.UByte;
import org.joou.UInteger;
import org.joou.ULong;
import org.joou.UShort;
import org.jspecify.annotations.Nullable;

/**
 * Converts values of one SQL type between the boxed form of {@link
 * io.cairn.planner.exec.expression.Expression} and the form that generated code works on. Immutable
 * and thread-safe.
 *
 * <p>Times of up to three digits are milliseconds in generated code; finer ones keep the unit of
 * their lane, and nothing but comparing and passing them on is allowed ({@link Restrictions}). In
 * generated code 0.0 stands for -0.0, so that both are one key.
 */
final class ValueConversion {
  /** Digits after the second that generated code knows. */
  static final int MAX_FRACTION = 3;

  private static final long MICROS_PER_MILLI = 1_000;

  private final Function<Object, Object> toGenerated;
  private final Function<Object, Object> fromGenerated;

  private ValueConversion(
      Function<Object, Object> toGenerated, Function<Object, Object> fromGenerated) {
    this.toGenerated = toGenerated;
    this.fromGenerated = fromGenerated;
  }

  /** The conversion of a boxed value, NULL included. */
  @Nullable Object toGenerated(@Nullable Object boxed) {
    return boxed == null ? null : toGenerated.apply(boxed);
  }

  /**
   * The boxed form of a generated value, NULL included.
   *
   * @throws QueryException 22003 if the value does not fit the type
   */
  @Nullable Object fromGenerated(@Nullable Object generated) {
    return generated == null ? null : fromGenerated.apply(generated);
  }

  /** The conversions of a row type's columns. */
  static List<ValueConversion> ofFields(RelDataType rowType) {
    List<ValueConversion> conversions = new ArrayList<>();
    for (RelDataTypeField field : rowType.getFieldList()) {
      conversions.add(of(field.getType()));
    }
    return conversions;
  }

  /**
   * The conversion of a type.
   *
   * @throws QueryException 0A000 if generated code cannot work on it
   */
  static ValueConversion of(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN, UUID, NULL -> new ValueConversion(value -> value, value -> value);
      case TINYINT, SMALLINT, INTEGER, BIGINT -> integer(type);
      case UTINYINT ->
          new ValueConversion(
              value -> UByte.valueOf(((Number) value).longValue()), value -> unsigned(value, 255));
      case USMALLINT ->
          new ValueConversion(
              value -> UShort.valueOf(((Number) value).intValue()),
              value -> unsigned(value, 65_535));
      case UINTEGER ->
          new ValueConversion(
              value -> UInteger.valueOf(((Number) value).longValue()),
              value -> unsigned(value, 4_294_967_295L));
      case UBIGINT ->
          new ValueConversion(
              value -> ULong.valueOf((BigInteger) value), ValueConversion::unsignedLong);
      case REAL ->
          new ValueConversion(
              // Adding 0.0 makes -0.0 the same key as 0.0.
              value -> (float) ((Double) value + 0.0),
              value -> (double) ((Number) value).floatValue());
      case FLOAT, DOUBLE ->
          new ValueConversion(
              value -> (Double) value + 0.0, value -> ((Number) value).doubleValue());
      case DECIMAL -> new ValueConversion(value -> value, value -> decimal(value, type));
      case CHAR -> new ValueConversion(value -> ((String) value).stripTrailing(), Object::toString);
      case VARCHAR -> new ValueConversion(value -> value, Object::toString);
      case BINARY, VARBINARY ->
          new ValueConversion(
              value -> new ByteString((byte[]) value), value -> ((ByteString) value).getBytes());
      case DATE ->
          new ValueConversion(
              value -> Math.toIntExact((Long) value), value -> ((Number) value).longValue());
      case TIME -> time(type);
      case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(type);
      case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH ->
          new ValueConversion(
              value -> Math.toIntExact((Long) value), value -> ((Number) value).longValue());
      case INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND ->
          new ValueConversion(ValueConversion::millisExactly, ValueConversion::micros);
      case ROW -> row(ofFields(type));
      case ARRAY, MULTISET -> array(of(component(type.getComponentType(), type)));
      case MAP ->
          map(of(component(type.getKeyType(), type)), of(component(type.getValueType(), type)));
      default -> throw unsupported(type);
    };
  }

  private static ValueConversion integer(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT ->
          new ValueConversion(
              value -> ((Number) value).byteValue(),
              value -> inRange(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case SMALLINT ->
          new ValueConversion(
              value -> ((Number) value).shortValue(),
              value -> inRange(value, Short.MIN_VALUE, Short.MAX_VALUE));
      case INTEGER ->
          new ValueConversion(
              value -> ((Number) value).intValue(),
              value -> inRange(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      default ->
          new ValueConversion(
              value -> ((Number) value).longValue(),
              value -> inRange(value, Long.MIN_VALUE, Long.MAX_VALUE));
    };
  }

  private static Long inRange(Object value, long min, long max) {
    long number;
    if (value instanceof BigDecimal || value instanceof BigInteger) {
      BigDecimal exact = new BigDecimal(value.toString()).setScale(0, RoundingMode.HALF_UP);
      if (exact.compareTo(BigDecimal.valueOf(min)) < 0
          || exact.compareTo(BigDecimal.valueOf(max)) > 0) {
        throw outOfRange(value, min, max);
      }
      number = exact.longValueExact();
    } else {
      number = ((Number) value).longValue();
    }
    if (number < min || number > max) {
      throw outOfRange(value, min, max);
    }
    return number;
  }

  private static Long unsigned(Object value, long max) {
    return inRange(value, 0, max);
  }

  private static Object unsignedLong(Object value) {
    BigInteger number =
        value instanceof ULong unsigned
            ? unsigned.toBigInteger()
            : new BigDecimal(value.toString()).toBigInteger();
    if (number.signum() < 0 || number.bitLength() > 64) {
      throw outOfRange(value, 0, "18446744073709551615");
    }
    return number;
  }

  private static QueryException outOfRange(Object value, Object min, Object max) {
    return new QueryException(
        ErrorCode.NUMERIC_OUT_OF_RANGE,
        "The value " + value + " is out of range, expected " + min + " to " + max);
  }

  private static Object decimal(Object value, RelDataType type) {
    BigDecimal number = value instanceof BigDecimal big ? big : new BigDecimal(value.toString());
    BigDecimal scaled = number.setScale(type.getScale(), RoundingMode.HALF_UP);
    if (scaled.precision() > type.getPrecision()) {
      throw new QueryException(
          ErrorCode.NUMERIC_OUT_OF_RANGE,
          "The value "
              + number.toPlainString()
              + " does not fit DECIMAL("
              + type.getPrecision()
              + ", "
              + type.getScale()
              + ")");
    }
    return scaled;
  }

  private static ValueConversion time(RelDataType type) {
    if (type.getPrecision() > MAX_FRACTION) {
      throw unsupported(type);
    }
    return new ValueConversion(
        value -> (int) Math.floorDiv((Long) value, MICROS_PER_MILLI), ValueConversion::micros);
  }

  private static ValueConversion timestamp(RelDataType type) {
    if (type.getPrecision() > MAX_FRACTION) {
      return new ValueConversion(value -> value, value -> ((Number) value).longValue());
    }
    return new ValueConversion(
        value -> Math.floorDiv((Long) value, MICROS_PER_MILLI), ValueConversion::micros);
  }

  private static Object micros(Object millis) {
    try {
      return Math.multiplyExact(((Number) millis).longValue(), MICROS_PER_MILLI);
    } catch (ArithmeticException e) {
      throw new QueryException(
          ErrorCode.DATETIME_OUT_OF_RANGE,
          "A time of " + millis + " ms from 1970 is out of range",
          e);
    }
  }

  private static Object millisExactly(Object micros) {
    long value = (Long) micros;
    if (value % MICROS_PER_MILLI != 0) {
      throw new QueryException(
          ErrorCode.NOT_SUPPORTED,
          "An interval of "
              + value
              + " microseconds is finer than the milliseconds that this operation works with");
    }
    return value / MICROS_PER_MILLI;
  }

  private static ValueConversion row(List<ValueConversion> fields) {
    return new ValueConversion(
        value -> {
          @Nullable Object[] result = new @Nullable Object[fields.size()];
          for (int i = 0; i < result.length; i++) {
            // A complex number comes as its two parts.
            Object field =
                value instanceof double[] parts ? (Double) parts[i] : ((Object[]) value)[i];
            result[i] = fields.get(i).toGenerated(field);
          }
          return result;
        },
        value -> {
          @Nullable Object[] result = new @Nullable Object[fields.size()];
          for (int i = 0; i < result.length; i++) {
            Object field = value instanceof List<?> list ? list.get(i) : ((Object[]) value)[i];
            result[i] = fields.get(i).fromGenerated(field);
          }
          return result;
        });
  }

  private static ValueConversion array(ValueConversion element) {
    return new ValueConversion(
        value -> {
          List<@Nullable Object> result = new ArrayList<>();
          for (Object item : (List<?>) value) {
            result.add(element.toGenerated(item));
          }
          return result;
        },
        value -> {
          List<@Nullable Object> result = new ArrayList<>();
          for (Object item : (List<?>) value) {
            result.add(element.fromGenerated(item));
          }
          return result;
        });
  }

  private static ValueConversion map(ValueConversion key, ValueConversion content) {
    return new ValueConversion(
        value -> {
          Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
          ((Map<?, ?>) value)
              .forEach((k, v) -> result.put(key.toGenerated(k), content.toGenerated(v)));
          return result;
        },
        value -> {
          Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
          ((Map<?, ?>) value)
              .forEach((k, v) -> result.put(key.fromGenerated(k), content.fromGenerated(v)));
          return result;
        });
  }

  private static RelDataType component(@Nullable RelDataType component, RelDataType type) {
    if (component == null) {
      throw unsupported(type);
    }
    return component;
  }

  private static QueryException unsupported(RelDataType type) {
    return new QueryException(
        ErrorCode.NOT_SUPPORTED,
        "Values of type " + type + " cannot go through an operation that runs row by row");
  }
}
