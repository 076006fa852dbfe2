package io.cairn.storage.internal.commit;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.PageRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The pages that may be written at once, by place and by size. The smallest run that is large
 * enough is taken, at its lowest page. One thread at a time.
 */
final class FreeSpace {
  /**
   * The file grows by at least this many pages at a time, so that small extents lie together and
   * not between large ones.
   */
  private static final long STEP_PAGES = 256;

  private final TreeMap<Long, PageRun> byPage = new TreeMap<>();
  private final TreeSet<PageRun> bySize =
      new TreeSet<>(Comparator.comparingLong(PageRun::pages).thenComparingLong(PageRun::page));
  private long end = FileLayout.FIRST_PAGE;

  /** No page from here on was ever taken: free pages at the end are taken from their lower side. */
  private long untouchedFrom = FileLayout.FIRST_PAGE;

  /** The page after the last that is in use or free here. */
  long end() {
    return end;
  }

  /** The first page that was never taken. */
  long untouchedFrom() {
    return untouchedFrom;
  }

  /** Begins with a file of which no page is free, and that has this many pages or more. */
  void begin(long pageCount, long physicalPages) {
    byPage.clear();
    bySize.clear();
    end = pageCount;
    untouchedFrom = physicalPages;
  }

  /** Makes all pages from the end up to {@code newEnd} free. */
  void growTo(long newEnd) {
    if (newEnd > end) {
      long from = end;
      end = newEnd;
      add(new PageRun(from, newEnd - from));
    }
  }

  /**
   * Takes this many pages, or returns null if the file cannot have as many.
   *
   * @param lowest from the first run that is large enough, so that the end of the file gets free
   */
  @Nullable PageRun take(long pages, boolean lowest) {
    PageRun found = lowest ? lowest(pages) : bySize.ceiling(new PageRun(0, pages));
    if (found == null) {
      Map.Entry<Long, PageRun> last = byPage.lastEntry();
      long tail = last != null && last.getValue().end() == end ? last.getValue().pages() : 0;
      long newEnd = end + Math.max(pages - tail, STEP_PAGES);
      if (newEnd > FileLayout.MAX_PAGES) {
        return null;
      }
      growTo(newEnd);
      found = bySize.ceiling(new PageRun(0, pages));
      if (found == null) {
        throw new AssertionError("no run of " + pages + " pages after growth");
      }
    }
    drop(found);
    if (found.pages() > pages) {
      put(new PageRun(found.page() + pages, found.pages() - pages));
    }
    untouchedFrom = Math.max(untouchedFrom, found.page() + pages);
    return new PageRun(found.page(), pages);
  }

  private @Nullable PageRun lowest(long pages) {
    for (PageRun run : byPage.values()) {
      if (run.pages() >= pages) {
        return run;
      }
    }
    return null;
  }

  /** Takes exactly these pages; false if one of them is not free. */
  boolean takeExactly(PageRun run) {
    Map.Entry<Long, PageRun> entry = byPage.floorEntry(run.page());
    if (entry == null || entry.getValue().end() < run.end()) {
      return false;
    }
    PageRun found = entry.getValue();
    drop(found);
    if (found.page() < run.page()) {
      put(new PageRun(found.page(), run.page() - found.page()));
    }
    if (run.end() < found.end()) {
      put(new PageRun(run.end(), found.end() - run.end()));
    }
    return true;
  }

  /** Whether one of these pages is free. */
  boolean overlaps(PageRun run) {
    Map.Entry<Long, PageRun> entry = byPage.lowerEntry(run.end());
    return entry != null && entry.getValue().end() > run.page();
  }

  /** Makes pages free that were in use. */
  void add(PageRun run) {
    if (overlaps(run) || run.end() > end) {
      throw freeTwice(run);
    }
    long from = run.page();
    long to = run.end();
    Map.Entry<Long, PageRun> before = byPage.lowerEntry(from);
    if (before != null && before.getValue().end() == from) {
      from = before.getValue().page();
      drop(before.getValue());
    }
    PageRun after = byPage.get(to);
    if (after != null) {
      to = after.end();
      drop(after);
    }
    put(new PageRun(from, to - from));
  }

  /** What to throw where pages are given up that no one had. */
  static StorageException freeTwice(PageRun run) {
    return new StorageException(
        StorageException.Kind.CORRUPT,
        "Cannot free "
            + run.pages()
            + " pages from page "
            + run.page()
            + " on: some of them are free already. The file is damaged; restore a copy of it from a"
            + " backup.");
  }

  /** The free runs in ascending order. */
  List<PageRun> runs() {
    return new ArrayList<>(byPage.values());
  }

  private void put(PageRun run) {
    byPage.put(run.page(), run);
    bySize.add(run);
  }

  private void drop(PageRun run) {
    byPage.remove(run.page());
    bySize.remove(run);
  }
}
