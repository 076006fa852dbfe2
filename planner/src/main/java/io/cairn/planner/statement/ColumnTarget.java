package io.cairn.planner.statement;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.kernel.Utf8;
import io.cairn.planner.exec.value.TypeNames;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one column of a table go: the one place that holds them against the limits of
 * the column's type. Numbers round half up, CHAR is padded with blanks and BINARY with zeros;
 * nothing else is changed, and what does not fit is refused. Immutable and thread-safe.
 */
public final class ColumnTarget {
  private static final int MAX_SHOWN = 60;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int MICROS_PRECISION = 6;

  private final String name;
  private final ColumnType type;

  public ColumnTarget(ColumnDefinition column) {
    this.name = column.name();
    this.type = column.type();
  }

  public ColumnType type() {
    return type;
  }

  /**
   * The type that values are cast to before they come here: text and bytes without their length,
   * since casts cut blanks off.
   */
  public ColumnType valueType() {
    return valueType(type);
  }

  /** As {@link #valueType()}, for a column of this type. */
  public static ColumnType valueType(ColumnType type) {
    if (type instanceof ColumnType.Text) {
      return ColumnType.VARCHAR;
    }
    return type instanceof ColumnType.Bytes ? ColumnType.VARBINARY : type;
  }

  /** An empty builder for values of the column. */
  public ColumnBuilder newBuilder() {
    return new ColumnBuilder(type.naturalLane());
  }

