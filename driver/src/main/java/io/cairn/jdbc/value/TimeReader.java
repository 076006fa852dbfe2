package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;

/** Dates, times, timestamps and intervals, in the units of their types. */
final class TimeReader extends ColumnReader {
  private int[] ints = {};
  private long[] longs = {};
  private boolean narrow;

  TimeReader(ColumnType type, String place) {
    super(type, place);
  }

  @Override
  void use(ColumnVector vector) {
    narrow = vector instanceof IntVector;
    if (narrow) {
      ints = ((IntVector) vector).values();
    } else {
      longs = ((LongVector) vector).values();
    }
  }

  @Override
  public Object boxed(int row) {
    return narrow ? (long) ints[row] : longs[row];
  }
}
