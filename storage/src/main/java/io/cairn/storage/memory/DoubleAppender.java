package io.cairn.storage.memory;

import io.cairn.storage.type.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects lane DOUBLE. */
final class DoubleAppender extends ColumnAppender {
  private double[] values = new double[0];

  DoubleAppender(Column column) {
    super(column);
  }

  @Override
  void grow(int newCapacity) {
    values = Arrays.copyOf(values, newCapacity);
  }

  @Override
  void set(int row, Object value) {
    values[row] = as(Double.class, value);
  }

  @Override
  MemoryColumn build(int rows, int @Nullable [] nullLane) {
    return new DoubleColumn(column, values, rows, nullLane);
  }
}
