package io.cairn.storage.internal.format;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The page that says where everything begins; {@code docs/format.md}, "Superblock". One is written
 * by each checkpoint. Immutable.
 *
 * @param epoch counts the checkpoints; the commit log that belongs to this one carries it
 * @param lastTxid the newest transaction that the root holds
 * @param lastLsn the number of the last log record that the root holds; the log goes on after it
 * @param pageCount pages of the file that are in use or in the free map; all later ones are free
 * @param clean whether the store was closed and its log was left empty
 */
public record Superblock(
    UUID store,
    long epoch,
    long lastTxid,
    Ref root,
    Ref freeMap,
    PageRun log,
    long lastLsn,
    long pageCount,
    boolean clean,
    long optionalFeatures) {
  public static final int SIZE_BYTES = FileLayout.PAGE_BYTES;

  /** The version that this code writes, and the newest that it reads. */
  public static final int FORMAT_MAJOR = 1;

  private static final int FORMAT_MINOR = 0;
  private static final byte[] MAGIC = {'C', 'A', 'I', 'R', 'N', '\r', '\n', 0x1A, '\n', 0};
  private static final int MIN_READER_OFFSET = 14;
  private static final int REQUIRED_FEATURES_OFFSET = 160;
  private static final int CREATED_BY_BYTES = 32;
  private static final int CRC_OFFSET = SIZE_BYTES - 8;
  private static final long FLAG_CLEAN = 1;
  private static final String CREATED_BY = "Cairn";

  /** Whether a page begins as a superblock does. */
  public static boolean hasMagic(byte[] page) {
    return page.length >= MAGIC.length
        && Arrays.equals(page, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Whether the page is a superblock that was written in full. */
  public static boolean isWhole(byte[] page) {
    if (!hasMagic(page)) {
      return false;
    }
    ByteReader in = new ByteReader(page, CRC_OFFSET, SIZE_BYTES, "a superblock");
    int stored = in.readInt();
    return stored == checksum(page) && in.readInt() == ~stored;
  }

  /**
   * What in a whole superblock asks for a newer reader, in words for a message, or null if nothing
   * does.
   */
  public static @Nullable String newerThanThisReader(byte[] page) {
    int minReader =
        new ByteReader(page, MIN_READER_OFFSET, SIZE_BYTES, "a superblock").readUnsignedShort();
    if (minReader > FORMAT_MAJOR) {
      return "it needs a reader of format " + minReader + ", this one reads " + FORMAT_MAJOR;
    }
    long required =
        new ByteReader(page, REQUIRED_FEATURES_OFFSET, SIZE_BYTES, "a superblock").readLong();
    if (required != 0) {
      return "it uses the features " + Long.toHexString(required) + ", which this one lacks";
    }
    return null;
  }

  /** The epoch of a whole superblock. */
  public static long epochOf(byte[] page) {
    return new ByteReader(page, 32, 40, "a superblock").readLong();
  }

  private static int checksum(byte[] page) {
    CRC32C crc = new CRC32C();
    crc.update(page, 0, CRC_OFFSET);
    return (int) crc.getValue();
  }

  public byte[] toBytes() {
    ByteWriter out = new ByteWriter(SIZE_BYTES);
    out.writeBytes(MAGIC);
    out.writeShort(FORMAT_MAJOR);
    out.writeShort(FORMAT_MINOR);
    out.writeShort(FORMAT_MAJOR);
    out.writeLong(Long.reverseBytes(store.getMostSignificantBits()));
    out.writeLong(Long.reverseBytes(store.getLeastSignificantBits()));
    out.writeLong(epoch);
    out.writeLong(lastTxid);
    root.writeTo(out);
    freeMap.writeTo(out);
    out.writeLong(log.page());
    out.writeLong(log.pages());
    out.writeLong(lastLsn);
    out.writeLong(pageCount);
    out.writeBytes(Arrays.copyOf(CREATED_BY.getBytes(StandardCharsets.UTF_8), CREATED_BY_BYTES));
    out.writeLong(0);
    out.writeLong(optionalFeatures);
    out.writeLong(clean ? FLAG_CLEAN : 0);
    out.writeBytes(new byte[CRC_OFFSET - out.size()]);
    int crc = checksum(out.array());
    out.writeInt(crc);
    out.writeInt(~crc);
    return out.toByteArray();
  }

  /** Reads a page that is {@linkplain #isWhole whole}; fields that contradict are CORRUPT. */
  public static Superblock readFrom(byte[] page, String place) {
    ByteReader in = new ByteReader(page, 16, SIZE_BYTES, place);
    UUID store = new UUID(Long.reverseBytes(in.readLong()), Long.reverseBytes(in.readLong()));
    long epoch = in.readLong();
    long lastTxid = in.readLong();
    Ref root = Ref.readFrom(in);
    Ref freeMap = Ref.readFrom(in);
    PageRun log = new PageRun(in.readLong(), in.readLong());
    long lastLsn = in.readLong();
    long pageCount = in.readLong();
    in.skip(CREATED_BY_BYTES + 8);
    long optionalFeatures = in.readLong();
    long flags = in.readLong();
    if (epoch < 1
        || epoch >= FileLayout.MAX_NUMBER
        || lastTxid < 0
        || lastTxid >= FileLayout.MAX_NUMBER
        || lastLsn < 0
        || lastLsn >= FileLayout.MAX_NUMBER
        || pageCount < FileLayout.FIRST_PAGE
        || pageCount > FileLayout.MAX_PAGES) {
      throw in.corrupt(
          "epoch "
              + epoch
              + ", transaction "
              + lastTxid
              + ", record "
              + lastLsn
              + " and "
              + pageCount
              + " pages cannot be");
    }
    if (log.page() < FileLayout.FIRST_PAGE
        || log.pages() < 1
        || log.pages() > FileLayout.pagesFor(FileLayout.MAX_EXTENT_BYTES)
        || log.page() > pageCount - log.pages()
        || root.run().end() > pageCount
        || freeMap.run().end() > pageCount
        || freeMap.kind() != ExtentKind.FREE_MAP) {
      throw in.corrupt("its root, free map or log lies outside of its " + pageCount + " pages");
    }
    return new Superblock(
        store,
        epoch,
        lastTxid,
        root,
        freeMap,
        log,
        lastLsn,
        pageCount,
        (flags & FLAG_CLEAN) != 0,
        optionalFeatures);
  }
}
