package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;

/** Truth values. */
final class BooleanReader extends ColumnReader {
  private static final int[] NONE = {};

  private int[] values = NONE;

  BooleanReader(ColumnType type, String place) {
    super(type, place);
  }

  @Override
  void use(ColumnVector vector) {
    values = ((IntVector) vector).values();
  }

  @Override
  public Object boxed(int row) {
    return values[row] != 0;
  }

  @Override
  public boolean getBoolean(int row) {
    return values[row] != 0;
  }

  @Override
  public String getString(int row) {
    return values[row] != 0 ? "true" : "false";
  }
}
