package io.cairn.storage.internal.scan;

import io.cairn.storage.ScanMetrics;
import io.cairn.storage.internal.encoding.Chunk;
import io.cairn.storage.internal.encoding.ChunkDecoder;
import io.cairn.storage.internal.encoding.ColumnFilter;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Match;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Schema;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to read the splits of a scan, one after another: decoders, masks and the
 * batch that it hands out. One thread at a time.
 */
final class ScanScratch implements ScanFilter.Values {
  /** With less than one row in so many selected, only the selected rows are decoded. */
  private static final int SPARSE = 16;

  private final TableScan scan;
  private final @Nullable ChunkDecoder[] decoders;
  private final @Nullable Chunk[] chunks;
  private final boolean[] current;
  private final int[] selection = new int[Batch.CAPACITY];
  private final ScanFilter.MaskStack masks = new ScanFilter.MaskStack();
  private final Batch batch;
  private @Nullable RowGroupPart part;
  private @Nullable ScanMetrics metrics;
  private int batchIndex;
  private int batchRows;
  private int selected;

  ScanScratch(TableScan scan) {
    this.scan = scan;
    int columns = scan.relation().schema().size();
    decoders = new @Nullable ChunkDecoder[columns];
    chunks = new @Nullable Chunk[columns];
    current = new boolean[columns];
    batch = new Batch(scan.projection().size(), this::load);
  }

  /** Turns to a row group. */
  void begin(RowGroupPart newPart, ScanMetrics newMetrics) {
    if (part != newPart) {
      Arrays.fill(chunks, null);
      Arrays.fill(current, false);
    }
    part = newPart;
    metrics = newMetrics;
  }

  private Chunk chunk(int column) {
    Chunk chunk = chunks[column];
    if (chunk == null) {
      chunk = Objects.requireNonNull(part).chunk(column, Objects.requireNonNull(metrics));
      chunks[column] = chunk;
    }
    return chunk;
  }

  private ChunkDecoder decoder(int column) {
    ChunkDecoder decoder = decoders[column];
    if (decoder == null) {
      Schema schema = scan.relation().schema();
      decoder = new ChunkDecoder(schema.column(column).type(), schema.column(column).lane());
      decoders[column] = decoder;
    }
    if (!current[column]) {
      decoder.reset(chunk(column));
      current[column] = true;
    }
    return decoder;
  }

  /** What the bounds of a batch say about the filter. */
  Match match(ScanFilter filter, int index) {
    return match(filter.predicate(), index);
  }

  /** What the bounds of a batch say about a condition. */
  Match match(Predicate predicate, int index) {
    return predicate.match(
        column ->
            hasOverflow(column)
                ? ColumnStatistics.unknown(Batch.CAPACITY)
                : chunk(column).statistics(index));
  }

  /**
   * The rows of a batch that a filter accepts, or null if there are none; no filter accepts all.
   */
  @Nullable Batch read(@Nullable ScanFilter filter, int index) {
    int rows =
        Math.min(
            Batch.CAPACITY,
            Objects.requireNonNull(part).group().rowCount() - index * Batch.CAPACITY);
    batchIndex = index;
    batchRows = rows;
    selected = rows;
    if (filter != null) {
      selected = filter.select(this, rows, masks, selection);
      if (selected == 0) {
        return null;
      }
    }
    batch.reset(rows);
    if (selected < rows) {
      batch.select(selection, selected);
    }
    return batch;
  }

  @Override
  public void reject(int column, ColumnFilter filter, int[] mask) {
    if (hasOverflow(column)) {
      filter.reject(whole(column), batchRows, mask);
    } else {
      decoder(column).reject(filter, batchIndex, mask);
    }
  }

  private boolean hasOverflow(int column) {
    return Objects.requireNonNull(part).hasOverflow(column);
  }

  private ColumnVector whole(int column) {
    ColumnVector vector = decoder(column).decode(batchIndex);
    return hasOverflow(column)
        ? Objects.requireNonNull(part).withOverflow(column, batchIndex, batchRows, vector)
        : vector;
  }

  /** Whoever asks for a column has perhaps narrowed the selection meanwhile, as joins do. */
  private ColumnVector load(int projected) {
    int column = scan.projection().get(projected);
    int[] rows = batch.selection();
    int count = batch.selectedCount();
    return rows != null && count * SPARSE < batch.rowCount() && !hasOverflow(column)
        ? decoder(column).decode(batchIndex, rows, count)
        : whole(column);
  }
}
