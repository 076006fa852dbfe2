package io.cairn.storage.internal.write;

import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.catalog.OverflowValue;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.catalog.StoredChunk;
import io.cairn.storage.internal.encoding.ChunkEncoder;
import io.cairn.storage.internal.encoding.CodecChoice;
import io.cairn.storage.internal.encoding.EncodedChunk;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Turns rows into the chunks of a row group. */
final class RowGroupEncoder {
  /** Chunks begin at multiples of this in their extent. */
  private static final int ALIGNMENT = 8;

  /** A row group whose extent is not written yet. */
  record Encoded(int rowCount, byte[] payload, int payloadLength, List<StoredChunk> chunks) {
    boolean needsExtent() {
      return payloadLength > 0;
    }

    RowGroup at(long id, @Nullable Ref extent) {
      return new RowGroup(id, rowCount, extent, chunks);
    }
  }

  private RowGroupEncoder() {}

  /** Writes a value to an extent of its own. */
  interface Overflow {
    Ref write(byte[] bytes, int offset, int length);
  }

  static Encoded encode(
      TableDefinition table, List<ColumnBuilder> builders, int from, int count, Overflow overflow) {
    ByteWriter payload = new ByteWriter(1 << 16);
    List<StoredChunk> chunks = new ArrayList<>(builders.size());
    for (int column = 0; column < builders.size(); column++) {
      ColumnBuilder values = builders.get(column);
      List<OverflowValue> moved = new ArrayList<>();
      int first = from;
      if (hasLongValue(values, from, count)) {
        values = moveLongValues(values, from, count, overflow, moved);
        first = 0;
      }
      EncodedChunk encoded =
          ChunkEncoder.encode(
              table.columns().get(column).type(), values, first, count, CodecChoice.DEFAULT);
      chunks.add(store(encoded, moved, payload));
    }
    return new Encoded(count, payload.array(), payload.size(), chunks);
  }

  private static boolean hasLongValue(ColumnBuilder values, int from, int count) {
    if (values.lane() != Lane.TEXT
        || values.offsets()[from + count] - values.offsets()[from] <= OverflowValue.MIN_BYTES) {
      return false;
    }
    for (int row = from; row < from + count; row++) {
      if (values.offsets()[row + 1] - values.offsets()[row] > OverflowValue.MIN_BYTES) {
        return true;
      }
    }
    return false;
  }

  /** The rows with empty values in place of the long ones, which go to extents. */
  private static ColumnBuilder moveLongValues(
      ColumnBuilder values, int from, int count, Overflow overflow, List<OverflowValue> moved) {
    ColumnBuilder rest = new ColumnBuilder(Lane.TEXT);
    for (int row = from; row < from + count; row++) {
      int start = values.offsets()[row];
      int length = values.offsets()[row + 1] - start;
      if (length > OverflowValue.MIN_BYTES) {
        moved.add(new OverflowValue(row - from, overflow.write(values.bytes(), start, length)));
        rest.appendBytes(values.bytes(), start, 0);
      } else {
        rest.append(values, row, 1);
      }
    }
    return rest;
  }

  private static StoredChunk store(
      EncodedChunk encoded, List<OverflowValue> overflow, ByteWriter payload) {
    int length = encoded.length();
    byte[] inline = null;
    int offset = 0;
    int crc = 0;
    if (length < StoredChunk.MAX_INLINE_BYTES) {
      inline = java.util.Arrays.copyOf(encoded.bytes(), length);
    } else {
      payload.align(ALIGNMENT);
      offset = payload.size();
      payload.writeBytes(encoded.bytes(), 0, length);
      CRC32C checksum = new CRC32C();
      checksum.update(encoded.bytes(), 0, length);
      crc = (int) checksum.getValue();
    }
    return new StoredChunk(
        inline,
        offset,
        length,
        crc,
        encoded.rawBytes(),
        encoded.encodingName(),
        encoded.statistics(),
        overflow);
  }
}
