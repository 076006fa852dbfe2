package io.cairn.planner.exec.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.planner.exec.kernel.Int128;
import io.cairn.storage.type.ColumnType;
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
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values between lanes and the boxed form that {@link io.cairn.planner.exec.expression.Expression}
 * describes.
 */
public final class BoxedValues {
  private BoxedValues() {}

  /** The value of a row in boxed form; null for NULL. */
  public static @Nullable Object get(ColumnVector vector, int row, ColumnType type) {
    if (vector.isNull(row) || type instanceof ColumnType.Null) {
      return null;
    }
    if (vector instanceof IntVector ints) {
      return ofWhole(ints.values()[row], type);
    }
    if (vector instanceof LongVector longs) {
      return ofWhole(longs.values()[row], type);
    }
    if (vector instanceof DoubleVector doubles) {
      return doubles.values()[row];
    }
    if (vector instanceof Int128Vector wide) {
      long high = wide.high()[row];
      long low = wide.low()[row];
      return type instanceof ColumnType.Decimal decimal
          ? new BigDecimal(Int128.toBigInteger(high, low), decimal.scale())
          : new UUID(high, low);
    }
    if (vector instanceof DictionaryVector coded) {
      Dictionary dictionary = coded.dictionary();
      int code = coded.codes()[row];
      return ofBytes(
          dictionary.bytes(), dictionary.offsets()[code], dictionary.offsets()[code + 1], type);
    }
    if (vector instanceof TextVector text) {
      return ofBytes(text.bytes(), text.offsets()[row], text.offsets()[row + 1], type);
    }
    if (vector instanceof ObjectVector objects) {
      return objects.values()[row];
    }
    throw new AssertionError(vector);
  }

  /** The boxed form of a value of an INT or LONG lane. */
  public static Object ofWhole(long value, ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      return value != 0;
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return BigDecimal.valueOf(value, decimal.scale());
    }
    if (isUnsigned64(type)) {
      return value >= 0
          ? BigInteger.valueOf(value)
          : BigInteger.valueOf(value).add(BigInteger.ONE.shiftLeft(64));
    }
    return value;
  }

  /** Whether values are held as the bits of an unsigned 64-bit number. */
  public static boolean isUnsigned64(ColumnType type) {
    return type instanceof ColumnType.Int integer && integer.bits() == 64 && !integer.signed();
  }

  /** The value of an INT or LONG lane of a boxed value. */
  public static long toWhole(Object value, ColumnType type) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return toDecimal(value)
          .setScale(decimal.scale(), RoundingMode.HALF_UP)
          .unscaledValue()
          .longValueExact();
    }
    return ((Number) value).longValue();
  }

  /** The value of an INT128 lane of a boxed value; sets {@code out}. */
  public static void toInt128(Object value, ColumnType type, Int128 out) {
    if (value instanceof UUID uuid) {
      out.set(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    } else if (type instanceof ColumnType.Decimal decimal) {
      out.set(toDecimal(value).setScale(decimal.scale(), RoundingMode.HALF_UP).unscaledValue());
    } else {
      out.set(((Number) value).longValue());
    }
  }

  /** The bytes of a value of lane TEXT. */
  public static byte[] toBytes(Object value) {
    return value instanceof byte[] bytes ? bytes : value.toString().getBytes(UTF_8);
  }

  /** A boxed number as an exact decimal; a double as its shortest decimal text. */
  public static BigDecimal toDecimal(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (value instanceof Double || value instanceof Float) {
      return new BigDecimal(value.toString());
    }
    return BigDecimal.valueOf(((Number) value).longValue());
  }

  /** The 16 bytes of a UUID. */
  public static byte[] uuidBytes(long high, long low) {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  private static Object ofBytes(byte[] bytes, int from, int to, ColumnType type) {
    return type instanceof ColumnType.Bytes
        ? Arrays.copyOfRange(bytes, from, to)
        : new String(bytes, from, to - from, UTF_8);
  }
}
