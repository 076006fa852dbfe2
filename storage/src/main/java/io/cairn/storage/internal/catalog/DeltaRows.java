package io.cairn.storage.internal.catalog;

import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.encoding.Chunk;
import io.cairn.storage.internal.encoding.ChunkEncoder;
import io.cairn.storage.internal.encoding.ChunkStatistics;
import io.cairn.storage.internal.encoding.CodecChoice;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import io.cairn.storage.vector.ColumnVector;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table that are in no row group yet: a prefix of a buffer that only grows. Immutable and
 * thread-safe, although {@link #plus} makes the buffer grow behind it.
 */
public final class DeltaRows {
  private final DeltaBuffer buffer;
  private final List<DeltaColumn> columns;
  private final int rowCount;

  private DeltaRows(DeltaBuffer buffer, int rowCount) {
    this.buffer = buffer;
    this.rowCount = rowCount;
    this.columns = buffer.columns.stream().map(DeltaColumn::new).toList();
  }

  /**
   * The buffer that a line of {@code DeltaRows} shares; only the newest of them may add to it.
   *
   * @param known statistics of each column over some of the first rows
   */
  private record DeltaBuffer(
      List<ColumnBuilder> columns, AtomicReferenceArray<ChunkStatistics> known) {
    DeltaBuffer(List<ColumnBuilder> columns) {
      this(columns, new AtomicReferenceArray<>(columns.size()));
    }
  }

  /** No rows, with a buffer of its own. */
  public static DeltaRows empty(TableDefinition definition) {
    return of(
        definition.columns().stream()
            .map(column -> new ColumnBuilder(column.type().naturalLane()))
            .toList());
  }

  /** The rows that builders hold now; the builders are used as they are. */
  public static DeltaRows of(List<ColumnBuilder> builders) {
    return new DeltaRows(new DeltaBuffer(builders), builders.get(0).size());
  }

  /**
   * These rows and more. Where this is the newest view of its buffer, the buffer grows; else it is
   * copied first.
   */
  public DeltaRows plus(List<ColumnBuilder> more) {
    DeltaBuffer target = buffer;
    synchronized (buffer) {
      if (buffer.columns.get(0).size() != rowCount) {
        target = copy();
      }
      for (int i = 0; i < more.size(); i++) {
        target.columns.get(i).append(more.get(i), 0, more.get(i).size());
      }
      return new DeltaRows(target, target.columns.get(0).size());
    }
  }

  private DeltaBuffer copy() {
    List<ColumnBuilder> copies =
        buffer.columns.stream().map(column -> new ColumnBuilder(column.lane())).toList();
    for (int i = 0; i < copies.size(); i++) {
      copyTo(i, copies.get(i), 0, rowCount);
    }
    return new DeltaBuffer(copies);
  }

  public int rowCount() {
    return rowCount;
  }

  /** Rows of a column as a vector of its own; at most a batch. */
  public ColumnVector vector(int column, int from, int count) {
    return columns.get(column).vector(from, count);
  }

  /** Appends rows of a column to a builder of the same lane. */
  public void copyTo(int column, ColumnBuilder target, int from, int count) {
    columns.get(column).copyTo(target, from, count);
  }

  /**
   * What is known of the values of a column: exactly what a row group of these rows would say. Rows
   * are looked at once, however often rows are added behind them.
   *
   * @param type of the column
   * @return null if there are no rows
   */
  public @Nullable ChunkStatistics statistics(int column, ColumnType type) {
    ChunkStatistics known = buffer.known.get(column);
    ChunkStatistics all = known == null || known.rowCount() > rowCount ? null : known;
    int from = all == null ? 0 : (int) all.rowCount();
    while (from < rowCount) {
      int count = Math.min(Chunk.MAX_ROWS, rowCount - from);
      ColumnBuilder rows = new ColumnBuilder(type.naturalLane());
      copyTo(column, rows, from, count);
      ChunkStatistics next =
          ChunkEncoder.encode(type, rows, 0, count, CodecChoice.NONE).statistics();
      all = all == null ? next : all.merge(next);
      from += count;
    }
    if (all != null && (known == null || known.rowCount() < rowCount)) {
      buffer.known.set(column, all);
    }
    return all;
  }

  /** Bytes that the rows take in their lanes. */
  public long rawBytes(int column) {
    return columns.get(column).rawBytes(rowCount);
  }
}
