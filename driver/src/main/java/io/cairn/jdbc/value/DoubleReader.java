package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;

/** Floating-point numbers of any width. */
final class DoubleReader extends ColumnReader {
  private static final double[] NONE = {};

  private double[] values = NONE;

  DoubleReader(ColumnType type, String place) {
    super(type, place);
  }

  @Override
  void use(ColumnVector vector) {
    values = ((DoubleVector) vector).values();
  }

  @Override
  public Object boxed(int row) {
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
}
