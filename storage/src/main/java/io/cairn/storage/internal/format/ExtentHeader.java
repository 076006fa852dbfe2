package io.cairn.storage.internal.format;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;

/**
 * The first bytes of an extent; {@code docs/format.md}, "Extent". Immutable.
 *
 * @param kind the code of an {@link ExtentKind}
 * @param codec how the payload as a whole is compressed; 0, it is not
 * @param objectId what in the catalog it belongs to, for messages and repair
 * @param txid one more than the newest transaction when the extent was written
 * @param payloadLength bytes after the header
 * @param crc over the store's identity, the page, this header up to here, and the payload
 */
public record ExtentHeader(
    int kind, int codec, long objectId, long txid, int payloadLength, int crc) {
  public static final int SIZE_BYTES = 32;

  /** "CXT1" as it stands in the file. */
  public static final int MAGIC = 0x31545843;

  private static final int CHECKED_BYTES = 28;

  /** The header's bytes for a payload that lies at a page. */
  public static byte[] encode(
      StoreChecksum checksum,
      long page,
      ExtentKind kind,
      long objectId,
      long txid,
      byte[] payload,
      int offset,
      int length) {
    ByteWriter out = new ByteWriter(SIZE_BYTES);
    out.writeInt(MAGIC);
    out.writeByte(kind.code());
    out.writeByte(0);
    out.writeShort(0);
    out.writeLong(objectId);
    out.writeLong(txid);
    out.writeInt(length);
    out.writeInt(
        checksum.of(page, out.array(), 0, CHECKED_BYTES, payload, offset, offset + length));
    return out.array();
  }

  /** Reads the fields; the magic number is the only thing that is checked. */
  public static ExtentHeader readFrom(ByteReader in) {
    int magic = in.readInt();
    if (magic != MAGIC) {
      throw in.corrupt(
          "no extent begins there (found " + hex(magic) + ", expected " + hex(MAGIC) + ")");
    }
    int kind = in.readUnsignedByte();
    int codec = in.readUnsignedByte();
    in.readUnsignedShort();
    return new ExtentHeader(kind, codec, in.readLong(), in.readLong(), in.readInt(), in.readInt());
  }

  /** The checksum that the header's bytes and the payload should have. */
  public static int checksum(
      StoreChecksum checksum, long page, byte[] header, byte[] payload, int offset, int length) {
    return checksum.of(page, header, 0, CHECKED_BYTES, payload, offset, offset + length);
  }

  private static String hex(int value) {
    return String.format("%08x", value);
  }
}
