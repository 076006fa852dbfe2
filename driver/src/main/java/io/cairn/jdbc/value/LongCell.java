package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A parameter in lane LONG: integers of up to 64 bits (unsigned ones as their bits), decimals of up
 * to 18 digits as {@code value * 10^scale}, times, timestamps and intervals.
 */
final class LongCell extends ParameterCell {
  private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(Long.SIZE);
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int MAX_MICRO_PRECISION = 6;

  private final ColumnType.@Nullable Decimal decimal;
  private final ColumnType.@Nullable Time time;
  private final ColumnType.@Nullable Timestamp timestamp;

  /** What integers go in as they are; an empty range where the type is no integer. */
  private final long min;

  private final long max;
  private long value;

  LongCell(ColumnType type, String place) {
    super(type, place);
    this.decimal = type instanceof ColumnType.Decimal exact ? exact : null;
    this.time = type instanceof ColumnType.Time clock ? clock : null;
    this.timestamp = type instanceof ColumnType.Timestamp instant ? instant : null;
    if (type instanceof ColumnType.Int integer) {
      this.min = integer.signed() ? Long.MIN_VALUE : 0;
      this.max = integer.bits() == Long.SIZE ? Long.MAX_VALUE : (1L << integer.bits()) - 1;
    } else {
      this.min = 0;
      this.max = -1;
    }
  }

  @Override
  public void setLong(long newValue) throws SQLException {
    if (newValue >= min && newValue <= max) {
      value = newValue;
      stored();
    } else {
      super.setLong(newValue);
    }
  }

  @Override
  public void setUnits(long newValue) throws SQLException {
    if (timestamp != null || (time != null && newValue >= 0 && newValue < unitsPerDay(time))) {
      value = newValue;
      stored();
    } else if (time != null) {
      throw outOfRange(newValue);
    } else {
      setLong(newValue);
    }
  }

  private static long unitsPerDay(ColumnType.Time type) {
    return type.precision() <= MAX_MICRO_PRECISION ? MICROS_PER_DAY : MICROS_PER_DAY * 1000;
  }

  @Override
  public void setDecimal(@Nullable BigDecimal newValue) throws SQLException {
    if (newValue != null
        && decimal != null
        && newValue.scale() == decimal.scale()
        && newValue.precision() <= decimal.precision()) {
      value = newValue.scaleByPowerOfTen(decimal.scale()).longValueExact();
      stored();
    } else {
      super.setDecimal(newValue);
    }
  }

  @Override
  public void setTimestamp(@Nullable Timestamp newValue) throws SQLException {
    if (newValue != null && timestamp != null && DateLanes.isFast(newValue)) {
      value = DateLanes.timestamp(newValue, timestamp.precision(), timestamp.zoned());
      stored();
    } else {
      super.setTimestamp(newValue);
    }
  }

  @Override
  void store(Object boxed) {
    value =
        boxed instanceof BigDecimal number
            ? number.unscaledValue().longValueExact()
            : ((Number) boxed).longValue();
  }

  @Override
  Object boxedValue() {
    if (decimal != null) {
      return BigDecimal.valueOf(value, decimal.scale());
    }
    if (type().equals(ColumnType.UINT64)) {
      BigInteger bits = BigInteger.valueOf(value);
      return value < 0 ? bits.add(UNSIGNED_LIMIT) : bits;
    }
    return value;
  }

  @Override
  void appendValue(ColumnBuilder column) {
    column.appendLong(value);
  }
}
