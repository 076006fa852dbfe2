package io.cairn.planner.exec.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.planner.exec.kernel.Int128;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How values are written as text: what {@code CAST(x AS VARCHAR)} gives, and what the command line
 * and {@code getString} show. NULL is the caller's business.
 */
public final class ValueText {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private ValueText() {}

  /** Appends the text of a row that is not NULL. */
  public static void append(StringBuilder out, ColumnVector vector, int row, ColumnType type) {
    if (vector instanceof IntVector ints) {
      appendWhole(out, ints.values()[row], type);
    } else if (vector instanceof LongVector longs) {
      appendWhole(out, longs.values()[row], type);
    } else if (vector instanceof DoubleVector doubles) {
      appendDouble(out, doubles.values()[row], type);
    } else if (vector instanceof Int128Vector wide) {
      appendWide(out, wide.high()[row], wide.low()[row], type);
    } else if (vector instanceof DictionaryVector coded) {
      int code = coded.codes()[row];
      int[] offsets = coded.dictionary().offsets();
      appendBytes(out, coded.dictionary().bytes(), offsets[code], offsets[code + 1], type);
    } else if (vector instanceof TextVector text) {
      int[] offsets = text.offsets();
      appendBytes(out, text.bytes(), offsets[row], offsets[row + 1], type);
    } else if (vector instanceof ObjectVector objects) {
      Json.append(out, objects.values()[row], type);
    } else {
      throw new AssertionError(vector);
    }
  }

  /** Appends the text of a value in boxed form that is not NULL. */
  public static void append(StringBuilder out, Object value, ColumnType type) {
    if (value instanceof Boolean
        || value instanceof String
        || value instanceof BigInteger
        || value instanceof UUID) {
      out.append(value);
    } else if (value instanceof BigDecimal decimal) {
      out.append(decimal.toPlainString());
    } else if (value instanceof Double || value instanceof Float) {
      appendDouble(out, ((Number) value).doubleValue(), type);
    } else if (value instanceof Number number) {
      appendWhole(out, number.longValue(), type);
    } else if (value instanceof byte[] bytes) {
      appendHex(out, bytes, 0, bytes.length);
    } else if (value instanceof Object[]
        || value instanceof List
        || value instanceof Map
        || value instanceof double[]) {
      Json.append(out, value, type);
    } else {
      out.append(value);
    }
  }

  /** The text of a value in boxed form. */
  public static @Nullable String of(@Nullable Object value, ColumnType type) {
    if (value == null) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    append(out, value, type);
    return out.toString();
  }

