package io.cairn.storage.internal.write;

import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.catalog.StoredChunk;
import io.cairn.storage.internal.encoding.ChunkEncoder;
import io.cairn.storage.internal.encoding.CodecChoice;
import io.cairn.storage.internal.encoding.EncodedChunk;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.io.ByteWriter;
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

  static Encoded encode(TableDefinition table, List<ColumnBuilder> builders, int from, int count) {
    ByteWriter payload = new ByteWriter(1 << 16);
    List<StoredChunk> chunks = new ArrayList<>(builders.size());
    for (int column = 0; column < builders.size(); column++) {
      EncodedChunk encoded =
          ChunkEncoder.encode(
              table.columns().get(column).type(),
              builders.get(column),
              from,
              count,
              CodecChoice.DEFAULT);
      chunks.add(store(encoded, payload));
    }
    return new Encoded(count, payload.array(), payload.size(), chunks);
  }

  private static StoredChunk store(EncodedChunk encoded, ByteWriter payload) {
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
        encoded.statistics());
  }
}
