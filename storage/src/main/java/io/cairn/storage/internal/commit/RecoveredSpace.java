package io.cairn.storage.internal.commit;

import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.FreeMap;
import io.cairn.storage.internal.format.LogRecord;
import io.cairn.storage.internal.format.PageRun;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.format.Superblock;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.StoreFile;
import java.util.List;

/** Finds out which pages of a file are free: its free map, and what the records behind it did. */
final class RecoveredSpace {
  private RecoveredSpace() {}

  /** Fills {@code space}; contradictions between free map and records are CORRUPT. */
  static void load(StoreFile file, Recovery.Found found, Extents extents, ExtentSpace space) {
    Superblock superblock = found.superblock();
    ByteReader map =
        new ByteReader(
            extents.read(superblock.freeMap(), "the free map"),
            "the free map of " + file.location());
    long pageCount = superblock.pageCount();
    space.load(
        FreeMap.readFrom(map, pageCount),
        pageCount,
        Math.max(pageCount, FileLayout.pagesFor(file.size())));
    for (PageRun used :
        List.of(superblock.log(), superblock.root().run(), superblock.freeMap().run())) {
      if (space.isFree(used)) {
        throw map.corrupt("it holds page " + used.page() + ", which is in use");
      }
    }
    for (LogRecord each : found.records()) {
      for (Ref ref : each.allocated()) {
        if (!space.claim(ref.run())) {
          throw map.corrupt(
              "page " + ref.page() + " is not free, and record " + each.lsn() + " took it");
        }
      }
      for (PageRun run : each.freed()) {
        if (!space.leave(run)) {
          throw map.corrupt(
              "page " + run.page() + " is free, and record " + each.lsn() + " freed it");
        }
      }
    }
  }
}
