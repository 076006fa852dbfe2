package io.cairn.storage.memory;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import org.jspecify.annotations.Nullable;

/** A column of lane DOUBLE. */
final class DoubleColumn extends MemoryColumn {
  private final double[] values;

  DoubleColumn(Column definition, double[] values, int rowCount, int @Nullable [] nulls) {
    super(definition, Lane.DOUBLE, rowCount, nulls);
    this.values = values;
  }

  @Override
  boolean isNan(int row) {
    return Double.isNaN(values[row]);
  }

  @Override
  Constant constant(int row) {
    return new Constant.Real(values[row]);
  }

  @Override
  long rawBytes(int firstRow, int count) {
    return (long) count * Double.BYTES;
  }

  @Override
  ColumnVector newVector() {
    return new DoubleVector();
  }

  @Override
  void copyValues(int firstRow, int count, ColumnVector target) {
    System.arraycopy(values, firstRow, ((DoubleVector) target).values(), 0, count);
  }
}
