package io.cairn.storage.memory;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects lane INT. */
final class IntAppender extends ColumnAppender {
  private int[] values = new int[0];

  IntAppender(Column column) {
    super(column);
  }

  @Override
  void grow(int newCapacity) {
    values = Arrays.copyOf(values, newCapacity);
  }

  @Override
  void set(int row, Object value) {
    long wide = LongAppender.lanedValue(this, value);
    boolean isHugeUnsigned = wide < 0 && column.type().equals(ColumnType.UINT64);
    if (wide != (int) wide || isHugeUnsigned) {
      throw doesNotFit(value);
    }
    values[row] = (int) wide;
  }

  @Override
  MemoryColumn build(int rows, int @Nullable [] nullLane) {
    return new IntColumn(column, values, rows, nullLane);
  }
}
