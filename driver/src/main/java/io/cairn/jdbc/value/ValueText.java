package io.cairn.jdbc.value;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a value: the same as its CAST to VARCHAR. */
final class ValueText {
  private ValueText() {}

  /**
   * The text of a value.
   *
   * @param boxed in the boxed form of {@link io.cairn.planner.exec.expression.Expression}
   */
  static String of(ColumnType type, Object boxed) {
    if (type instanceof ColumnType.FloatingPoint floating) {
      double value = ((Number) boxed).doubleValue();
      return floating.bits() == 64 ? Double.toString(value) : Float.toString((float) value);
    }
    Object value = BoxedValues.toJava(type, boxed);
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof LocalTime time) {
      return time(time);
    }
    if (value instanceof LocalDateTime dateTime) {
      return dateTime(dateTime);
    }
    if (value instanceof OffsetDateTime zoned) {
      return dateTime(zoned.toLocalDateTime()) + "+00:00";
    }
    if (isNested(type)) {
      StringBuilder json = new StringBuilder();
      appendJson(json, type, boxed);
      return json.toString();
    }
    return value.toString();
  }

  private static String dateTime(LocalDateTime value) {
    LocalDate date = value.toLocalDate();
    return date + " " + time(value.toLocalTime());
  }

  private static String time(LocalTime value) {
    StringBuilder text = new StringBuilder(18);
    two(text, value.getHour()).append(':');
    two(text, value.getMinute()).append(':');
    two(text, value.getSecond());
    if (value.getNano() != 0) {
      String nanos = Integer.toString(1_000_000_000 + value.getNano()).substring(1);
      int end = nanos.length();
      while (nanos.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(nanos, 0, end);
    }
    return text.toString();
  }

  private static StringBuilder two(StringBuilder text, int value) {
    return value < 10 ? text.append('0').append(value) : text.append(value);
  }

  private static boolean isNested(ColumnType type) {
    return type instanceof ColumnType.Row
        || type instanceof ColumnType.Array
        || type instanceof ColumnType.Mapping
        || type instanceof ColumnType.Complex;
  }

  private static void appendJson(StringBuilder json, ColumnType type, @Nullable Object boxed) {
    if (boxed == null) {
      json.append("null");
    } else if (type instanceof ColumnType.Row row) {
      appendRow(json, row, (Object[]) boxed);
    } else if (type instanceof ColumnType.Complex) {
      double[] parts = (double[]) boxed;
      json.append("{\"re\":");
      appendJson(json, ColumnType.FLOAT64, parts[0]);
      json.append(",\"im\":");
      appendJson(json, ColumnType.FLOAT64, parts[1]);
      json.append('}');
    } else if (type instanceof ColumnType.Array array) {
      String separator = "[";
      for (Object element : (List<?>) boxed) {
        json.append(separator);
        appendJson(json, array.element(), element);
        separator = ",";
      }
      json.append(separator.equals("[") ? "[]" : "]");
    } else if (type instanceof ColumnType.Mapping mapping) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) boxed).entrySet()) {
        json.append(separator);
        Object key = entry.getKey();
        appendQuoted(json, key == null ? "null" : of(mapping.key(), key));
        json.append(':');
        appendJson(json, mapping.value(), entry.getValue());
        separator = ",";
      }
      json.append(separator.equals("{") ? "{}" : "}");
    } else if (isBare(type, boxed)) {
      json.append(of(type, boxed));
    } else {
      appendQuoted(json, of(type, boxed));
    }
  }

  private static void appendRow(StringBuilder json, ColumnType.Row row, @Nullable Object[] values) {
    json.append('{');
    for (int i = 0; i < row.fields().size(); i++) {
      Column field = row.fields().get(i);
      if (i > 0) {
        json.append(',');
      }
      appendQuoted(json, field.name());
      json.append(':');
      appendJson(json, field.type(), values[i]);
    }
    json.append('}');
  }

  /** Numbers and booleans need no quotes; NaN and infinities are no JSON numbers. */
  private static boolean isBare(ColumnType type, Object boxed) {
    if (type instanceof ColumnType.FloatingPoint) {
      return Double.isFinite(((Number) boxed).doubleValue());
    }
    return type instanceof ColumnType.Bool
        || type instanceof ColumnType.Int
        || type instanceof ColumnType.Decimal;
  }

  private static void appendQuoted(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
