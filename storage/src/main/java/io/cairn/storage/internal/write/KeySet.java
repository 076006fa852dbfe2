package io.cairn.storage.internal.write;

import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of rows; rows with a NULL in the key are in no set. One thread at a time. */
final class KeySet {
  private final @Nullable LongSet numbers;
  private final @Nullable BytesSet strings;
  private final ByteWriter scratch = new ByteWriter(64);

  KeySet(KeyColumns key) {
    numbers = key.isNumber() ? new LongSet() : null;
    strings = numbers == null ? new BytesSet() : null;
  }

  int size() {
    return numbers != null ? numbers.size() : strings().size();
  }

  private BytesSet strings() {
    return java.util.Objects.requireNonNull(strings);
  }

  /** Whether the key of this row, which is not NULL, is here. */
  boolean contains(KeyColumns key, List<ColumnBuilder> rows, int row) {
    if (numbers != null) {
      return numbers.contains(key.number(rows, row));
    }
    byte[] bytes = bytes(key, rows, row);
    return strings().contains(bytes, 0, scratch.size());
  }

  /** Adds the keys of rows; the first row whose key was here already, or -1. */
  int add(KeyColumns key, List<ColumnBuilder> rows, int from, int to) {
    boolean nulls = key.mayBeNull(rows);
    for (int row = from; row < to; row++) {
      if (nulls && key.isNull(rows, row)) {
        continue;
      }
      boolean added;
      if (numbers != null) {
        added = numbers.add(key.number(rows, row));
      } else {
        byte[] bytes = bytes(key, rows, row);
        added = strings().add(bytes, 0, scratch.size());
      }
      if (!added) {
        return row;
      }
    }
    return -1;
  }

  private byte[] bytes(KeyColumns key, List<ColumnBuilder> rows, int row) {
    scratch.clear();
    key.write(rows, row, scratch);
    return scratch.array();
  }
}
