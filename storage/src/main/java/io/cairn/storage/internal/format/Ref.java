package io.cairn.storage.internal.format;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;

/**
 * Points at an extent and says what must be found there; {@code docs/format.md}, "Ref". It carries
 * the extent's checksum, so that an extent of another time or another place is not taken for the
 * right one. Immutable.
 *
 * @param page the first page
 * @param lengthBytes of the extent's header and its payload
 * @param crc the checksum in the extent's header
 * @param txid the transaction number in the extent's header
 */
public record Ref(long page, long lengthBytes, int crc, ExtentKind kind, long txid) {
  public static final int SIZE_BYTES = 24;

  private static final long MAX_TXID = (1L << 56) - 1;

  public Ref {
    if (page < FileLayout.FIRST_PAGE
        || page >= FileLayout.MAX_PAGES
        || lengthBytes < ExtentHeader.SIZE_BYTES
        || lengthBytes > FileLayout.MAX_EXTENT_BYTES
        || txid < 0
        || txid > MAX_TXID) {
      throw new IllegalArgumentException(
          "no such extent: page " + page + ", " + lengthBytes + " bytes, transaction " + txid);
    }
  }

  /** The pages that the extent occupies. */
  public PageRun run() {
    return new PageRun(page, FileLayout.pagesFor(lengthBytes));
  }

  /** Bytes after the extent's header. */
  public int payloadBytes() {
    return (int) (lengthBytes - ExtentHeader.SIZE_BYTES);
  }

  /** The byte of the file where the extent begins. */
  public long offsetBytes() {
    return page * FileLayout.PAGE_BYTES;
  }

  public void writeTo(ByteWriter out) {
    out.writeBits(page, 5);
    out.writeBits(lengthBytes, 5);
    out.writeInt(crc);
    out.writeByte(kind.code());
    out.writeBits(txid, 7);
    out.writeShort(0);
  }

  /** Reads a ref; whatever cannot be one is {@code CORRUPT}. */
  public static Ref readFrom(ByteReader in) {
    int start = in.position();
    long page = in.readBits(5);
    long lengthBytes = in.readBits(5);
    int crc = in.readInt();
    int code = in.readUnsignedByte();
    long txid = in.readBits(7);
    int reserved = in.readUnsignedShort();
    ExtentKind kind = ExtentKind.ofCode(code);
    if (kind == null
        || page < FileLayout.FIRST_PAGE
        || lengthBytes < ExtentHeader.SIZE_BYTES
        || lengthBytes > FileLayout.MAX_EXTENT_BYTES
        || reserved != 0) {
      throw in.corrupt(
          "the reference at byte "
              + start
              + " names page "
              + page
              + ", "
              + lengthBytes
              + " bytes and kind "
              + code
              + ", which no extent can have");
    }
    return new Ref(page, lengthBytes, crc, kind, txid);
  }
}
