package io.cairn.storage.memory;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects lane OBJECT. */
final class ObjectAppender extends ColumnAppender {
  private @Nullable Object[] values = new @Nullable Object[0];

  ObjectAppender(Column column) {
    super(column);
  }

  @Override
  void grow(int newCapacity) {
    values = Arrays.copyOf(values, newCapacity);
  }

  @Override
  void set(int row, Object value) {
    values[row] = as(form(column.type()), value);
  }

  private static Class<?> form(ColumnType type) {
    if (type instanceof ColumnType.Complex) {
      return double[].class;
    }
    if (type instanceof ColumnType.Row) {
      return Object[].class;
    }
    return type instanceof ColumnType.Array ? List.class : Map.class;
  }

  @Override
  MemoryColumn build(int rows, int @Nullable [] nullLane) {
    return new ObjectColumn(column, values, rows);
  }
}
