package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.ScanMetrics;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What each operator of one execution did. Operators are told apart by identity. Thread-safe. */
public final class Profile {
  /** The counters of one operator. */
  public static final class Entry {
    private final LongAdder rows = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder spilledBytes = new LongAdder();
    private volatile @Nullable ScanMetrics metrics;
    private volatile long chunkTotal;
    private volatile long[] columnChunkTotals = {};

    /** Adds rows that the operator delivered. */
    public void addRows(long count) {
      rows.add(count);
    }

    /** Adds time that the operator itself took, over all threads, without its inputs' time. */
    public void addNanos(long count) {
      nanos.add(count);
    }

    /** Adds bytes that the operator wrote to temporary files. */
    public void addSpilledBytes(long count) {
      spilledBytes.add(count);
    }

    /** Says, for a scan, where its reads are counted and of how many chunks they are. */
    public void setScan(ScanMetrics counted, long chunks, long[] columnChunks) {
      chunkTotal = chunks;
      columnChunkTotals = columnChunks;
      metrics = counted;
    }

    public long rows() {
      return rows.sum();
    }

    public long nanos() {
      return nanos.sum();
    }

    public long spilledBytes() {
      return spilledBytes.sum();
    }

    /** Reads of a scan; null for other operators and scans that never started. */
    public @Nullable ScanMetrics metrics() {
      return metrics;
    }

    public long chunkTotal() {
      return chunkTotal;
    }

    /** Chunks that hold each projected column. */
    public long[] columnChunkTotals() {
      return columnChunkTotals;
    }
  }

  private final IdentityHashMap<PlanNode, Entry> entries = new IdentityHashMap<>();

  /** The counters of an operator, made at the first call. */
  public synchronized Entry entry(PlanNode node) {
    return entries.computeIfAbsent(node, key -> new Entry());
  }
}
