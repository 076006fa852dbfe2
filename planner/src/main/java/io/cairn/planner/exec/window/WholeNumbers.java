package io.cairn.planner.exec.window;

import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;

/** Reads arguments of type INT64, in either lane. */
final class WholeNumbers {
  private WholeNumbers() {}

  static long get(ColumnVector vector, int row) {
    return vector instanceof IntVector ints
        ? ints.values()[row]
        : ((LongVector) vector).values()[row];
  }
}
