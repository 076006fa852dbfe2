package io.cairn.planner.exec.spill;

import io.cairn.planner.exec.rows.RowBuffer;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows on disk in the order in which they were appended, in compressed blocks of up to a batch of
 * rows. First it is written, by one thread at a time; after {@link #finish} any number of threads
 * read it, each with a reader of its own. Whoever made it closes it, which gives its disk space
 * back; the end of the execution does so too.
 *
 * <p>In memory are the rows of the block that is not full yet, and 16 bytes for each block. Values
 * come back bit for bit (those under a NULL excepted), and codes into a dictionary as codes where
 * the dictionary is not much larger than the rows.
 */
public final class SpillFile implements AutoCloseable {
  private static final int BYTES_PER_BLOCK = 16;

  private final SpillSpace space;
  private final List<Lane> lanes;
  private final LongConsumer counted;
  private final RowBuffer open;
  private long openBytes;
  private long[] positions = new long[8];
  private int[] lengths = new int[8];
  private int[] rows = new int[8];
  private int blocks;
  private long rowCount;
  private long bytes;
  private boolean finished;

  SpillFile(SpillSpace space, List<Lane> lanes, LongConsumer counted) {
    this.space = space;
    this.lanes = List.copyOf(lanes);
    this.counted = counted;
    this.open = new RowBuffer(lanes);
  }

  /**
   * Appends the selected rows of a batch.
   *
   * @throws io.cairn.planner.error.QueryException 53100 if the disk is full, 58030 if it fails
   */
  public void append(Batch batch) {
    append(batch, batch.selection(), batch.selectedCount());
  }

  /** Appends the first {@code count} of these rows; null for the first rows of the batch. */
  public void append(Batch batch, int @Nullable [] chosen, int count) {
    if (finished) {
      throw new IllegalStateException("The file is finished");
    }
    if (count == 0) {
      return;
    }
    rowCount += count;
    if (chosen == null && count == Batch.CAPACITY && open.rowCount() == 0) {
      write(batch, count);
      return;
    }
    open.append(batch, chosen, count);
    openBytes = open.bytes();
    List<Batch> full = open.takeFull();
    if (!full.isEmpty()) {
      openBytes = 0;
      for (Batch each : full) {
        write(each, each.rowCount());
      }
    }
  }

  /** Writes the rows that are still in memory; no more are appended. */
  public void finish() {
    if (!finished) {
      finished = true;
      for (Batch each : open.batches()) {
        write(each, each.rowCount());
      }
      open.batches().clear();
      openBytes = 0;
    }
  }

  public long rowCount() {
    return rowCount;
  }

  /** Blocks that are written; their rows follow each other. */
  public int blockCount() {
    return blocks;
  }

  /** Rows of a block: 1 to {@link Batch#CAPACITY}. */
  public int rows(int block) {
    return rows[block];
  }

  /** Bytes on disk. */
  public long bytes() {
    return bytes;
  }

  /** Memory that the file takes. */
  public long heldBytes() {
    return openBytes + (long) positions.length * BYTES_PER_BLOCK;
  }

  /** Reads from the first row on; the file is finished. */
  public SpillReader open() {
    if (!finished) {
      throw new IllegalStateException("The file is still written");
    }
    return new SpillReader(this, space, lanes);
  }

  /** Gives the disk space back; no reader is used afterwards. */
  @Override
  public void close() {
    finished = true;
    for (int i = 0; i < blocks; i++) {
      space.free(positions[i], lengths[i]);
    }
    blocks = 0;
    openBytes = 0;
    open.batches().clear();
  }

  long position(int block) {
    return positions[block];
  }

  int length(int block) {
    return lengths[block];
  }

  private void write(Batch batch, int count) {
    ColumnVector[] columns = new ColumnVector[lanes.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i);
    }
    BlockWriter writer = space.writer();
    write(columns, 0, count, writer);
    space.release(writer);
  }

  /** Writes the rows as one block, or as several if their texts are too long for one. */
  private void write(ColumnVector[] columns, int from, int to, BlockWriter writer) {
    if (to - from > 1 && textBytes(columns, from, to) > BlockBuffer.MAX_TEXT_BYTES) {
      int middle = (from + to) >>> 1;
      write(columns, from, middle, writer);
      write(columns, middle, to, writer);
      return;
    }
    int length = writer.write(columns, from, to);
    long position = space.write(writer.bytes(), length);
    counted.accept(length);
    bytes += length;
    if (blocks == positions.length) {
      positions = Arrays.copyOf(positions, 2 * blocks);
      lengths = Arrays.copyOf(lengths, 2 * blocks);
      rows = Arrays.copyOf(rows, 2 * blocks);
    }
    positions[blocks] = position;
    lengths[blocks] = length;
    rows[blocks] = to - from;
    blocks++;
  }

  private static long textBytes(ColumnVector[] columns, int from, int to) {
    long total = 0;
    for (ColumnVector column : columns) {
      if (column instanceof TextVector text) {
        total += text.offsets()[to] - text.offsets()[from];
      } else if (column instanceof DictionaryVector coded
          && coded.dictionary().bytes().length > BlockBuffer.MAX_TEXT_BYTES / Batch.CAPACITY) {
        int[] offsets = coded.dictionary().offsets();
        for (int i = from; i < to; i++) {
          int code = coded.codes()[i];
          total += offsets.length > code + 1 ? offsets[code + 1] - offsets[code] : 0;
        }
      }
    }
    return total;
  }
}
