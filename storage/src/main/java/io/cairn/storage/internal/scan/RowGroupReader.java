package io.cairn.storage.internal.scan;

import io.cairn.storage.TableDefinition;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.catalog.OverflowValue;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.catalog.StoredChunk;
import io.cairn.storage.internal.commit.DurableFile;
import io.cairn.storage.internal.encoding.Chunk;
import io.cairn.storage.internal.encoding.ChunkDecoder;
import io.cairn.storage.internal.encoding.DictionaryPool;
import io.cairn.storage.internal.format.ExtentHeader;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;

/** Fetches the chunks of row groups, verified, and keeps some of them. Thread-safe. */
public final class RowGroupReader {
  private final DurableFile file;
  private final ChunkCache cache;
  private final SampleCache samples = new SampleCache();
  private final DictionaryPool dictionaries = new DictionaryPool();

  /**
   * @param cacheBytes memory for chunks that were read
   */
  public RowGroupReader(DurableFile file, long cacheBytes) {
    this.file = file;
    this.cache = new ChunkCache(cacheBytes);
  }

  /** The chunk of a column, from memory or from the file. */
  Chunk chunk(TableDefinition table, RowGroup group, int column) {
    return cache.get(
        group.id(), column, () -> read(table, group, column).withDictionaryOf(dictionaries));
  }

  /** What was learnt of row groups for estimates. */
  SampleCache samples() {
    return samples;
  }

  /** Adds the values of a column of a row group to a sketch. */
  void addTo(ValueSketch sketch, TableDefinition table, RowGroup group, int column) {
    Chunk chunk = chunk(table, group, column);
    ChunkDecoder decoder = chunk.decoder(table.columns().get(column).type().naturalLane());
    for (int batch = 0; batch < chunk.batchCount(); batch++) {
      sketch.add(decoder.decode(batch), chunk.rowCount(batch));
    }
  }

  private Chunk read(TableDefinition table, RowGroup group, int column) {
    StoredChunk stored = group.chunks().get(column);
    ColumnType type = table.columns().get(column).type();
    String place = place(table, group, column);
    byte[] inline = stored.inline();
    if (inline != null) {
      return Chunk.open(inline, 0, inline.length, type, group.rowCount(), place);
    }
    Ref extent = Objects.requireNonNull(group.extent());
    byte[] bytes = new byte[stored.length()];
    file.readExtent(extent, stored.offset(), bytes, 0, bytes.length, place);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length);
    if ((int) checksum.getValue() != stored.crc()) {
      throw new StorageException(
          StorageException.Kind.CORRUPT,
          String.format(
              "Cannot read %s: checksum %08x, expected %08x. The file is damaged; restore a copy of"
                  + " it from a backup.",
              place, (int) checksum.getValue(), stored.crc()));
    }
    return Chunk.open(bytes, 0, bytes.length, type, group.rowCount(), place);
  }

  /**
   * A vector of a batch with the values that are elsewhere. Where there are none, the vector
   * itself.
   *
   * @param text texts or codes of {@code rowCount} rows from {@code firstRow} of the row group on
   */
  ColumnVector withOverflow(
      TableDefinition table,
      RowGroup group,
      int column,
      int firstRow,
      int rowCount,
      ColumnVector text) {
    List<OverflowValue> all = group.chunks().get(column).overflow();
    if (all.stream().noneMatch(value -> isWithin(value, firstRow, rowCount))) {
      return text;
    }
    ColumnBuilder rows = new ColumnBuilder(Lane.TEXT);
    int from = 0;
    int[] one = new int[1];
    for (OverflowValue value : all) {
      if (isWithin(value, firstRow, rowCount)) {
        for (; from < value.row() - firstRow; from++) {
          one[0] = from;
          rows.append(text, one, 1);
        }
        byte[] bytes = file.readExtent(value.extent(), place(table, group, column));
        rows.appendBytes(bytes, 0, bytes.length);
        from++;
      }
    }
    for (; from < rowCount; from++) {
      one[0] = from;
      rows.append(text, one, 1);
    }
    return new TextVector(
        rows.bytes(), Arrays.copyOf(rows.offsets(), Batch.CAPACITY + 1), text.nulls());
  }

  private static boolean isWithin(OverflowValue value, int firstRow, int rowCount) {
    return value.row() >= firstRow && value.row() < firstRow + rowCount;
  }

  private String place(TableDefinition table, RowGroup group, int column) {
    return "column "
        + table.columns().get(column).name()
        + " of row group "
        + group.id()
        + " at byte "
        + address(group, column)
        + " of "
        + file.location();
  }

  /** The byte of the file where a chunk begins; -1 for one that is in the directory. */
  static long address(RowGroup group, int column) {
    Ref extent = group.extent();
    return extent == null || group.chunks().get(column).inline() != null
        ? -1
        : extent.offsetBytes() + ExtentHeader.SIZE_BYTES + group.chunks().get(column).offset();
  }

  /** Appends all rows of a row group to builders, one a column of the table. */
  public void readAll(TableDefinition table, RowGroup group, List<ColumnBuilder> builders) {
    for (int column = 0; column < builders.size(); column++) {
      Chunk chunk = read(table, group, column);
      ChunkDecoder decoder = chunk.decoder(table.columns().get(column).type().naturalLane());
      for (int batch = 0; batch < chunk.batchCount(); batch++) {
        ColumnVector vector =
            withOverflow(
                table,
                group,
                column,
                batch * Batch.CAPACITY,
                chunk.rowCount(batch),
                decoder.decode(batch));
        builders.get(column).append(vector, null, chunk.rowCount(batch));
      }
    }
  }
}
