package io.cairn.storage.internal.format;

/**
 * Where the fixed parts of a store's file lie; {@code docs/format.md}, "The file". A page is the
 * unit of space: 4 KiB, and everything after the header begins at one.
 */
public final class FileLayout {
  public static final int PAGE_BYTES = 4096;

  /** Slot 0 in two copies, then slot 1 in two copies. */
  public static final int SUPERBLOCK_COPIES = 4;

  /** The first of the two watermark pages. */
  public static final long WATERMARK_OFFSET = 0x4000;

  /** The first page that an extent may occupy. */
  public static final long FIRST_PAGE = 6;

  /** Numbers of pages are stored in 40 bits. */
  public static final long MAX_PAGES = 1L << 40;

  /**
   * No extent and no log record is longer: up to here CRC32C finds every three flipped bits, and an
   * array can hold it.
   */
  public static final int MAX_EXTENT_BYTES = 1 << 28;

  /** Numbers of epochs, transactions and records stay below this: a ref has 56 bits for one. */
  public static final long MAX_NUMBER = 1L << 55;

  private FileLayout() {}

  /** Pages that hold this many bytes. */
  public static long pagesFor(long bytes) {
    return (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
  }

  /** The byte where one of the four copies of the superblock begins. */
  public static long superblockOffset(int slot, int copy) {
    return (slot * 2L + copy) * PAGE_BYTES;
  }
}
