package io.cairn.storage.internal.commit;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.LogRecord;
import io.cairn.storage.internal.format.LogRecordCodec;
import io.cairn.storage.internal.format.StoreChecksum;
import io.cairn.storage.internal.format.Superblock;
import io.cairn.storage.internal.format.Watermark;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.StoreFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last committed state of a file; {@code docs/format.md}, "Recovery". Reads only. What a
 * crash may leave is passed over; damage to what had been committed is refused.
 */
final class Recovery {
  /**
   * The state that was found.
   *
   * @param records of the log behind the root, in order
   * @param logEndBytes where the last of them ends in the log
   * @param clean whether the store was closed and nothing was begun since
   * @param damagedCopy the offset of a copy of the superblock that is not as the one in force, or
   *     -1
   */
  record Found(
      Superblock superblock,
      StoreChecksum checksum,
      List<LogRecord> records,
      int logEndBytes,
      boolean clean,
      long damagedCopy) {}

  private static final int HEADER_BYTES = (int) (FileLayout.FIRST_PAGE * FileLayout.PAGE_BYTES);

  private final StoreFile file;
  private final Set<Protocol> protocol;

  Recovery(StoreFile file, Set<Protocol> protocol) {
    this.file = file;
    this.protocol = protocol;
  }

  Found run() {
    long size = file.size();
    byte[] header = new byte[(int) Math.min(size, HEADER_BYTES)];
    file.read(0, header, 0, header.length);
    byte[] page = newestSuperblock(header, size);
    Superblock superblock = Superblock.readFrom(page, "the superblock of " + file.location());
    if (size < superblock.pageCount() * FileLayout.PAGE_BYTES) {
      throw corrupt(
          "it ends at byte "
              + size
              + ", expected are "
              + superblock.pageCount() * FileLayout.PAGE_BYTES
              + " bytes or more: it was cut");
    }
    StoreChecksum checksum = new StoreChecksum(superblock.store());
    return readLog(superblock, checksum, header, damagedCopy(page, header));
  }

  private byte[] newestSuperblock(byte[] header, long size) {
    byte[] newest = null;
    boolean any = false;
    for (int i = 0; i < FileLayout.SUPERBLOCK_COPIES; i++) {
      int from = i * FileLayout.PAGE_BYTES;
      if (from >= header.length) {
        break;
      }
      byte[] page = Arrays.copyOfRange(header, from, from + FileLayout.PAGE_BYTES);
      any |= Superblock.hasMagic(page);
      if (Superblock.isWhole(page)
          && (newest == null || Superblock.epochOf(page) > Superblock.epochOf(newest))) {
        newest = page;
      }
    }
    if (newest != null) {
      String newer = Superblock.newerThanThisReader(newest);
      if (newer != null) {
        throw new StorageException(
            Kind.UNSUPPORTED,
            "Cannot open " + file.location() + ": " + newer + ". Use a newer version of Cairn.");
      }
      if (header.length == HEADER_BYTES) {
        return newest;
      }
    }
    if (newest != null || any) {
      throw corrupt(
          newest != null
              ? "it ends at byte " + size + ", within its header: it was cut"
              : "none of the four copies of its superblock is whole");
    }
    throw new StorageException(
        Kind.CANNOT_OPEN,
        "Cannot open " + file.location() + ": it is not a Cairn store, no superblock begins it.");
  }

  private static long damagedCopy(byte[] page, byte[] header) {
    for (int slot = 0; slot < 2; slot++) {
      long first = FileLayout.superblockOffset(slot, 0);
      long second = FileLayout.superblockOffset(slot, 1);
      boolean firstSame = samePage(page, header, (int) first);
      if (firstSame != samePage(page, header, (int) second)) {
        return firstSame ? second : first;
      }
    }
    return -1;
  }

  private static boolean samePage(byte[] page, byte[] header, int offset) {
    return Arrays.equals(page, 0, page.length, header, offset, offset + page.length);
  }

