package io.cairn.planner;

import io.cairn.planner.exec.BatchCursor;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.TextVector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Delivers lines of text as rows of one column. */
final class LinesCursor implements BatchCursor {
  private final List<String> lines;
  private int position;

  LinesCursor(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  @Override
  public @Nullable Batch next() {
    int count = Math.min(lines.size() - position, Batch.CAPACITY);
    if (count == 0) {
      return null;
    }
    List<String> part = lines.subList(position, position + count);
    position += count;
    byte[] bytes = String.join("", part).getBytes(StandardCharsets.UTF_8);
    int[] offsets = new int[Batch.CAPACITY + 1];
    int end = 0;
    for (int i = 0; i < count; i++) {
      end += part.get(i).getBytes(StandardCharsets.UTF_8).length;
      offsets[i + 1] = end;
    }
    return new Batch(new ColumnVector[] {new TextVector(bytes, offsets, null)}, count);
  }

  @Override
  public void close() {}
}
