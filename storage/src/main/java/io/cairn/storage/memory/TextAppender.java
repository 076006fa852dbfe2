package io.cairn.storage.memory;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects lane TEXT as plain byte strings. */
final class TextAppender extends ColumnAppender {
  private byte[] bytes = new byte[0];
  private int[] offsets = new int[1];

  TextAppender(Column column) {
    super(column);
  }

  /** The bytes of a boxed value of lane TEXT. */
  static byte[] encoded(ColumnAppender appender, Object value) {
    return appender.column.type() instanceof ColumnType.Bytes
        ? appender.as(byte[].class, value)
        : appender.as(String.class, value).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  void grow(int newCapacity) {
    offsets = Arrays.copyOf(offsets, newCapacity + 1);
  }

  @Override
  void set(int row, Object value) {
    byte[] encoded = encoded(this, value);
    int start = offsets[row];
    int end = Math.addExact(start, encoded.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(2L * end, Integer.MAX_VALUE - 8)));
    }
    System.arraycopy(encoded, 0, bytes, start, encoded.length);
    offsets[row + 1] = end;
  }

  @Override
  void setNull(int row) {
    offsets[row + 1] = offsets[row];
  }

  @Override
  MemoryColumn build(int rows, int @Nullable [] nullLane) {
    return new TextColumn(column, bytes, offsets, rows, nullLane);
  }
}
