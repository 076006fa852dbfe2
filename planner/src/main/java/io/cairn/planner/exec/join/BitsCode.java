package io.cairn.planner.exec.join;

import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;

/** Floating-point numbers as their bits, NaN and zero in one form each. */
final class BitsCode extends KeyCode {
  BitsCode() {
    super(false);
  }

  static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  @Override
  int bits() {
    return Long.SIZE;
  }

  @Override
  int encode(ColumnVector vector, int[] rows, int count, long[] codes, int[] out) {
    double[] values = ((DoubleVector) vector).values();
    int[] nulls = vector.nulls();
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      codes[row] = bits(values[row]);
      out[n] = row;
      n += nulls == null ? 1 : nulls[row] + 1;
    }
    return n;
  }

  @Override
  void encodeRight(FlatColumn column, int from, int to, long[] codes) {
    double[] values = column.doubles();
    for (int i = from; i < to; i++) {
      codes[i] = bits(values[i]);
    }
  }
}