  /** Appends a value of an INT or LONG lane. */
  public static void appendWhole(StringBuilder out, long value, ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      out.append(value != 0);
    } else if (type instanceof ColumnType.Int integer) {
      if (integer.bits() == 64 && !integer.signed()) {
        out.append(Long.toUnsignedString(value));
      } else {
        out.append(value);
      }
    } else if (type instanceof ColumnType.Decimal decimal) {
      appendDecimal(out, value, decimal.scale());
    } else if (type instanceof ColumnType.Date) {
      appendDate(out, value);
    } else if (type instanceof ColumnType.Time) {
      appendTimeOfDay(out, value, Temporal.unitsPerSecond(type));
    } else if (type instanceof ColumnType.Timestamp timestamp) {
      long units = Temporal.unitsPerSecond(type);
      long perDay = units * Temporal.SECONDS_PER_DAY;
      appendDate(out, Math.floorDiv(value, perDay));
      out.append(' ');
      appendTimeOfDay(out, Math.floorMod(value, perDay), units);
      if (timestamp.zoned()) {
        out.append("+00:00");
      }
    } else if (type instanceof ColumnType.Interval interval) {
      appendInterval(out, value, interval.months());
    } else {
      out.append(value);
    }
  }

  /** Appends a value of a DOUBLE lane. */
  public static void appendDouble(StringBuilder out, double value, ColumnType type) {
    if (type instanceof ColumnType.FloatingPoint number && number.bits() < 64) {
      FloatText.append(out, (float) value);
    } else {
      FloatText.append(out, value);
    }
  }

  /** Appends {@code value / 10^scale}, plain. */
  public static void appendDecimal(StringBuilder out, long value, int scale) {
    if (scale == 0) {
      out.append(value);
      return;
    }
    if (value == Long.MIN_VALUE || scale > 18) {
      out.append(BigDecimal.valueOf(value, scale).toPlainString());
      return;
    }
    long magnitude = Math.abs(value);
    long power = Int128.longPowerOfTen(scale);
    if (value < 0) {
      out.append('-');
    }
    out.append(magnitude / power).append('.');
    appendPadded(out, magnitude % power, scale);
  }

  /** Appends {@code YYYY-MM-DD} of a day since 1970-01-01. */
  public static void appendDate(StringBuilder out, long day) {
    long civil = Temporal.civil(day);
    long year = Temporal.yearOf(civil);
    if (year < 0) {
      out.append('-');
    }
    appendPadded(out, Math.abs(year), 4);
    out.append('-');
    appendPadded(out, Temporal.monthOf(civil), 2);
    out.append('-');
    appendPadded(out, Temporal.dayOf(civil), 2);
  }

  /** Appends {@code HH:MM:SS}, and the fraction if it is not zero. */
  public static void appendTimeOfDay(StringBuilder out, long value, long unitsPerSecond) {
    long seconds = Math.floorDiv(value, unitsPerSecond);
    appendPadded(out, seconds / 3600, 2);
    out.append(':');
    appendPadded(out, seconds / 60 % 60, 2);
    out.append(':');
    appendPadded(out, seconds % 60, 2);
    appendFraction(out, value - seconds * unitsPerSecond, unitsPerSecond);
  }

  /** Appends bytes in lower-case hexadecimal digits. */
  public static void appendHex(StringBuilder out, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      out.append(HEX[(bytes[i] >> 4) & 15]).append(HEX[bytes[i] & 15]);
    }
  }

  private static void appendBytes(
      StringBuilder out, byte[] bytes, int from, int to, ColumnType type) {
    if (type instanceof ColumnType.Bytes) {
      appendHex(out, bytes, from, to);
    } else {
      out.append(new String(bytes, from, to - from, UTF_8));
    }
  }

  private static void appendWide(StringBuilder out, long high, long low, ColumnType type) {
    if (type instanceof ColumnType.Uuid) {
      out.append(new UUID(high, low));
    } else if (high == low >> 63) {
      appendDecimal(out, low, ((ColumnType.Decimal) type).scale());
    } else {
      BigInteger unscaled = Int128.toBigInteger(high, low);
      out.append(new BigDecimal(unscaled, ((ColumnType.Decimal) type).scale()).toPlainString());
    }
  }

  /** {@code 3-02} years and months, {@code 4 05:06:07.8} days and time. */
  private static void appendInterval(StringBuilder out, long value, boolean months) {
    if (value < 0) {
      out.append('-');
    }
    if (months) {
      BigInteger[] parts =
          BigInteger.valueOf(value).abs().divideAndRemainder(BigInteger.valueOf(12));
      out.append(parts[0]).append('-');
      appendPadded(out, parts[1].longValue(), 2);
      return;
    }
    BigInteger[] parts =
        BigInteger.valueOf(value)
            .abs()
            .divideAndRemainder(BigInteger.valueOf(Temporal.MICROS_PER_DAY));
    out.append(parts[0]).append(' ');
    appendTimeOfDay(out, parts[1].longValue(), Temporal.MICROS_PER_SECOND);
  }

  private static void appendFraction(StringBuilder out, long units, long unitsPerSecond) {
    if (units == 0) {
      return;
    }
    int digits = unitsPerSecond == Temporal.MICROS_PER_SECOND ? 6 : 9;
    long rest = units;
    while (rest % 10 == 0) {
      rest /= 10;
      digits--;
    }
    out.append('.');
    appendPadded(out, rest, digits);
  }

  private static void appendPadded(StringBuilder out, long value, int digits) {
    int start = out.length();
    out.append(value);
    for (int missing = digits - (out.length() - start); missing > 0; missing--) {
      out.insert(start, '0');
    }
  }

  /** Nested values as JSON. */
  private static final class Json {
    static void append(StringBuilder out, @Nullable Object value, ColumnType type) {
      if (value == null) {
        out.append("null");
      } else if (type instanceof ColumnType.Row row) {
        appendRow(out, (@Nullable Object[]) value, row);
      } else if (type instanceof ColumnType.Array array) {
        appendArray(out, (List<?>) value, array);
      } else if (type instanceof ColumnType.Mapping mapping) {
        appendMap(out, (Map<?, ?>) value, mapping);
      } else if (value instanceof double[] parts) {
        out.append("{\"re\":");
        append(out, parts[0], ColumnType.FLOAT64);
        out.append(",\"im\":");
        append(out, parts[1], ColumnType.FLOAT64);
        out.append('}');
      } else if (value instanceof Double number && !Double.isFinite(number)) {
        appendString(out, number.toString());
      } else if (value instanceof Boolean || isNumber(type)) {
        ValueText.append(out, value, type);
      } else {
        StringBuilder text = new StringBuilder();
        ValueText.append(text, value, type);
        appendString(out, text.toString());
      }
    }

    private static boolean isNumber(ColumnType type) {
      return type instanceof ColumnType.Int
          || type instanceof ColumnType.FloatingPoint
          || type instanceof ColumnType.Decimal;
    }

    private static void appendRow(
        StringBuilder out, @Nullable Object[] values, ColumnType.Row row) {
      out.append('{');
      for (int i = 0; i < row.fields().size(); i++) {
        if (i > 0) {
          out.append(',');
        }
        appendString(out, row.fields().get(i).name());
        out.append(':');
        append(out, values[i], row.fields().get(i).type());
      }
      out.append('}');
    }

    private static void appendArray(StringBuilder out, List<?> values, ColumnType.Array array) {
      out.append('[');
      String separator = "";
      for (Object value : values) {
        out.append(separator);
        append(out, value, array.element());
        separator = ",";
      }
      out.append(']');
    }

    private static void appendMap(StringBuilder out, Map<?, ?> map, ColumnType.Mapping mapping) {
      out.append('{');
      String separator = "";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator);
        appendString(out, Objects.requireNonNullElse(of(entry.getKey(), mapping.key()), "null"));
        out.append(':');
        append(out, entry.getValue(), mapping.value());
        separator = ",";
      }
      out.append('}');
    }

    private static void appendString(StringBuilder out, String text) {
      out.append('"');
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '"' -> out.append("\\\"");
          case '\\' -> out.append("\\\\");
          case '\n' -> out.append("\\n");
          case '\r' -> out.append("\\r");
          case '\t' -> out.append("\\t");
          default -> {
            if (c < 0x20) {
              out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
              out.append(c);
            }
          }
        }
      }
      out.append('"');
    }
  }
}
