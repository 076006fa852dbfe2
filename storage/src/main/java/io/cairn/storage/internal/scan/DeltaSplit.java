package io.cairn.storage.internal.scan;

import io.cairn.storage.BatchReader;
import io.cairn.storage.ScanContext;
import io.cairn.storage.Split;
import io.cairn.storage.internal.catalog.DeltaRows;
import io.cairn.storage.vector.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some rows that are in no row group yet. */
record DeltaSplit(DeltaRows rows, List<Integer> projection, int from, int count) implements Split {
  @Override
  public long rowCount() {
    return count;
  }

  @Override
  public BatchReader open(ScanContext context) {
    return new Reader(this, context);
  }

  private static final class Reader implements BatchReader {
    private final DeltaSplit split;
    private final ScanContext context;
    private final Batch batch;
    private int next;
    private int start;

    Reader(DeltaSplit split, ScanContext context) {
      this.split = split;
      this.context = context;
      this.next = split.from;
      this.batch =
          new Batch(
              split.projection.size(),
              column ->
                  split.rows.vector(
                      split.projection.get(column),
                      start,
                      Math.min(Batch.CAPACITY, split.from + split.count - start)));
    }

    @Override
    public @Nullable Batch next() {
      context.cancellation().check();
      int left = split.from + split.count - next;
      if (left == 0) {
        return null;
      }
      start = next;
      int size = Math.min(Batch.CAPACITY, left);
      next += size;
      batch.reset(size);
      return batch;
    }

    @Override
    public void close() {}
  }
}
