package io.cairn.planner.exec.aggregate;

import io.cairn.storage.Cancellation;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All groups of an aggregation. Parts are added in the order of the input; then, if {@link
 * #needsTasks}, the pieces of work {@link #spread} and {@link #group} are done, by any threads;
 * then {@link #next} delivers. The order of groups depends on the parts alone. One thread at a time
 * but for the pieces of work.
 */
public final class GroupTotal {
  private static final int STATES = -1;
  private static final int ROWS = -2;

  private final AggregateLayout layout;
  private final GroupingLimits limits;
  private final Grouping small;

  /** Groupings of ascending groups, in the order of the input. */
  private final List<Grouping> segments = new ArrayList<>();

  /** What is in each partition, in the order of the input; empty if there are no partitions. */
  private final List<List<Piece>> partitions = new ArrayList<>();

  private final List<GroupPart.@Nullable Spread> spreads = new ArrayList<>();
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private final List<@Nullable Grouping> done = new ArrayList<>();
  private long bytes;

  /** Rows of a partition: groups' states, values that the DISTINCT call saw, or input rows. */
  private record Piece(int kind, RowChunk chunk) {}

  /** A grouping to deliver from a group on. */
  private static final class Delivery {
    final Grouping grouping;
    int next;

    Delivery(Grouping grouping, int next) {
      this.grouping = grouping;
      this.next = next;
    }
  }

  public GroupTotal(AggregateLayout layout, GroupingLimits limits) {
    this.layout = layout;
    this.limits = limits;
    small = new Grouping(layout);
  }

  /** Memory that it takes, without what the pieces of work make. */
  public long bytes() {
    return small.bytes() + bytes;
  }

  /** Takes in rows that need not be looked at; only for {@link AggregateLayout#countsRowsOnly}. */
  public void addRows(long count) {
    small.addRows(count);
  }

  /** Takes over the next part. */
  public void add(GroupPart part) {
    GroupPart.Spread spread = part.takeSpread();
    if (spread != null) {
      bytes += spread.bytes();
      append(spread);
      return;
    }
    Grouping grouping = part.grouping();
    if (grouping.isAscending()
        && grouping.size() > 0
        && (!segments.isEmpty() || grouping.size() > limits.smallGroups())) {
      bytes += grouping.bytes();
      segments.add(part.takeGrouping());
    } else {
      small.merge(grouping);
    }
  }

  private void append(GroupPart.Spread spread) {
    while (partitions.size() < RowPartitions.COUNT) {
      partitions.add(new ArrayList<>());
    }
    for (int p = 0; p < RowPartitions.COUNT; p++) {
      append(p, STATES, spread.states);
      for (int call = 0; call < spread.distinct.size(); call++) {
        RowPartitions values = spread.distinct.get(call);
        if (values != null) {
          append(p, call, values);
        }
      }
      append(p, ROWS, spread.rows);
    }
  }

  private void append(int partition, int kind, RowPartitions rows) {
    for (RowChunk chunk : rows.take(partition)) {
      partitions.get(partition).add(new Piece(kind, chunk));
    }
  }

  /** Ends the adding; returns whether pieces of work are left to do. */
  public boolean needsTasks() {
    if (partitions.isEmpty() && (segments.isEmpty() || chain())) {
      if (segments.isEmpty()) {
        deliveries.add(new Delivery(small, 0));
      }
      return false;
    }
    for (int i = 0; i <= segments.size(); i++) {
      spreads.add(null);
    }
    for (int p = 0; p < RowPartitions.COUNT; p++) {
      done.add(null);
    }
    return true;
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
    deliveries.add(new Delivery(last, 0));
    for (Grouping next : all.subList(1, all.size())) {
      int taken = last.takeBorder(next);
      if (taken < next.size()) {
        deliveries.add(new Delivery(next, taken));
        last = next;
      }
    }
    return true;
  }

  /** The number of pieces of work {@link #spread}. */
  public int spreadCount() {
    return spreads.size();
  }

  /** Spreads groups over the partitions; the index is below {@link #spreadCount}. */
  public void spread(int index) {
    Grouping grouping = index < segments.size() ? segments.get(index) : small;
    GroupPart.Spread spread = new GroupPart.Spread(layout, grouping);
    spread.add(grouping, new KeyHash(layout.keyCount()), new long[Batch.CAPACITY]);
    spreads.set(index, spread);
  }

  /** The number of pieces of work {@link #group}, which can be done once all is spread. */
  public int groupCount() {
    for (GroupPart.Spread spread : spreads) {
      append(java.util.Objects.requireNonNull(spread));
    }
    spreads.clear();
    segments.clear();
    small.clear();
    return RowPartitions.COUNT;
  }

  /** Makes the groups of a partition; returns the memory that they take. */
  public long group(int partition, Cancellation cancellation) {
    Grouping grouping = new Grouping(layout);
    List<Piece> pieces = partitions.get(partition);
    for (Piece piece : pieces) {
      cancellation.check();
      RowChunk chunk = piece.chunk;
      if (piece.kind == ROWS) {
        grouping.add(chunk.columns(), null, chunk.count());
      } else if (piece.kind == STATES) {
        grouping.addStates(chunk.columns(), chunk.count());
      } else {
        grouping.addDistinct(piece.kind, chunk.columns(), chunk.count());
      }
    }
    pieces.clear();
    done.set(partition, grouping);
    return grouping.bytes();
  }

  /** All pieces of work are done. */
  public void endTasks() {
    bytes = 0;
    for (Grouping grouping : done) {
      deliveries.add(new Delivery(java.util.Objects.requireNonNull(grouping), 0));
    }
    done.clear();
  }

  /** The next groups, or null. */
  public @Nullable Batch next() {
    Delivery delivery = deliveries.peek();
    while (delivery != null && delivery.next >= delivery.grouping.size()) {
      deliveries.remove();
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
  public void clear() {
    small.clear();
    segments.clear();
    partitions.clear();
    spreads.clear();
    deliveries.clear();
    done.clear();
    bytes = 0;
  }
}
