package io.cairn.formats.hdf5.scan;

import io.cairn.formats.hdf5.filter.ByteRanges;
import io.cairn.formats.hdf5.value.ColumnDecoder;
import io.cairn.storage.BatchReader;
import io.cairn.storage.ScanContext;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the rows of a split. A column is decoded when it is first asked for, and no chunk is
 * read before.
 */
final class DatasetReader implements BatchReader, Batch.Loader {
  /** Rows of a batch take at most about this many bytes. */
  private static final int BATCH_BYTES = 16 << 20;

  private final ScanPlan plan;
  private final List<ScanColumn> columns;
  private final ScanContext context;
  private final PositionLanes lanes;
  private final @Nullable ColumnDecoder[] decoders;
  private final long[] countedChunks;
  private final Batch batch;
  private final int batchRows;
  private final long endBox;
  private @Nullable ReadBuffers buffers;
  private @Nullable DataWindow window;
  private boolean windowEntered;
  private boolean closed;
  private long nextBox;
  private ScanPlan.@Nullable Box box;
  private IndexSet rows = IndexSet.EMPTY;
  private int range;
  private long position;
  private long batchStart;
  private long batchLimit;

  DatasetReader(ScanPlan plan, int split, List<ScanColumn> columns, ScanContext context) {
    this.plan = plan;
    this.columns = columns;
    this.context = context;
    this.lanes = new PositionLanes(plan, columns.size());
    this.decoders = new @Nullable ColumnDecoder[columns.size()];
    this.countedChunks = new long[columns.size()];
    this.batch = new Batch(columns.size(), this);
    this.batchRows =
        Math.max(1, Math.min(Batch.CAPACITY, BATCH_BYTES / plan.storage().elementBytes()));
    this.nextBox = plan.firstBox(split);
    this.endBox = plan.endBox(split);
  }

  @Override
  public @Nullable Batch next() {
    context.cancellation().check();
    if (closed) {
      throw new StorageException(
          StorageException.Kind.CLOSED,
          "Cannot read on in " + plan.storage().path() + ": the reader was closed.");
    }
    while (range == rows.ranges()) {
      if (nextBox == endBox) {
        return null;
      }
      box = plan.box(nextBox++);
      rows = plan.selected(box);
      range = 0;
      position = rows.ranges() == 0 ? 0 : rows.start(0);
      windowEntered = false;
    }
    batchStart = position;
    batchLimit = rows.end(range);
    int count = (int) Math.min(batchRows, batchLimit - position);
    position += count;
    if (position == batchLimit && ++range < rows.ranges()) {
      position = rows.start(range);
    }
    batch.reset(count);
    return batch;
  }

  @Override
  public ColumnVector load(int ordinal) {
    ScanPlan.Box current = box;
    if (current == null || closed) {
      throw new StorageException(
          StorageException.Kind.CLOSED,
          "Cannot read " + plan.storage().path() + ": the reader was closed.");
    }
    int count = batch.rowCount();
    ScanColumn column = columns.get(ordinal);
    if (column instanceof ScanColumn.Stored stored) {
      return decode(ordinal, stored, current, count);
    }
    if (column instanceof ScanColumn.Dimension dimension) {
      return lanes.dimension(
          ordinal, dimension.dimension(), dimension.lane(), current, batchStart, count);
    }
    if (column instanceof ScanColumn.RowNumber number) {
      return lanes.rowNumber(ordinal, number.lane(), current, batchStart, count);
    }
    throw new AssertionError(column);
  }

  private ColumnVector decode(
      int ordinal, ScanColumn.Stored stored, ScanPlan.Box current, int count) {
    DataWindow rowsHere = window;
    if (rowsHere == null) {
      buffers = plan.storage().buffers().take();
      rowsHere = new DataWindow(plan, context, buffers, wanted());
      window = rowsHere;
    }
    if (!windowEntered) {
      rowsHere.enter(current);
      windowEntered = true;
    }
    rowsHere.ensure(batchStart, count, batchLimit);
    countChunks(ordinal, rowsHere.marks(), count);
    ColumnDecoder decoder = decoders[ordinal];
    if (decoder == null) {
      decoder = stored.value().factory().create(plan.storage().file());
      decoders[ordinal] = decoder;
    }
    return decoder.decode(
        rowsHere.bytes(),
        rowsHere.offset(batchStart) + stored.value().offset(),
        plan.storage().elementBytes(),
        count);
  }

  private ByteRanges wanted() {
    ByteRanges wanted = new ByteRanges();
    for (ScanColumn column : columns) {
      if (column instanceof ScanColumn.Stored stored) {
        wanted.add(stored.value().offset(), stored.value().bytes());
      }
    }
    return wanted;
  }

  private void countChunks(int ordinal, ChunkMarks marks, int count) {
    long known = Math.max(countedChunks[ordinal], marks.finishedBefore(batchStart));
    long now = marks.fetchedBelow(batchStart + count);
    for (long i = known; i < now; i++) {
      context.metrics().columnChunkRead(ordinal);
    }
    countedChunks[ordinal] = Math.max(countedChunks[ordinal], now);
  }

  @Override
  public void close() {
    closed = true;
    window = null;
    if (buffers != null) {
      plan.storage().buffers().giveBack(buffers);
      buffers = null;
    }
  }
}
