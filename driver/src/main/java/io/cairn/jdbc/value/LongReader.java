package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.sql.SQLException;

/** Integers in a LONG lane that 64 signed bits hold. */
final class LongReader extends ColumnReader {
  private static final long[] NONE = {};

  private long[] values = NONE;

  LongReader(ColumnType type, String place) {
    super(type, place);
  }

  @Override
  void use(ColumnVector vector) {
    values = ((LongVector) vector).values();
  }

  @Override
  public Object boxed(int row) {
    return values[row];
  }

  @Override
  public int getInt(int row) throws SQLException {
    long value = values[row];
    if (value != (int) value) {
      throw Conversions.outOfRange(value, "INTEGER", place());
    }
    return (int) value;
  }

  @Override
  public long getLong(int row) {
    return values[row];
  }

  @Override
  public double getDouble(int row) {
    return values[row];
  }

  @Override
  public boolean getBoolean(int row) {
    return values[row] != 0;
  }

  @Override
  public String getString(int row) {
    return Long.toString(values[row]);
  }
}
