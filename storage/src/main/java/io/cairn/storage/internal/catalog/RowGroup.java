package io.cairn.storage.internal.catalog;

import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table that are encoded, column by column; {@code docs/format.md}, "Row group".
 * Immutable.
 *
 * @param id never given twice in a store
 * @param extent holds the chunks that are not inline; null if all are
 * @param chunks one a column of the table
 */
public record RowGroup(long id, int rowCount, @Nullable Ref extent, List<StoredChunk> chunks) {
  /** Most rows of a row group. */
  public static final int MAX_ROWS = 131_072;

  public RowGroup {
    chunks = List.copyOf(chunks);
  }

  /** Bytes that the chunks take in the file. */
  public long storedBytes() {
    long bytes = 0;
    for (StoredChunk chunk : chunks) {
      bytes += chunk.length();
      for (OverflowValue value : chunk.overflow()) {
        bytes += value.extent().payloadBytes();
      }
    }
    return bytes;
  }

  /** Every extent that belongs to it. */
  public List<Ref> extents() {
    List<Ref> extents = new ArrayList<>();
    if (extent != null) {
      extents.add(extent);
    }
    for (StoredChunk chunk : chunks) {
      for (OverflowValue value : chunk.overflow()) {
        extents.add(value.extent());
      }
    }
    return extents;
  }

  void writeTo(ByteWriter out) {
    out.writeVarint(id);
    out.writeVarint(rowCount);
    Ref ref = extent;
    out.writeByte(ref == null ? 0 : 1);
    if (ref != null) {
      ref.writeTo(out);
    }
    chunks.forEach(chunk -> chunk.writeTo(out));
  }

  static RowGroup readFrom(ByteReader in, TableDefinition table) {
    int start = in.position();
    long id = in.readVarint();
    long rows = in.readVarint();
    boolean hasExtent = in.readUnsignedByte() != 0;
    Ref extent = hasExtent ? Ref.readFrom(in) : null;
    if (id <= 0
        || rows < 1
        || rows > MAX_ROWS
        || (extent != null && extent.kind() != ExtentKind.ROW_GROUP)) {
      throw in.corrupt("the row group at byte " + start + " has " + rows + " rows");
    }
    List<StoredChunk> chunks = new ArrayList<>(table.columns().size());
    for (int column = 0; column < table.columns().size(); column++) {
      StoredChunk chunk = StoredChunk.readFrom(in, table.columns().get(column).type(), (int) rows);
      if (chunk.inline() == null
          && (extent == null || chunk.length() > extent.payloadBytes() - chunk.offset())) {
        throw in.corrupt(
            "chunk "
                + column
                + " of the row group at byte "
                + start
                + " lies outside of its extent");
      }
      chunks.add(chunk);
    }
    return new RowGroup(id, (int) rows, extent, chunks);
  }
}
