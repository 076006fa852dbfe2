package io.cairn.storage.internal.commit;

import io.cairn.storage.internal.format.PageRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which pages: free ones, those of transactions that have not committed, those that the
 * store reaches, and those that were freed and wait. A freed page waits until a checkpoint has made
 * it unreachable, and until every pin that was taken before that is released. Generations count
 * those checkpoints. Thread-safe.
 */
final class ExtentSpace {
  private record Waiting(PageRun run, long generation) {}

  /**
   * What a checkpoint leaves: free runs in ascending order, and the page after the last that is in
   * use.
   */
  record Remaining(List<PageRun> runs, long pageCount) {}

  private final Set<Protocol> protocol;
  private final FreeSpace free = new FreeSpace();

  /** Pages of transactions that have not committed; the value counts writes, MAX while writing. */
  private final Map<PageRun, Long> inFlight = new HashMap<>();

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final TreeMap<Long, Integer> pins = new TreeMap<>();
  private long generation;
  private boolean lowest;
  private long writeCount;
  private long syncedWrites;

  ExtentSpace(Set<Protocol> protocol) {
    this.protocol = protocol;
  }

  /**
   * Begins with the runs of a free map.
   *
   * @param pageCount pages of which those outside of {@code runs} are in use
   * @param physicalPages pages that the file has
   */
  synchronized void load(List<PageRun> runs, long pageCount, long physicalPages) {
    waiting.clear();
    free.begin(pageCount, physicalPages);
    for (PageRun run : runs) {
      free.add(run);
    }
  }

  /** Marks pages as in use that a replayed record allocated; false if they were in use already. */
  synchronized boolean claim(PageRun run) {
    free.growTo(run.end());
    return free.takeExactly(run);
  }

  /** Whether one of these pages is free. */
  synchronized boolean isFree(PageRun run) {
    return free.overlaps(run);
  }

  /** Pages that a replayed record freed wait; false if one of them is not in use. */
  synchronized boolean leave(PageRun run) {
    if (run.end() > free.end() || free.overlaps(run)) {
      return false;
    }
    waiting.addLast(new Waiting(run, generation + 1));
    return true;
  }

  /** The first page that was never taken. */
  synchronized long untouchedFrom() {
    return free.untouchedFrom();
  }

  /** From now on pages are taken as low in the file as they are free. */
  synchronized void preferLowPages() {
    lowest = true;
  }

  /** Takes pages for an extent, or returns null if the file cannot have as many. */
  synchronized @Nullable PageRun allocate(long pages) {
    PageRun run = free.take(pages, lowest);
    if (run != null) {
      inFlight.put(run, Long.MAX_VALUE);
    }
    return run;
  }

  /** The bytes of an extent were handed to the system. */
  synchronized void written(PageRun run) {
    inFlight.replace(run, ++writeCount);
  }

  /** What to give to {@link #synced} once a sync that begins now has ended. */
  synchronized long writeCount() {
    return writeCount;
  }

  synchronized void synced(long writeCountBefore) {
    syncedWrites = Math.max(syncedWrites, writeCountBefore);
  }

  /** How many bytes of these extents no sync has covered. */
  synchronized long unsyncedBytes(List<PageRun> runs) {
    long bytes = 0;
    for (PageRun run : runs) {
      Long written = inFlight.get(run);
      if (written != null && written > syncedWrites) {
        bytes += run.bytes();
      }
    }
    return bytes;
  }

  /** Gives back pages of a transaction that did not commit; they may be used at once. */
  synchronized void discard(PageRun run) {
    if (inFlight.remove(run) == null) {
      throw new IllegalStateException("pages " + run + " belong to no open transaction");
    }
    free.add(run);
  }

  /** Whether these pages belong to a transaction that has not committed. */
  synchronized boolean isInFlight(PageRun run) {
    return inFlight.containsKey(run);
  }

  /** A transaction committed: what it wrote is the store's, what it freed waits. */
  synchronized void commit(Collection<PageRun> allocated, Collection<PageRun> freed) {
    inFlight.keySet().removeAll(new HashSet<>(allocated));
    for (PageRun run : freed) {
      waiting.addLast(new Waiting(run, generation + 1));
    }
    reclaim();
  }

  /** A checkpoint that made all freed pages unreachable is in force. */
  synchronized void advance() {
    generation++;
    reclaim();
  }

  synchronized Pin pin() {
    pins.merge(generation, 1, Integer::sum);
    return new Pin(this, generation);
  }

  synchronized void release(long pinned) {
    pins.computeIfPresent(pinned, (key, count) -> count == 1 ? null : count - 1);
    reclaim();
  }

  private void reclaim() {
    boolean heedPins = protocol.contains(Protocol.HEED_PINS) && !pins.isEmpty();
    long oldestPin = heedPins ? pins.firstKey() : Long.MAX_VALUE;
    long reached = protocol.contains(Protocol.REUSE_AFTER_CHECKPOINT) ? generation : Long.MAX_VALUE;
    long newest = Math.min(oldestPin, reached);
    for (Waiting first = waiting.peekFirst();
        first != null && first.generation <= newest;
        first = waiting.peekFirst()) {
      waiting.removeFirst();
      free.add(first.run);
    }
  }

  /**
   * The runs that are free if everything but the root of a checkpoint is forgotten: free pages,
   * waiting ones, and those of open transactions but the checkpoint's own.
   *
   * @param own pages that the checkpoint wrote
   * @param freed pages that it gave up
   */
  synchronized Remaining freeAfterCheckpoint(Collection<PageRun> own, Collection<PageRun> freed) {
    List<PageRun> all = free.runs();
    for (Waiting each : waiting) {
      all.add(each.run);
    }
    Set<PageRun> kept = new HashSet<>(own);
    for (PageRun run : inFlight.keySet()) {
      if (!kept.contains(run)) {
        all.add(run);
      }
    }
    all.addAll(freed);
    all.sort(Comparator.comparingLong(PageRun::page));
    List<PageRun> merged = new ArrayList<>(all.size());
    for (PageRun run : all) {
      int before = merged.size() - 1;
      if (before < 0 || merged.get(before).end() < run.page()) {
        merged.add(run);
      } else if (merged.get(before).end() == run.page()) {
        PageRun joined = merged.get(before);
        merged.set(before, new PageRun(joined.page(), joined.pages() + run.pages()));
      } else {
        throw FreeSpace.freeTwice(run);
      }
    }
    int last = merged.size() - 1;
    if (last < 0 || merged.get(last).end() < free.end()) {
      return new Remaining(merged, free.end());
    }
    return new Remaining(merged.subList(0, last), merged.get(last).page());
  }

  /** Shortens an extent in flight to its first pages. */
  synchronized PageRun shorten(PageRun run, long pages) {
    if (run.pages() == pages) {
      return run;
    }
    PageRun kept = new PageRun(run.page(), pages);
    Long written = inFlight.remove(run);
    if (written == null) {
      throw new IllegalStateException("pages " + run + " belong to no open transaction");
    }
    inFlight.put(kept, written);
    free.add(new PageRun(kept.end(), run.pages() - pages));
    return kept;
  }
}
