package io.cairn.storage.internal.catalog;

import io.cairn.storage.internal.encoding.ChunkStatistics;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * Where the chunk of one column of a row group is, and what is known of its values. Immutable.
 *
 * @param inline the chunk itself, where it is small; nobody changes the array. Else it is in the
 *     row group's extent
 * @param offset of the chunk in the payload of the extent
 * @param length of the chunk in bytes
 * @param crc CRC32C of the chunk's bytes
 * @param rawBytes that its values took in their lane
 * @param encoding names of encoding and codec, for people
 */
public record StoredChunk(
    byte @Nullable [] inline,
    long offset,
    int length,
    int crc,
    long rawBytes,
    String encoding,
    ChunkStatistics statistics) {
  /** Chunks below this many bytes are kept inline. */
  public static final int MAX_INLINE_BYTES = 1_024;

  private static final int INLINE = 1;
  private static final int IN_EXTENT = 2;

  void writeTo(ByteWriter out) {
    byte[] bytes = inline;
    out.writeByte(bytes != null ? INLINE : IN_EXTENT);
    out.writeVarint(length);
    if (bytes != null) {
      out.writeBytes(bytes);
    } else {
      out.writeVarint(offset);
      out.writeInt(crc);
    }
    out.writeVarint(rawBytes);
    out.writeText(encoding);
    statistics.writeTo(out);
  }

  static StoredChunk readFrom(ByteReader in, ColumnType type) {
    int start = in.position();
    int place = in.readUnsignedByte();
    long length = in.readVarint();
    if ((place != INLINE && place != IN_EXTENT) || length < 0 || length > Integer.MAX_VALUE) {
      throw in.corrupt("the chunk at byte " + start + " is of the unknown kind " + place);
    }
    byte[] inline = null;
    long offset = 0;
    int crc = 0;
    if (place == INLINE) {
      inline = in.readBytes((int) length);
    } else {
      offset = in.readVarint();
      crc = in.readInt();
    }
    long rawBytes = in.readVarint();
    String encoding = in.readText();
    if (offset < 0 || rawBytes < 0) {
      throw in.corrupt("the chunk at byte " + start + " is at " + offset);
    }
    return new StoredChunk(
        inline, offset, (int) length, crc, rawBytes, encoding, ChunkStatistics.readFrom(in, type));
  }
}
