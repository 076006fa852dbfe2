package io.cairn.storage.internal.format;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * Says that the commit log of an epoch lasts up to a record; {@code docs/format.md}, "Watermark".
 * It is written after the log was synced and never synced itself: true whenever it is there.
 * Immutable.
 */
public record Watermark(long epoch, long durableLsn) {
  public static final int SIZE_BYTES = 32;

  /** "CWM1" as it stands in the file. */
  private static final int MAGIC = 0x314D5743;

  private static final int CHECKED_BYTES = 24;

  public byte[] toBytes(StoreChecksum checksum) {
    ByteWriter out = new ByteWriter(SIZE_BYTES);
    out.writeInt(MAGIC);
    out.writeInt(0);
    out.writeLong(epoch);
    out.writeLong(durableLsn);
    out.writeInt(checksum.of(epoch, out.array(), 0, CHECKED_BYTES));
    out.writeInt(0);
    return out.array();
  }

  /** Reads a watermark, or gives null if none was written there in full. */
  public static @Nullable Watermark readFrom(byte[] bytes, StoreChecksum checksum) {
    ByteReader in = new ByteReader(bytes, "a watermark");
    int magic = in.readInt();
    in.skip(4);
    long epoch = in.readLong();
    long durableLsn = in.readLong();
    int crc = in.readInt();
    return magic == MAGIC && crc == checksum.of(epoch, bytes, 0, CHECKED_BYTES)
        ? new Watermark(epoch, durableLsn)
        : null;
  }
}
