package io.cairn.storage.memory;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects lane LONG. */
final class LongAppender extends ColumnAppender {
  private long[] values = new long[0];

  LongAppender(Column column) {
    super(column);
  }

  @Override
  void grow(int newCapacity) {
    values = Arrays.copyOf(values, newCapacity);
  }

  @Override
  void set(int row, Object value) {
    values[row] = lanedValue(this, value);
  }

  @Override
  MemoryColumn build(int rows, int @Nullable [] nullLane) {
    return new LongColumn(column, values, rows, nullLane);
  }

  /** The value of an INT or LONG lane that stands for a boxed value. */
  static long lanedValue(ColumnAppender appender, Object value) {
    ColumnType type = appender.column.type();
    if (type instanceof ColumnType.Bool) {
      return appender.as(Boolean.class, value) ? 1 : 0;
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return unscaled(appender, decimal, value).longValueExact();
    }
    if (type.equals(ColumnType.UINT64)) {
      BigInteger number = appender.as(BigInteger.class, value);
      if (number.signum() < 0 || number.bitLength() > 64) {
        throw appender.doesNotFit(value);
      }
      return number.longValue();
    }
    if (type instanceof ColumnType.Null) {
      throw appender.doesNotFit(value);
    }
    long number = appender.as(Long.class, value);
    if (type instanceof ColumnType.Int integer && !fits(integer, number)) {
      throw appender.doesNotFit(value);
    }
    return number;
  }

  /** The unscaled value of a decimal at its type's scale. */
  static BigInteger unscaled(ColumnAppender appender, ColumnType.Decimal type, Object value) {
    BigDecimal number = appender.as(BigDecimal.class, value);
    try {
      BigDecimal scaled = number.setScale(type.scale(), RoundingMode.UNNECESSARY);
      if (scaled.precision() <= type.precision()) {
        return scaled.unscaledValue();
      }
    } catch (ArithmeticException digitsWouldBeLost) {
      // Falls through to the same error as a number that is too large.
    }
    throw appender.doesNotFit(value);
  }

  private static boolean fits(ColumnType.Int type, long number) {
    if (type.bits() == 64) {
      return true;
    }
    long min = type.signed() ? -(1L << (type.bits() - 1)) : 0;
    return number >= min && number - min < (1L << type.bits());
  }
}
