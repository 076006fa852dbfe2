package io.cairn.storage.memory;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of lane TEXT as plain byte strings. */
final class TextColumn extends MemoryColumn {
  private final byte[] bytes;
  private final int[] offsets;

  /** Row {@code r} is the bytes from {@code offsets[r]} up to {@code offsets[r + 1]}. */
  TextColumn(Column definition, byte[] bytes, int[] offsets, int rowCount, int @Nullable [] nulls) {
    super(definition, Lane.TEXT, rowCount, nulls);
    this.bytes = bytes;
    this.offsets = offsets;
  }

  @Override
  Constant constant(int row) {
    return new Constant.Text(Arrays.copyOfRange(bytes, offsets[row], offsets[row + 1]));
  }

  @Override
  int compare(int row, Constant constant) {
    if (constant instanceof Constant.Text text) {
      byte[] other = text.bytes();
      return Arrays.compareUnsigned(bytes, offsets[row], offsets[row + 1], other, 0, other.length);
    }
    return super.compare(row, constant);
  }

  @Override
  long rawBytes(int firstRow, int count) {
    return (long) offsets[firstRow + count] - offsets[firstRow];
  }

  @Override
  ColumnVector newVector() {
    return new TextVector();
  }

  @Override
  void copyValues(int firstRow, int count, ColumnVector target) {
    TextVector vector = (TextVector) target;
    int start = offsets[firstRow];
    int length = offsets[firstRow + count] - start;
    if (vector.bytes().length < length) {
      vector.setBytes(new byte[Math.max(length, Math.min(2 * vector.bytes().length, 1 << 20))]);
    }
    System.arraycopy(bytes, start, vector.bytes(), 0, length);
    int[] targetOffsets = vector.offsets();
    for (int i = 0; i <= count; i++) {
      targetOffsets[i] = offsets[firstRow + i] - start;
    }
  }
}