  private Found readLog(
      Superblock superblock, StoreChecksum checksum, byte[] header, long damagedCopy) {
    long known = Math.max(superblock.lastLsn(), watermark(superblock, checksum, header));
    byte[] segment = new byte[Math.toIntExact(superblock.log().bytes())];
    long segmentOffset = superblock.log().offsetBytes();
    file.read(segmentOffset, segment, 0, segment.length);
    LogRecordCodec codec = codec(checksum, superblock.epoch());
    List<LogRecord> records = new ArrayList<>();
    long lsn = superblock.lastLsn() + 1;
    int end = 0;
    for (int length = codec.wholeLength(segment, 0, lsn);
        length > 0;
        length = codec.wholeLength(segment, end, lsn)) {
      LogRecord next =
          codec.readFrom(
              new ByteReader(segment, end, end + length, "the log of " + file.location()));
      known = Math.max(known, next.durableLsn());
      records.add(next);
      end += length;
      lsn++;
    }
    if (protocol.contains(Protocol.SCAN_AHEAD)) {
      known = Math.max(known, codec.newestDurableLsn(segment, end, lsn));
    }
    if (known >= lsn) {
      throw corrupt(
          "record "
              + lsn
              + " of its log at byte "
              + (segmentOffset + end)
              + " is damaged, and records up to "
              + known
              + " had been committed");
    }
    boolean clean = superblock.clean() && records.isEmpty() && isZero(segment);
    int kept = keptRecords(records, known, checksum);
    int keptBytes = 0;
    for (int i = 0; i < kept; i++) {
      keptBytes += codec.wholeLength(segment, keptBytes, superblock.lastLsn() + 1 + i);
    }
    return new Found(
        superblock, checksum, List.copyOf(records.subList(0, kept)), keptBytes, clean, damagedCopy);
  }

  /**
   * How many records count: one that may not have been synced does only if all that it wrote is
   * there, and none does after one that does not.
   */
  private int keptRecords(List<LogRecord> records, long known, StoreChecksum checksum) {
    if (!protocol.contains(Protocol.CHECK_EXTENTS)) {
      return records.size();
    }
    Extents extents = new Extents(file, checksum);
    for (int i = 0; i < records.size(); i++) {
      LogRecord next = records.get(i);
      if (next.lsn() > known
          && !next.extentsDurable()
          && !next.allocated().stream().allMatch(extents::isIntact)) {
        return i;
      }
    }
    return records.size();
  }

  private LogRecordCodec codec(StoreChecksum checksum, long epoch) {
    return new LogRecordCodec(checksum, protocol.contains(Protocol.EPOCH_IN_RECORDS) ? epoch : 0);
  }

  /** The newest record that a watermark knows to last, or -1. */
  private long watermark(Superblock superblock, StoreChecksum checksum, byte[] header) {
    long known = -1;
    if (!protocol.contains(Protocol.WATERMARK)) {
      return known;
    }
    for (int i = 0; i < 2; i++) {
      int from = (int) FileLayout.WATERMARK_OFFSET + i * FileLayout.PAGE_BYTES;
      @Nullable Watermark mark =
          Watermark.readFrom(
              Arrays.copyOfRange(header, from, from + Watermark.SIZE_BYTES), checksum);
      if (mark == null) {
        continue;
      }
      if (mark.epoch() > superblock.epoch()) {
        throw corrupt(
            "its newest whole superblock is of epoch "
                + superblock.epoch()
                + ", and records of epoch "
                + mark.epoch()
                + " had been committed: both copies of the newer one are damaged");
      }
      if (mark.epoch() == superblock.epoch()) {
        known = Math.max(known, mark.durableLsn());
      }
    }
    return known;
  }

  private static boolean isZero(byte[] bytes) {
    for (byte each : bytes) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private StorageException corrupt(String what) {
    return new StorageException(
        Kind.CORRUPT,
        "Cannot open " + file.location() + ": " + what + ". Restore a copy of it from a backup.");
  }
}
