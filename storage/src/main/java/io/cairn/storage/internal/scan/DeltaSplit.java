package io.cairn.storage.internal.scan;

import io.cairn.storage.BatchReader;
import io.cairn.storage.ScanContext;
import io.cairn.storage.Split;
import io.cairn.storage.internal.catalog.DeltaRows;
import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** Some rows that are in no row group yet. Immutable. */
record DeltaSplit(TableScan scan, DeltaRows rows, int from, int count) implements Split {
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
    private final ScanFilter.MaskStack masks = new ScanFilter.MaskStack();
    private final int[] selection = new int[Batch.CAPACITY];
    private final Batch batch;
    private int next;
    private int start;
    private int size;

    Reader(DeltaSplit split, ScanContext context) {
      this.split = split;
      this.context = context;
      this.next = split.from;
      this.batch =
          new Batch(
              split.scan.projection().size(),
              column -> split.rows.vector(split.scan.projection().get(column), start, size));
    }

    @Override
    public @Nullable Batch next() {
      ScanFilter filter = split.scan.filter();
      while (next < split.from + split.count) {
        context.cancellation().check();
        start = next;
        size = Math.min(Batch.CAPACITY, split.from + split.count - start);
        next += size;
        int selected = size;
        if (!filter.acceptsAll()) {
          selected =
              filter.select(
                  (column, one, mask) ->
                      one.reject(split.rows.vector(column, start, size), size, mask),
                  size,
                  masks,
                  selection);
        }
        if (selected > 0) {
          batch.reset(size);
          if (selected < size) {
            batch.select(selection, selected);
          }
          return batch;
        }
      }
      return null;
    }

    @Override
    public void close() {}
  }
}
