package io.cairn.storage.internal.commit;

import io.cairn.storage.internal.format.ExtentHeader;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.FreeMap;
import io.cairn.storage.internal.format.PageRun;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.io.StoreFile;
import java.util.List;

/**
 * The pages of one checkpoint besides its root: the next log and the free map. What is taken is
 * added to the list of the checkpoint's pages, so that a failure can give all of it back. One
 * thread at a time.
 */
final class CheckpointPages {
  private static final byte[] ZEROS = new byte[64 << 10];

  private final StoreFile file;
  private final Extents extents;
  private final ExtentSpace space;
  private final List<PageRun> own;
  private final List<PageRun> freed;

  /**
   * @param own pages that the checkpoint wrote; grows
   * @param freed pages that the old superblock reaches and the next does not
   */
  CheckpointPages(
      StoreFile file, Extents extents, ExtentSpace space, List<PageRun> own, List<PageRun> freed) {
    this.file = file;
    this.extents = extents;
    this.space = space;
    this.own = own;
    this.freed = freed;
  }

  /**
   * Takes the pages of the next log and makes sure that the system has given room for them; takes
   * none if that fails.
   *
   * @param zero whether all of it must be zero, by which the log of a closed store is known to be
   *     empty; elsewhere old bytes do no harm, since records carry the epoch of their log
   */
  PageRun writeLog(long bytes, boolean zero) {
    long untouched = space.untouchedFrom();
    PageRun run = space.allocate(FileLayout.pagesFor(bytes));
    own.add(run);
    boolean done = false;
    try {
      long end = run.end() * FileLayout.PAGE_BYTES;
      long from = zero ? run.page() : Math.max(run.page(), untouched);
      for (long at = from * FileLayout.PAGE_BYTES; at < end; at += ZEROS.length) {
        file.write(at, ZEROS, 0, (int) Math.min(ZEROS.length, end - at));
      }
      space.written(run);
      done = true;
      return run;
    } finally {
      if (!done) {
        own.remove(run);
        space.discard(run);
      }
    }
  }

  Ref writeFreeMap(long txid) {
    // Its own pages and those that it gives back can add a run each to what is counted here.
    PageRun taken = space.allocate(pagesForMap(remaining().runs().size() + 2));
    own.add(taken);
    PageRun kept = space.shorten(taken, pagesForMap(remaining().runs().size()));
    own.set(own.size() - 1, kept);
    byte[] map = FreeMap.toBytes(remaining().runs());
    Ref ref = extents.write(kept, ExtentKind.FREE_MAP, 0, txid, map, 0, map.length);
    space.written(kept);
    return ref;
  }

  private static long pagesForMap(int runCount) {
    return FileLayout.pagesFor(ExtentHeader.SIZE_BYTES + FreeMap.sizeBytes(runCount));
  }

  private ExtentSpace.Remaining remaining() {
    return space.freeAfterCheckpoint(own, freed);
  }

  /** The page after the last in use; the file is made as long. */
  long growFile() {
    long pageCount = remaining().pageCount();
    long bytes = pageCount * FileLayout.PAGE_BYTES;
    if (file.size() < bytes) {
      file.write(bytes - 1, ZEROS, 0, 1);
    }
    return pageCount;
  }
}
