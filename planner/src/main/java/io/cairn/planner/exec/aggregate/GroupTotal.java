package io.cairn.planner.exec.aggregate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.storage.Cancellation;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All groups of an aggregation. Parts are added in the order of the input, and that is ended. Then
 * {@link #next} delivers groups; when it has none left, partitions may be waiting: {@link #claim}
 * takes some out, each is put together by any thread, and {@link #deliver} brings them back. The
 * order of groups depends on the parts alone, unless memory is short. Thread-safe as far as the
 * methods say.
 */
public final class GroupTotal {
  private final AggregateLayout layout;
  private final GroupingLimits limits;
  private final Grouping small;

  /** Groupings of ascending groups, in the order of the input. */
  private final List<Grouping> segments = new ArrayList<>();

  /** Empty as long as nothing is spread. */
  private final List<Partition> partitions = new ArrayList<>();

  private final Deque<Partition> waiting = new ArrayDeque<>();
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private final KeyHash hash;
  private final long[] hashes = new long[Batch.CAPACITY];
  private Cancellation cancellation = Cancellation.NONE;
  private long segmentBytes;
  private long partitionBytes;
  private boolean spilled;

  /** A grouping to deliver from a group on, and what is told once that is done. */
  private static final class Delivery {
    final Grouping grouping;
    final @Nullable GroupMemory memory;
    int next;

    Delivery(Grouping grouping, int next, @Nullable GroupMemory memory) {
      this.grouping = grouping;
      this.next = next;
      this.memory = memory;
    }
  }

  /** A partition that was taken out, and then its groups, or partitions that it was cut into. */
  public static final class Work {
    private final Partition partition;
    private @Nullable Grouping grouping;
    private @Nullable GroupMemory memory;
    private List<Partition> parts = List.of();

    private Work(Partition partition) {
      this.partition = partition;
    }
  }

  public GroupTotal(AggregateLayout layout, GroupingLimits limits) {
    this.layout = layout;
    this.limits = limits;
    hash = new KeyHash(layout.keyCount());
    small = new Grouping(layout);
  }

  /** Starts an execution. */
  public void open(Cancellation control) {
    cancellation = control;
  }

  /** Memory that it takes, without what was claimed and delivered. */
  public synchronized long bytes() {
    return small.bytes() + segmentBytes + partitionBytes;
  }

  /** Whether some of it went to the disk. */
  public synchronized boolean isSpilled() {
    return spilled;
  }

  /** Takes in rows that need not be looked at; only for {@link AggregateLayout#countsRowsOnly}. */
  public void addRows(long count) {
    small.addRows(count);
  }

  /**
   * Takes over the next part.
   *
   * @param files makes files for rows before those of the part that are on disk already
   */
  public synchronized void add(GroupPart part, Function<List<Lane>, SpillFile> files) {
    GroupPart.Spread spread = part.takeSpread();
    if (spread != null) {
      append(spread, files);
      return;
    }
    Grouping grouping = part.grouping();
    if (grouping.isAscending()
        && grouping.size() > 0
        && (!segments.isEmpty() || grouping.size() > limits.smallGroups())) {
      segmentBytes += grouping.bytes();
      segments.add(part.takeGrouping());
      return;
    }
    small.merge(grouping);
    if (layout.keyCount() > 0
        && !small.isAscending()
        && small.size() + small.distinctValues() > limits.localGroups()) {
      spread(small, files);
      small.clear();
    }
  }

  private void spread(Grouping grouping, Function<List<Lane>, SpillFile> files) {
    GroupPart.Spread spread = new GroupPart.Spread(layout, grouping);
    spread.add(grouping, hash, hashes, cancellation);
    append(spread, files);
  }

  private void append(GroupPart.Spread spread, Function<List<Lane>, SpillFile> files) {
    spilled |= !spread.written.isEmpty();
    while (partitions.size() < RowPartitions.COUNT) {
      partitions.add(new Partition(layout, small, 0));
    }
    for (int p = 0; p < RowPartitions.COUNT; p++) {
      Partition partition = partitions.get(p);
      long before = partition.bytes();
      partition.add(spread, p, files);
      partitionBytes += partition.bytes() - before;
    }
  }

  /**
   * Sends the largest partitions to the disk, at least half of all; thread-safe.
   *
   * @return whether that made room
   */
  public synchronized boolean spill(Function<List<Lane>, SpillFile> files) {
    if (layout.keyCount() == 0) {
      return false;
    }
    if (!segments.isEmpty() || small.size() > limits.smallGroups()) {
      spreadAll(files);
    }
    List<Partition> all = new ArrayList<>(partitions);
    all.addAll(waiting);
    all.sort((a, b) -> Long.compare(b.spillableBytes(), a.spillableBytes()));
    long total = 0;
    for (Partition partition : all) {
      total += partition.spillableBytes();
    }
    long freed = 0;
    for (Partition partition : all) {
      long bytes = partition.spillableBytes();
      if (bytes == 0 || 2 * freed > total) {
        break;
      }
      long before = partition.bytes();
      partition.spill(files);
      partitionBytes += partition.bytes() - before;
      freed += bytes;
    }
    spilled |= freed > 0;
    return freed > 0;
  }

  /** Spreads what is in groupings. */
  private void spreadAll(Function<List<Lane>, SpillFile> files) {
    spread(small, files);
    small.clear();
    for (Grouping segment : segments) {
      spread(segment, files);
    }
    segments.clear();
    segmentBytes = 0;
  }

  /** Ends the adding. */
  public synchronized void end(Function<List<Lane>, SpillFile> files) {
    if (partitions.isEmpty() && (segments.isEmpty() || chain())) {
      if (segments.isEmpty()) {
        deliveries.add(new Delivery(small, 0, null));
      }
      return;
    }
    spreadAll(files);
    waiting.addAll(partitions);
    partitions.clear();
  }

  /** Whether the ascending groupings follow each other: then they are delivered as they are. */
  private boolean chain() {
    List<Grouping> all = new ArrayList<>();
    if (small.size() > 0) {
      if (!small.isAscending()) {
        return false;
      }
      all.add(small);
    }
    all.addAll(segments);
    for (int i = 1; i < all.size(); i++) {
      if (!all.get(i - 1).precedes(all.get(i))) {
        return false;
      }
    }
    Grouping last = all.get(0);
    deliveries.add(new Delivery(last, 0, null));
    for (Grouping next : all.subList(1, all.size())) {
      int taken = last.takeBorder(next);
      if (taken < next.size()) {
        deliveries.add(new Delivery(next, taken, null));
        last = next;
      }
    }
    return true;
  }

  /** Takes the next partitions out, at most so many; empty if none is left. */
  public synchronized List<Work> claim(int most) {
    List<Work> claimed = new ArrayList<>();
    while (claimed.size() < most && !waiting.isEmpty()) {
      claimed.add(new Work(waiting.remove()));
    }
    return claimed;
  }

  /** Puts the groups of a partition together; any thread. */
  public void group(Work work, GroupMemory memory, Function<List<Lane>, SpillFile> files) {
    Grouping grouping = new Grouping(layout);
    try {
      work.partition.group(grouping, memory, cancellation);
      work.grouping = grouping;
      work.memory = memory;
    } catch (QueryException failed) {
      if (failed.code() != ErrorCode.MEMORY_LIMIT
          || !work.partition.isDivisible()
          || grouping.size() <= 1) {
        throw failed;
      }
      grouping.clear();
      memory.hold(0);
      long before = work.partition.bytes();
      work.parts = work.partition.divide(grouping, files, cancellation);
      synchronized (this) {
        spilled = true;
        partitionBytes -= before;
      }
      return;
    }
    long before = work.partition.bytes();
    work.partition.close();
    synchronized (this) {
      partitionBytes -= before;
    }
  }

  /** Brings back all that was claimed, in that order. */
  public synchronized void deliver(List<Work> done) {
    for (int i = done.size() - 1; i >= 0; i--) {
      Work work = done.get(i);
      // Behind a partition that was cut, those after it wait for its parts.
      for (int p = work.parts.size() - 1; p >= 0; p--) {
        waiting.addFirst(work.parts.get(p));
        partitionBytes += work.parts.get(p).bytes();
      }
    }
    for (Work work : done) {
      Grouping grouping = work.grouping;
      if (grouping != null) {
        deliveries.add(new Delivery(grouping, 0, work.memory));
      }
    }
  }

  /** The next groups, or null if there are none that were put together. */
  public @Nullable Batch next() {
    Delivery delivery = deliveries.peek();
    while (delivery != null && delivery.next >= delivery.grouping.size()) {
      deliveries.remove();
      GroupMemory memory = delivery.memory;
      if (memory != null) {
        memory.hold(0);
      }
      delivery = deliveries.peek();
    }
    if (delivery == null) {
      return null;
    }
    int count = Math.min(Batch.CAPACITY, delivery.grouping.size() - delivery.next);
    ColumnVector[] columns = delivery.grouping.result(delivery.next, count);
    delivery.next += count;
    return new Batch(columns, count);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    small.clear();
    segments.clear();
    partitions.clear();
    waiting.clear();
    deliveries.clear();
    segmentBytes = 0;
    partitionBytes = 0;
    spilled = false;
  }
}
