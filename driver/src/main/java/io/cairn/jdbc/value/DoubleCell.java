package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.sql.SQLException;

/** A parameter in lane DOUBLE: every floating-point type; narrow ones hold what a float can. */
final class DoubleCell extends ParameterCell {
  private final boolean narrow;
  private double value;

  DoubleCell(ColumnType type, String place) {
    super(type, place);
    this.narrow = !type.equals(ColumnType.FLOAT64);
  }

  @Override
  public void setLong(long newValue) throws SQLException {
    setDouble((double) newValue);
  }

  @Override
  public void setFloat(float newValue) {
    value = newValue;
    stored();
  }

  @Override
  public void setDouble(double newValue) throws SQLException {
    value = narrow ? Conversions.toFloat(newValue, place()) : newValue;
    stored();
  }

  @Override
  void store(Object boxed) {
    value = (Double) boxed;
  }

  @Override
  Object boxedValue() {
    return value;
  }

  @Override
  void appendValue(ColumnBuilder column) {
    column.appendDouble(value);
  }
}