  /**
   * Adds a value in boxed form.
   *
   * @throws QueryException 22001, 22003 or 22008 if the type does not hold it
   */
  public void append(ColumnBuilder out, @Nullable Object value) {
    if (value == null) {
      out.appendNull();
    } else if (type instanceof ColumnType.Int integer) {
      appendWhole(out, value, integer);
    } else if (type instanceof ColumnType.Text text) {
      appendText(out, (String) value, text);
    } else if (type instanceof ColumnType.FloatingPoint floating) {
      out.appendDouble(real(((Number) value).doubleValue(), floating));
    } else if (type instanceof ColumnType.Bool) {
      out.appendInt((Boolean) value ? 1 : 0);
    } else if (type instanceof ColumnType.Decimal decimal) {
      appendDecimal(out, (BigDecimal) value, decimal);
    } else if (type instanceof ColumnType.Bytes bytes) {
      appendBytes(out, (byte[]) value, bytes);
    } else if (type instanceof ColumnType.Date) {
      out.appendInt(day((Long) value));
    } else if (type instanceof ColumnType.Time time) {
      out.appendLong(timeOfDay((Long) value, time));
    } else if (type instanceof ColumnType.Timestamp) {
      out.appendLong((Long) value);
    } else if (type instanceof ColumnType.Uuid) {
      UUID uuid = (UUID) value;
      out.appendInt128(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    } else {
      throw new AssertionError(type);
    }
  }

  private void appendWhole(ColumnBuilder out, Object value, ColumnType.Int integer) {
    if (value instanceof Long number && integer.signed() && integer.bits() == 64) {
      out.appendLong(number);
      return;
    }
    if (value instanceof Long number && fits(number, integer)) {
      appendLane(out, number);
      return;
    }
    BigInteger exact =
        value instanceof BigDecimal decimal
            ? decimal.setScale(0, RoundingMode.HALF_UP).toBigInteger()
            : value instanceof BigInteger big
                ? big
                : BigInteger.valueOf(((Number) value).longValue());
    int bits = integer.signed() ? integer.bits() - 1 : integer.bits();
    if (exact.bitLength() > bits || (!integer.signed() && exact.signum() < 0)) {
      throw outOfRange(exact);
    }
    appendLane(out, exact.longValue());
  }

  private void appendLane(ColumnBuilder out, long value) {
    if (type.naturalLane() == Lane.INT) {
      out.appendInt((int) value);
    } else {
      out.appendLong(value);
    }
  }

  private static boolean fits(long value, ColumnType.Int integer) {
    if (!integer.signed()) {
      return value >= 0 && (integer.bits() == 64 || value >>> integer.bits() == 0);
    }
    return value >> (integer.bits() - 1) == value >> 63;
  }

  private double real(double value, ColumnType.FloatingPoint floating) {
    if (floating.bits() == 64) {
      return value;
    }
    float single = (float) value;
    if (Float.isInfinite(single) && !Double.isInfinite(value)) {
      throw outOfRange(value);
    }
    return single;
  }

  private void appendDecimal(ColumnBuilder out, BigDecimal value, ColumnType.Decimal decimal) {
    // The exponent alone settles what is far too large: rounding 1e999999999 would take for ever.
    long leading = (long) value.precision() - value.scale();
    if (value.signum() != 0 && leading > decimal.precision()) {
      throw outOfRange(value);
    }
    BigDecimal rounded = value.setScale(decimal.scale(), RoundingMode.HALF_UP);
    if (rounded.precision() > decimal.precision()) {
      throw outOfRange(value.toPlainString());
    }
    if (type.naturalLane() == Lane.LONG) {
      out.appendLong(rounded.unscaledValue().longValueExact());
    } else {
      Int128 wide = new Int128();
      wide.set(rounded.unscaledValue());
      out.appendInt128(wide.high, wide.low);
    }
  }

  private void appendText(ColumnBuilder out, String value, ColumnType.Text text) {
    int limit = text.maxLength();
    if (limit == ColumnType.UNBOUNDED || (!text.fixed() && value.length() <= limit)) {
      out.appendText(value);
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    appendText(out, bytes, 0, bytes.length, text);
  }

  private void appendText(ColumnBuilder out, byte[] bytes, int from, int to, ColumnType.Text text) {
    int cut = Utf8.skip(bytes, from, to, text.maxLength());
    for (int i = cut; i < to; i++) {
      if (!text.fixed() || bytes[i] != ' ') {
        throw tooLong("'" + shown(bytes, from, to) + "'", Utf8.count(bytes, from, to));
      }
    }
    int missing = text.fixed() ? text.maxLength() - Utf8.count(bytes, from, cut) : 0;
    appendPadded(out, bytes, from, cut, missing, (byte) ' ');
  }

  private void appendBytes(ColumnBuilder out, byte[] value, ColumnType.Bytes bytes) {
    appendBytes(out, value, 0, value.length, bytes);
  }

  private void appendBytes(ColumnBuilder out, byte[] value, int from, int to, ColumnType.Bytes is) {
    int limit = is.maxLength();
    if (limit != ColumnType.UNBOUNDED && to - from > limit) {
      throw tooLong("of binary data", to - from);
    }
    int missing = is.fixed() && limit != ColumnType.UNBOUNDED ? limit - (to - from) : 0;
    appendPadded(out, value, from, to, missing, (byte) 0);
  }

  private static void appendPadded(
      ColumnBuilder out, byte[] value, int from, int to, int missing, byte padding) {
    if (missing == 0) {
      out.appendBytes(value, from, to - from);
      return;
    }
    byte[] padded = new byte[to - from + missing];
    System.arraycopy(value, from, padded, 0, to - from);
    java.util.Arrays.fill(padded, to - from, padded.length, padding);
    out.appendBytes(padded, 0, padded.length);
  }

  private int day(long value) {
    if (value != (int) value) {
      throw new QueryException(
          ErrorCode.DATETIME_OUT_OF_RANGE, "Day " + value + " is no DATE" + inColumn());
    }
    return (int) value;
  }

  private long timeOfDay(long value, ColumnType.Time time) {
    long perDay = time.precision() <= MICROS_PRECISION ? MICROS_PER_DAY : MICROS_PER_DAY * 1_000;
    if (value < 0 || value >= perDay) {
      throw new QueryException(
          ErrorCode.DATETIME_OUT_OF_RANGE,
          "The time of day " + value + " lies outside of its day" + inColumn());
    }
    return value;
  }

  /**
   * Values of the column's lane, held against its limits all at once.
   *
   * @return {@code values} itself where nothing had to be changed, else new ones
   * @throws QueryException 22001, 22003 or 22008 with the row
   */
  public ColumnBuilder fitted(ColumnBuilder values) {
    if (type instanceof ColumnType.Text text && text.maxLength() != ColumnType.UNBOUNDED) {
      return fittedText(values, text);
    }
    if (type instanceof ColumnType.Bytes bytes && bytes.maxLength() != ColumnType.UNBOUNDED) {
      return fittedBytes(values, bytes);
    }
    int row = firstOutside(values);
    if (row >= 0) {
      throw new QueryException(outOfRange(shown(values, row)), row);
    }
    return values;
  }

  private ColumnBuilder fittedText(ColumnBuilder values, ColumnType.Text text) {
    ColumnBuilder out = text.fixed() ? new ColumnBuilder(Lane.TEXT) : values;
    byte[] bytes = values.bytes();
    int[] offsets = values.offsets();
    for (int row = 0; row < values.size(); row++) {
      int from = offsets[row];
      int to = offsets[row + 1];
      if (!text.fixed() && to - from <= text.maxLength()) {
        continue;
      }
      try {
        if (text.fixed() && values.isNull(row)) {
          out.appendNull();
        } else if (text.fixed()) {
          appendText(out, bytes, from, to, text);
        } else if (Utf8.skip(bytes, from, to, text.maxLength()) < to) {
          throw tooLong("'" + shown(bytes, from, to) + "'", Utf8.count(bytes, from, to));
        }
      } catch (QueryException e) {
        throw new QueryException(e, row);
      }
    }
    return out;
  }

  private ColumnBuilder fittedBytes(ColumnBuilder values, ColumnType.Bytes bytes) {
    ColumnBuilder out = bytes.fixed() ? new ColumnBuilder(Lane.TEXT) : values;
    int[] offsets = values.offsets();
    for (int row = 0; row < values.size(); row++) {
      int length = offsets[row + 1] - offsets[row];
      if (length > bytes.maxLength()) {
        throw new QueryException(tooLong("of binary data", length), row);
      }
      if (bytes.fixed() && values.isNull(row)) {
        out.appendNull();
      } else if (bytes.fixed()) {
        appendBytes(out, values.bytes(), offsets[row], offsets[row + 1], bytes);
      }
    }
    return out;
  }

  /** The first row outside of the type's range, -1 if there is none; NULL lies inside. */
  private int firstOutside(ColumnBuilder values) {
    int count = values.size();
    if (type instanceof ColumnType.Int integer && integer.bits() < 64) {
      boolean narrow = values.lane() == Lane.INT;
      if (narrow && integer.signed() && integer.bits() == 32) {
        return -1;
      }
      for (int row = 0; row < count; row++) {
        if (!fits(narrow ? values.ints()[row] : values.longs()[row], integer)) {
          return row;
        }
      }
    } else if (type instanceof ColumnType.Decimal decimal) {
      return firstOutside(values, decimal);
    } else if (type instanceof ColumnType.Time time) {
      long perDay = time.precision() <= MICROS_PRECISION ? MICROS_PER_DAY : MICROS_PER_DAY * 1_000;
      for (int row = 0; row < count; row++) {
        if (values.longs()[row] < 0 || values.longs()[row] >= perDay) {
          return row;
        }
      }
    } else if (type instanceof ColumnType.FloatingPoint floating && floating.bits() < 64) {
      double[] reals = values.doubles();
      for (int row = 0; row < count; row++) {
        float single = (float) reals[row];
        if (Float.isInfinite(single) && !Double.isInfinite(reals[row])) {
          return row;
        }
        reals[row] = single;
      }
    }
    return -1;
  }

  private static int firstOutside(ColumnBuilder values, ColumnType.Decimal decimal) {
    int count = values.size();
    if (values.lane() == Lane.LONG) {
      long limit = Int128.longPowerOfTen(decimal.precision());
      for (int row = 0; row < count; row++) {
        long value = values.longs()[row];
        if (value >= limit || value <= -limit) {
          return row;
        }
      }
      return -1;
    }
    for (int row = 0; row < count; row++) {
      if (!Int128.fits(values.high()[row], values.longs()[row], decimal.precision())) {
        return row;
      }
    }
    return -1;
  }

  private static Object shown(ColumnBuilder values, int row) {
    return switch (values.lane()) {
      case INT -> values.ints()[row];
      case LONG -> values.longs()[row];
      case DOUBLE -> values.doubles()[row];
      case INT128 -> Int128.toBigInteger(values.high()[row], values.longs()[row]);
      case TEXT, OBJECT -> "";
    };
  }

  private QueryException outOfRange(Object value) {
    return new QueryException(
        ErrorCode.NUMERIC_OUT_OF_RANGE,
        "The number " + value + " does not fit " + TypeNames.of(type) + inColumn());
  }

  private QueryException tooLong(String value, int length) {
    return new QueryException(
        ErrorCode.INVALID_TEXT_LENGTH,
        "The value "
            + value
            + " of length "
            + length
            + " is too long for "
            + TypeNames.of(type)
            + inColumn()
            + "; cut it with SUBSTRING, or declare the column longer");
  }

  private String inColumn() {
    return " of column " + name;
  }

  private static String shown(byte[] bytes, int from, int to) {
    String text =
        new String(bytes, from, Math.min(to - from, 4 * MAX_SHOWN), StandardCharsets.UTF_8);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "..";
  }
}
