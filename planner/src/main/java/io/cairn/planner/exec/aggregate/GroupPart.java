package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.storage.Cancellation;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregation has collected of one split: groups in a table while they are few or come as
 * runs, else the states of groups, and later rows as they are, spread over partitions by the hash
 * of their key. One thread at a time.
 */
public final class GroupPart {
  private final AggregateLayout layout;
  private final GroupingLimits limits;
  private final boolean keyed;
  private final KeyHash hash;
  private final long[] hashes = new long[Batch.CAPACITY];
  private final ColumnVector[] vectors;
  private Grouping grouping;
  private @Nullable Spread spread;
  private Cancellation cancellation = Cancellation.NONE;
  private boolean raw;
  private boolean sampled;
  private long rows;

  /** Rows in partitions. In each, those of a split come in this order: states, DISTINCT, rows. */
  static final class Spread {
    final RowPartitions states;
    final List<@Nullable RowPartitions> distinct = new ArrayList<>();
    final RowPartitions rows;

    /** What went to the disk; empty if nothing did. */
    final List<Partition> written = new ArrayList<>();

    Spread(AggregateLayout layout, Grouping grouping) {
      states = new RowPartitions(grouping.stateLanes(), false, 0);
      for (int call = 0; call < grouping.callCount(); call++) {
        List<Lane> lanes = grouping.distinctLanes(call, layout);
        distinct.add(layout.isDistinct(call) ? new RowPartitions(lanes, false, 0) : null);
      }
      rows = new RowPartitions(layout.lanes(0, layout.columns().size()), true, 0);
    }

    /** In the order in which they are put together. */
    List<RowPartitions> kinds() {
      List<RowPartitions> kinds = new ArrayList<>();
      kinds.add(states);
      for (RowPartitions values : distinct) {
        if (values != null) {
          kinds.add(values);
        }
      }
      kinds.add(rows);
      return kinds;
    }

    long bytes() {
      long bytes = states.bytes() + rows.bytes();
      for (RowPartitions values : distinct) {
        bytes += values == null ? 0 : values.bytes();
      }
      for (Partition partition : written) {
        bytes += partition.bytes();
      }
      return bytes;
    }

    long rowCount() {
      long count = 0;
      for (RowPartitions kind : kinds()) {
        count += kind.rowCount();
      }
      return count;
    }

    /** Spreads the groups of a grouping. */
    void add(Grouping grouping, KeyHash hash, long[] hashes, Cancellation cancellation) {
      int size = grouping.size();
      for (int first = 0; first < size; first += Batch.CAPACITY) {
        cancellation.check();
        int n = Math.min(Batch.CAPACITY, size - first);
        ColumnVector[] row = grouping.states(first, n);
        hash.hash(row, null, n, hashes);
        states.add(row, null, n, hashes);
      }
      for (int call = 0; call < distinct.size(); call++) {
        RowPartitions values = distinct.get(call);
        int count = grouping.distinctSize(call);
        for (int first = 0; values != null && first < count; first += Batch.CAPACITY) {
          cancellation.check();
          int n = Math.min(Batch.CAPACITY, count - first);
          ColumnVector[] row = grouping.distinct(call, first, n);
          hash.hash(row, null, n, hashes);
          values.add(row, null, n, hashes);
        }
      }
      // What was remembered of the grouping's own dictionaries is wrong once it is cleared.
      hash.forget();
    }
  }

  public GroupPart(AggregateLayout layout, GroupingLimits limits) {
    this.layout = layout;
    this.limits = limits;
    keyed = layout.keyCount() > 0;
    hash = new KeyHash(layout.keyCount());
    vectors = new ColumnVector[layout.columns().size()];
    grouping = new Grouping(layout);
  }

  /** Starts an execution. */
  public void open(Cancellation control) {
    cancellation = control;
  }

  /** Takes in the selected rows of a batch of the input. */
  public void add(Batch batch) {
    layout.vectors(batch, vectors);
    int[] selection = batch.selection();
    int n = batch.selectedCount();
    Spread parted = spread;
    if (raw && parted != null) {
      hash.hash(vectors, selection, n, hashes);
      parted.rows.add(vectors, selection, n, hashes);
      return;
    }
    grouping.add(vectors, selection, n);
    rows += n;
    if (keyed && !grouping.isAscending()) {
      reconsider();
    }
  }

  private void reconsider() {
    long kept = grouping.size() + grouping.distinctValues();
    if (!sampled && rows >= limits.sampleRows()) {
      sampled = true;
      if (2 * kept > rows) {
        spread();
        raw = true;
        return;
      }
    }
    if (kept >= limits.localGroups()) {
      raw = rows < 4 * kept;
      spread();
    }
  }

  private void spread() {
    Spread parted = spread;
    if (parted == null) {
      parted = new Spread(layout, grouping);
      spread = parted;
    }
    parted.add(grouping, hash, hashes, cancellation);
    grouping.clear();
    rows = 0;
  }

  /**
   * Sends all that can be spread to the disk.
   *
   * @return whether that made room
   */
  public boolean spill(Function<List<Lane>, SpillFile> files) {
    if (!keyed) {
      return false;
    }
    if (grouping.size() > 0) {
      spread();
      grouping = new Grouping(layout);
    }
    Spread parted = spread;
    if (parted == null || parted.rowCount() == 0) {
      return false;
    }
    while (parted.written.size() < RowPartitions.COUNT) {
      parted.written.add(new Partition(layout, grouping, 0));
    }
    for (int p = 0; p < RowPartitions.COUNT; p++) {
      parted.written.get(p).write(parted, p, files);
    }
    return true;
  }

  /** The split is at its end. */
  public void finish() {
    if (!keyed) {
      return;
    }
    long kept = grouping.size() + grouping.distinctValues();
    if (spread != null ? kept > 0 : kept > limits.smallGroups() && !grouping.isAscending()) {
      spread();
    }
  }

  /** Takes in rows that need not be looked at; only for {@link AggregateLayout#countsRowsOnly}. */
  public void addRows(long count) {
    grouping.addRows(count);
  }

  /** Memory that it takes. */
  public long bytes() {
    Spread parted = spread;
    return grouping.bytes() + (parted == null ? 0 : parted.bytes());
  }

  /** Starts over. */
  public void clear() {
    grouping.clear();
    spread = null;
    hash.forget();
    raw = false;
    sampled = false;
    rows = 0;
    java.util.Arrays.fill(vectors, null);
  }

  Grouping grouping() {
    return grouping;
  }

  /** The groups, which leave the part. */
  Grouping takeGrouping() {
    Grouping taken = grouping;
    grouping = new Grouping(layout);
    return taken;
  }

  /** What is in partitions, which leaves the part; null if nothing is. */
  @Nullable Spread takeSpread() {
    Spread taken = spread;
    spread = null;
    return taken;
  }
}
