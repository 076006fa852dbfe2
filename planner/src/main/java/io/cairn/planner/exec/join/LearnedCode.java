package io.cairn.planner.exec.join;

import io.cairn.storage.vector.ColumnVector;

/** Values that are numbered as they come from the right input; NULL, if it is a value, is 0. */
abstract class LearnedCode extends KeyCode {
  LearnedCode(boolean nullSafe) {
    super(nullSafe);
  }

  /** Distinct values so far. */
  abstract int size();

  /** The number of a value of a row that is not NULL, from 0, given now if it has none. */
  abstract int learn(FlatColumn column, int row);

  /** The number of a value of a row that is not NULL, or -1. */
  abstract int find(ColumnVector vector, int row);

  @Override
  final boolean learns() {
    return true;
  }

  @Override
  final int bits() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(size());
  }

  @Override
  int encode(ColumnVector vector, int[] rows, int count, long[] codes, int[] out) {
    int[] nulls = vector.nulls();
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      int id;
      if (nulls != null && nulls[row] != 0) {
        id = nullSafe() ? -1 : -2;
      } else {
        id = find(vector, row);
        id = id < 0 ? -2 : id;
      }
      if (id >= -1) {
        codes[row] = id + 1L;
        out[n++] = row;
      }
    }
    return n;
  }

  @Override
  final void encodeRight(FlatColumn column, int from, int to, long[] codes) {
    boolean nulls = column.hasNulls();
    for (int i = from; i < to; i++) {
      codes[i] = nulls && column.isNull(i) ? 0 : learn(column, i) + 1;
    }
  }
}
