package io.cairn.storage.internal.format;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads the records of one commit log; {@code docs/format.md}, "Log record". Immutable
 * and thread-safe.
 */
public final class LogRecordCodec {
  /** A record without refs, runs and payload. */
  public static final int HEADER_BYTES = 56;

  /** Records begin at multiples of this and have a multiple of it as length. */
  public static final int ALIGNMENT = 8;

  private static final int RUN_BYTES = 16;
  private static final int HEADER_CRC_OFFSET = 4;
  private static final int CHECKED_OFFSET = 8;
  private static final int LENGTH_OFFSET = 8;
  private static final int LSN_OFFSET = 16;
  private static final int DURABLE_LSN_OFFSET = 32;
  private static final int FLAG_EXTENTS_DURABLE = 1;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final StoreChecksum checksum;
  private final long epoch;

  /**
   * @param epoch of the superblock that names the log: records of an older log that lie in the same
   *     pages do not pass
   */
  public LogRecordCodec(StoreChecksum checksum, long epoch) {
    this.checksum = checksum;
    this.epoch = epoch;
  }

  /** The length in bytes of a record with such contents. */
  public static long lengthBytes(long payloadLength, long allocatedCount, long freedCount) {
    long length =
        HEADER_BYTES + allocatedCount * Ref.SIZE_BYTES + freedCount * RUN_BYTES + payloadLength;
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  public byte[] toBytes(LogRecord log) {
    byte[] payload = log.payload();
    int length =
        Math.toIntExact(lengthBytes(payload.length, log.allocated().size(), log.freed().size()));
    ByteWriter out = new ByteWriter(length);
    out.writeInt(0);
    out.writeInt(0);
    out.writeInt(length);
    out.writeInt(payload.length);
    out.writeLong(log.lsn());
    out.writeLong(log.txid());
    out.writeLong(log.durableLsn());
    out.writeShort(log.extentsDurable() ? FLAG_EXTENTS_DURABLE : 0);
    out.writeShort(0);
    out.writeInt(log.allocated().size());
    out.writeInt(log.freed().size());
    out.writeInt(0);
    for (Ref ref : log.allocated()) {
      ref.writeTo(out);
    }
    for (PageRun run : log.freed()) {
      out.writeLong(run.page());
      out.writeLong(run.pages());
    }
    out.writeBytes(payload);
    out.align(ALIGNMENT);
    byte[] bytes = out.array();
    out.setInt(HEADER_CRC_OFFSET, checksum.of(epoch, bytes, CHECKED_OFFSET, HEADER_BYTES));
    out.setInt(0, checksum.of(epoch, bytes, HEADER_CRC_OFFSET, length));
    return out.toByteArray();
  }

  /**
   * The length of the record with this number that begins at {@code offset}, or 0 if none was
   * written there in full.
   */
  public int wholeLength(byte[] segment, int offset, long lsn) {
    if (segment.length - offset < HEADER_BYTES) {
      return 0;
    }
    int length = (int) INT.get(segment, offset + LENGTH_OFFSET);
    if (length < HEADER_BYTES
        || length % ALIGNMENT != 0
        || length > segment.length - offset
        || (long) LONG.get(segment, offset + LSN_OFFSET) != lsn) {
      return 0;
    }
    int crc = (int) INT.get(segment, offset);
    return crc == checksum.of(epoch, segment, offset + HEADER_CRC_OFFSET, offset + length)
        ? length
        : 0;
  }

  /**
   * Looks from {@code from} to the end of a segment for the headers of records that are newer than
   * {@code lsn}, and gives the newest record that one of them knows to last, or -1 if there is
   * none. A header has its own checksum, so that this is one pass whatever the bytes are.
   */
  public long newestDurableLsn(byte[] segment, int from, long lsn) {
    long newest = -1;
    long most = segment.length / HEADER_BYTES + 1L;
    for (int offset = from; offset <= segment.length - HEADER_BYTES; offset += ALIGNMENT) {
      long ahead = (long) LONG.get(segment, offset + LSN_OFFSET) - lsn;
      if (ahead > 0
          && ahead <= most
          && (int) INT.get(segment, offset + HEADER_CRC_OFFSET)
              == checksum.of(epoch, segment, offset + CHECKED_OFFSET, offset + HEADER_BYTES)) {
        newest = Math.max(newest, (long) LONG.get(segment, offset + DURABLE_LSN_OFFSET));
      }
    }
    return newest;
  }

  /** Reads a record that is {@linkplain #wholeLength whole}; contradictions in it are CORRUPT. */
  public LogRecord readFrom(ByteReader in) {
    int start = in.position();
    in.skip(8);
    int length = in.readInt();
    int payloadLength = in.readInt();
    long lsn = in.readLong();
    long txid = in.readLong();
    long durableLsn = in.readLong();
    int flags = in.readUnsignedShort();
    in.readUnsignedShort();
    int allocatedCount = in.readInt();
    int freedCount = in.readInt();
    in.readInt();
    if (payloadLength < 0
        || allocatedCount < 0
        || freedCount < 0
        || lengthBytes(payloadLength, allocatedCount, freedCount) != length) {
      throw in.corrupt("the parts of the record at byte " + start + " do not add up");
    }
    if (txid < 0 || txid >= FileLayout.MAX_NUMBER || durableLsn < 0 || durableLsn >= lsn) {
      throw in.corrupt(
          "record " + lsn + " has transaction " + txid + " and durable record " + durableLsn);
    }
    List<Ref> allocated = new ArrayList<>(allocatedCount);
    for (int i = 0; i < allocatedCount; i++) {
      allocated.add(Ref.readFrom(in));
    }
    List<PageRun> freed = new ArrayList<>(freedCount);
    for (int i = 0; i < freedCount; i++) {
      PageRun run = new PageRun(in.readLong(), in.readLong());
      if (run.page() < FileLayout.FIRST_PAGE
          || run.page() >= FileLayout.MAX_PAGES
          || run.pages() < 1
          || run.pages() > FileLayout.MAX_PAGES) {
        throw in.corrupt("record " + lsn + " frees page " + run.page() + " and " + run.pages());
      }
      freed.add(run);
    }
    byte[] payload = in.readBytes(payloadLength);
    return new LogRecord(
        lsn,
        txid,
        durableLsn,
        (flags & FLAG_EXTENTS_DURABLE) != 0,
        List.copyOf(allocated),
        List.copyOf(freed),
        payload);
  }
}
