package io.cairn.jdbc.metadata;

import io.cairn.planner.ResultColumn;
import io.cairn.planner.exec.BatchCursor;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.TextVector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are there already, as batches; columns in lanes INT and TEXT. Values are {@code
 * Integer}, {@code Boolean} or {@code String}.
 */
public final class RowsCursor implements BatchCursor {
  private final List<ResultColumn> columns;
  private final List<@Nullable Object[]> rows;
  private int next;

  public RowsCursor(List<ResultColumn> columns, List<@Nullable Object[]> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  @Override
  public @Nullable Batch next() {
    if (next >= rows.size()) {
      return null;
    }
    int start = next;
    int count = Math.min(Batch.CAPACITY, rows.size() - start);
    next = start + count;
    ColumnVector[] vectors = new ColumnVector[columns.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] =
          columns.get(i).lane() == Lane.INT ? ints(i, start, count) : texts(i, start, count);
    }
    return new Batch(vectors, count);
  }

  private ColumnVector ints(int column, int start, int count) {
    int[] values = new int[Batch.CAPACITY];
    int[] nulls = new int[Batch.CAPACITY];
    for (int i = 0; i < count; i++) {
      Object value = rows.get(start + i)[column];
      if (value == null) {
        nulls[i] = -1;
      } else {
        values[i] = value instanceof Boolean bool ? (bool ? 1 : 0) : (Integer) value;
      }
    }
    return new IntVector(values, nulls);
  }

  private ColumnVector texts(int column, int start, int count) {
    int[] offsets = new int[Batch.CAPACITY + 1];
    int[] nulls = new int[Batch.CAPACITY];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      Object value = rows.get(start + i)[column];
      if (value == null) {
        nulls[i] = -1;
      } else {
        bytes.writeBytes(((String) value).getBytes(StandardCharsets.UTF_8));
      }
      offsets[i + 1] = bytes.size();
    }
    return new TextVector(bytes.toByteArray(), offsets, nulls);
  }

  @Override
  public void close() {
    next = rows.size();
  }
}
