package io.cairn.storage.internal.catalog;

import io.cairn.storage.internal.encoding.ChunkStatistics;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.util.ArrayList;
import java.util.List;
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
 * @param overflow values that are elsewhere, by ascending row; bounds and statistics do not count
 *     them
 */
public record StoredChunk(
    byte @Nullable [] inline,
    long offset,
    int length,
    int crc,
    long rawBytes,
    String encoding,
    ChunkStatistics statistics,
    List<OverflowValue> overflow) {
  public StoredChunk {
    overflow = List.copyOf(overflow);
  }

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
    out.writeVarint(overflow.size());
    for (OverflowValue value : overflow) {
      out.writeVarint(value.row());
      value.extent().writeTo(out);
    }
  }

  static StoredChunk readFrom(ByteReader in, ColumnType type, int rowCount) {
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
    ChunkStatistics statistics = ChunkStatistics.readFrom(in, type);
    List<OverflowValue> overflow = new ArrayList<>();
    for (int left = in.readCount(Ref.SIZE_BYTES + 1); left > 0; left--) {
      long row = in.readVarint();
      Ref ref = Ref.readFrom(in);
      if (row < 0
          || row >= rowCount
          || (!overflow.isEmpty() && row <= overflow.get(overflow.size() - 1).row())
          || ref.kind() != ExtentKind.OVERFLOW
          || type.naturalLane() != Lane.TEXT) {
        throw in.corrupt("the chunk at byte " + start + " has an overflow value in row " + row);
      }
      overflow.add(new OverflowValue((int) row, ref));
    }
    return new StoredChunk(
        inline, offset, (int) length, crc, rawBytes, encoding, statistics, overflow);
  }
}
