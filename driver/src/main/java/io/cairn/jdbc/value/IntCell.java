package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.sql.Date;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A parameter in lane INT: truth values, integers of up to 32 bits, dates. */
final class IntCell extends ParameterCell {
  private final boolean isBoolean;
  private final boolean isDate;

  /** What integers the type holds; an empty range where it is no integer. */
  private final long min;

  private final long max;
  private int value;

  IntCell(ColumnType type, String place) {
    super(type, place);
    this.isBoolean = type instanceof ColumnType.Bool;
    this.isDate = type instanceof ColumnType.Date;
    if (type instanceof ColumnType.Int integer) {
      long span = 1L << (integer.signed() ? integer.bits() - 1 : integer.bits());
      this.min = integer.signed() ? -span : 0;
      this.max = span - 1;
    } else {
      this.min = 0;
      this.max = -1;
    }
  }

  @Override
  public void setBoolean(boolean newValue) throws SQLException {
    if (isBoolean) {
      value = newValue ? 1 : 0;
      stored();
    } else {
      super.setBoolean(newValue);
    }
  }

  @Override
  public void setLong(long newValue) throws SQLException {
    if (newValue >= min && newValue <= max) {
      value = (int) newValue;
      stored();
    } else {
      super.setLong(newValue);
    }
  }

  @Override
  public void setUnits(long newValue) throws SQLException {
    if (isDate && newValue == (int) newValue) {
      value = (int) newValue;
      stored();
    } else if (isDate) {
      throw outOfRange(newValue);
    } else {
      setLong(newValue);
    }
  }

  @Override
  public void setDate(@Nullable Date newValue) throws SQLException {
    if (newValue != null && isDate && DateLanes.isFast(newValue)) {
      value = DateLanes.days(newValue);
      stored();
    } else {
      super.setDate(newValue);
    }
  }

  @Override
  void store(Object boxed) {
    value =
        boxed instanceof Boolean bool
            ? (bool ? 1 : 0)
            : Math.toIntExact(((Number) boxed).longValue());
  }

  @Override
  Object boxedValue() {
    return isBoolean ? (Object) (value != 0) : (Object) (long) value;
  }

  @Override
  void appendValue(ColumnBuilder column) {
    column.appendInt(value);
  }
}
