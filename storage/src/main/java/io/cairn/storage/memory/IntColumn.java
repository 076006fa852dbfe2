package io.cairn.storage.memory;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import org.jspecify.annotations.Nullable;

/** A column of lane INT. */
final class IntColumn extends MemoryColumn {
  private final int[] values;

  IntColumn(Column definition, int[] values, int rowCount, int @Nullable [] nulls) {
    super(definition, Lane.INT, rowCount, nulls);
    this.values = values;
  }

  @Override
  Constant constant(int row) {
    return new Constant.Whole(values[row]);
  }

  @Override
  int compare(int row, Constant constant) {
    return constant instanceof Constant.Whole whole
        ? Long.compare(values[row], whole.value())
        : super.compare(row, constant);
  }

  @Override
  long rawBytes(int firstRow, int count) {
    return (long) count * Integer.BYTES;
  }

  @Override
  ColumnVector newVector() {
    return new IntVector();
  }

  @Override
  void copyValues(int firstRow, int count, ColumnVector target) {
    System.arraycopy(values, firstRow, ((IntVector) target).values(), 0, count);
  }
}
