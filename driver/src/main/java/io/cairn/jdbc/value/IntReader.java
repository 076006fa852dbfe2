package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import java.math.BigInteger;

/** Integers in an INT lane, of any width that their values fit. */
final class IntReader extends ColumnReader {
  private static final int[] NONE = {};

  private int[] values = NONE;

  IntReader(ColumnType type, String place) {
    super(type, place);
  }

  @Override
  void use(ColumnVector vector) {
    values = ((IntVector) vector).values();
  }

  @Override
  public Object boxed(int row) {
    return type().equals(ColumnType.UINT64)
        ? BigInteger.valueOf(values[row])
        : Long.valueOf(values[row]);
  }

  @Override
  public int getInt(int row) {
    return values[row];
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
    return Integer.toString(values[row]);
  }
}
