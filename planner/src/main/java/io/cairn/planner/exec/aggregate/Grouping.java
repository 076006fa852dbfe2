package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.kernel.Masks;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of an aggregation with the state of every call. Rows go in batch by batch, as columns
 * of the {@link AggregateLayout}; the states of other groupings' groups can follow. Without keys
 * there is one group from the start. One thread at a time.
 */
final class Grouping {
  /** Counting rows is adding ones, which a common loop does beside other sums. */
  private static final long[] ONES = new long[Batch.CAPACITY];

  static {
    Arrays.fill(ONES, 1);
  }

  private final int keyCount;
  private final List<State> states = new ArrayList<>();
  private final @Nullable GroupTable table;
  private final int[] groups = new int[Batch.CAPACITY];
  private final int[] narrowed = new int[Batch.CAPACITY];
  private final int[] ids = new int[Batch.CAPACITY];
  private final int[] fresh = new int[Batch.CAPACITY];
  private final List<Lane> stateLanes = new ArrayList<>();
  private final ColumnVector[] keyVectors;
  private final FusedSums fused = new FusedSums();

  /** Rows of each group, for the calls that take in all of them; null if there is none. */
  private final @Nullable Counts rowCounts;

  /** One call's state. */
  private static final class State {
    final AggregateCall call;
    final Accumulator accumulator;
    final @Nullable GroupTable seen;

    /** Whether an earlier call has the accumulator and takes rows in. */
    final boolean follows;

    /** The first of its columns among those of {@link Grouping#states}. */
    final int column;

    State(
        AggregateCall call,
        Accumulator accumulator,
        @Nullable GroupTable seen,
        boolean follows,
        int column) {
      this.call = call;
      this.follows = follows;
      this.accumulator = accumulator;
      this.seen = seen;
      this.column = column;
    }
  }

  /** The empty grouping of an aggregation. */
  Grouping(AggregateLayout layout) {
    keyCount = layout.keyCount();
    keyVectors = new ColumnVector[keyCount];
    List<Lane> keyLanes = layout.lanes(0, keyCount);
    table = keyCount == 0 ? null : new GroupTable(keyLanes, true);
    stateLanes.addAll(keyLanes);
    boolean countsRows = false;
    for (int i = 0; i < layout.calls().size(); i++) {
      countsRows |= layout.calls().get(i).filter() < 0 && !layout.isDistinct(i);
    }
    rowCounts = countsRows ? Counts.apart() : null;
    if (countsRows) {
      stateLanes.add(Lane.LONG);
    }
    for (int i = 0; i < layout.calls().size(); i++) {
      AggregateCall call = layout.calls().get(i);
      GroupTable seen = null;
      if (layout.isDistinct(i)) {
        List<Lane> seenLanes = new ArrayList<>(List.of(Lane.INT));
        for (int argument : call.arguments()) {
          seenLanes.add(layout.columns().get(argument).lane());
        }
        seen = new GroupTable(seenLanes, false);
      }
      Accumulator shared = seen == null ? shared(call) : null;
      Counts rows = call.filter() < 0 && seen == null ? rowCounts : null;
      Accumulator accumulator =
          shared != null
              ? shared
              : Accumulators.of(call, layout.columns(), layout.resultLane(i), rows);
      accumulator.grow(1);
      states.add(new State(call, accumulator, seen, shared != null, stateLanes.size()));
      if (seen == null && shared == null) {
        stateLanes.addAll(accumulator.stateLanes());
      }
    }
  }

  private @Nullable Accumulator shared(AggregateCall call) {
    for (State earlier : states) {
      if (earlier.seen == null && Accumulators.shareState(earlier.call, call)) {
        return earlier.accumulator;
      }
    }
    return null;
  }

  /** Groups so far; 1 without keys. */
  int size() {
    return table == null ? 1 : table.size();
  }

  /** Memory that the groups take. */
  long bytes() {
    long bytes = table == null ? 0 : table.bytes();
    bytes += rowCounts == null ? 0 : rowCounts.bytes();
    for (State state : states) {
      bytes +=
          (state.follows ? 0 : state.accumulator.bytes())
              + (state.seen == null ? 0 : state.seen.bytes());
    }
    return bytes;
  }

  /** Values seen by DISTINCT calls, over all groups. */
  long distinctValues() {
    long values = 0;
    for (State state : states) {
      values += state.seen == null ? 0 : state.seen.size();
    }
    return values;
  }

  /** Forgets everything; what was taken from here before stays good only until then. */
  void clear() {
    int size = size();
    if (rowCounts != null) {
      rowCounts.clear(size);
    }
    for (State state : states) {
      state.accumulator.clear(size);
      if (state.seen != null) {
        state.seen.clear();
      }
    }
    if (table != null) {
      table.clear();
    }
  }

  /** Takes in rows: those of {@code rows}, or null for the first {@code n}. */
  void add(ColumnVector[] columns, int @Nullable [] rows, int n) {
    int[] to = null;
    if (table != null) {
      System.arraycopy(columns, 0, keyVectors, 0, keyCount);
      table.assign(keyVectors, rows, n, groups);
      to = groups;
    }
    grow();
    for (State state : states) {
      if (!state.follows) {
        add(state, columns, rows, n, to);
      }
    }
    if (rowCounts != null && to != null && fused.hasLongs()) {
      fused.add(rowCounts.ofRows(), ONES);
    } else if (rowCounts != null) {
      rowCounts.add(null, rows, n, to, size());
    }
    if (to != null) {
      fused.run(rows, n, to);
    }
  }

  private void grow() {
    if (table != null) {
      int size = table.size();
      if (rowCounts != null) {
        rowCounts.grow(size);
      }
      for (State state : states) {
        state.accumulator.grow(size);
      }
    }
  }

  /** Takes in rows that need not be looked at; only without keys and for calls that count rows. */
  void addRows(long count) {
    if (rowCounts != null) {
      rowCounts.addRows(count);
    }
  }

  private void add(
      State state, ColumnVector[] columns, int @Nullable [] rows, int n, int @Nullable [] to) {
    AggregateCall call = state.call;
    int[] chosen = rows;
    int count = n;
    if (call.filter() >= 0) {
      ColumnVector filter = columns[call.filter()];
      int[] truth = ((IntVector) filter).values();
      count =
          rows == null
              ? Masks.select(truth, filter.nulls(), n, narrowed)
              : Masks.selectWithin(truth, filter.nulls(), rows, n, narrowed);
      chosen = narrowed;
    }
    List<Integer> arguments = call.arguments();
    if (state.seen != null || arguments.size() > 1) {
      ColumnVector[] values = new ColumnVector[arguments.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = columns[arguments.get(i)];
        count = notNull(values[i], chosen, count);
        chosen = values[i].nulls() == null ? chosen : narrowed;
      }
      if (state.seen != null) {
        addDistinct(state, values, chosen, count, to);
      } else {
        state.accumulator.add(null, chosen, count, to);
      }
      return;
    }
    ColumnVector argument = arguments.isEmpty() ? null : columns[arguments.get(0)];
    if (argument != null
        && to != null
        && call.filter() < 0
        && state.accumulator instanceof ExactSum sum) {
      sum.add(argument, rows, n, to, fused);
    } else {
      state.accumulator.add(argument, chosen, count, to);
    }
  }

  /** Leaves in {@code narrowed} those of the rows that are not NULL, unless all are. */
  private int notNull(ColumnVector vector, int @Nullable [] rows, int n) {
    int[] nulls = vector.nulls();
    if (nulls == null) {
      return n;
    }
    int kept = 0;
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      narrowed[kept] = row;
      kept += 1 + nulls[row];
    }
    return kept;
  }

  private void addDistinct(
      State state, ColumnVector[] values, int @Nullable [] rows, int n, int @Nullable [] to) {
    GroupTable seen = java.util.Objects.requireNonNull(state.seen);
    ColumnVector[] key = new ColumnVector[values.length + 1];
    key[0] = to == null ? new IntVector() : new IntVector(to, null);
    System.arraycopy(values, 0, key, 1, values.length);
    int next = seen.size();
    seen.assign(key, rows, n, ids);
    int count = 0;
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      if (ids[row] == next) {
        fresh[count++] = row;
        next++;
      }
    }
    ColumnVector argument = values.length == 1 ? values[0] : null;
    state.accumulator.add(argument, fresh, count, to);
  }

  /** The lanes of {@link #states}. */
  List<Lane> stateLanes() {
    return stateLanes;
  }

  /**
   * Up to a batch of groups as rows: keys, then the states of the calls that are not DISTINCT. Good
   * until the next call.
   */
  ColumnVector[] states(int first, int count) {
    ColumnVector[] row = new ColumnVector[stateLanes.size()];
    if (table != null) {
      System.arraycopy(table.keys(first, count), 0, row, 0, keyCount);
    }
    if (rowCounts != null) {
      rowCounts.states(first, count, row, keyCount);
    }
    for (State state : states) {
      if (state.seen == null && !state.follows) {
        state.accumulator.states(first, count, row, state.column);
      }
    }
    return row;
  }

  /** Takes in the first {@code n} rows that {@link #states} of another grouping wrote. */
  void addStates(ColumnVector[] row, int n) {
    assign(row, n);
    grow();
    addStates(row, n, groups);
  }

  private void addStates(ColumnVector[] row, int n, int[] to) {
    if (rowCounts != null) {
      rowCounts.addStates(row, keyCount, n, to, size());
    }
    for (State state : states) {
      if (state.seen == null && !state.follows) {
        state.accumulator.addStates(row, state.column, n, to);
      }
    }
  }

  private void assign(ColumnVector[] row, int n) {
    if (table != null) {
      System.arraycopy(row, 0, keyVectors, 0, keyCount);
      table.assign(keyVectors, null, n, groups);
    } else {
      Arrays.fill(groups, 0, n, 0);
    }
  }

  int callCount() {
    return states.size();
  }

  /** Values that a call has seen, over all groups; 0 for calls that are not DISTINCT. */
  int distinctSize(int call) {
    GroupTable seen = states.get(call).seen;
    return seen == null ? 0 : seen.size();
  }

  /** The lanes of {@link #distinct}. */
  List<Lane> distinctLanes(int call, AggregateLayout layout) {
    List<Lane> lanes = new ArrayList<>(layout.lanes(0, keyCount));
    for (int argument : layout.calls().get(call).arguments()) {
      lanes.add(layout.columns().get(argument).lane());
    }
    return lanes;
  }

  /** Values that a DISTINCT call has seen as rows: the group's keys, then the arguments. */
  ColumnVector[] distinct(int call, int first, int count) {
    GroupTable seen = java.util.Objects.requireNonNull(states.get(call).seen);
    ColumnVector[] values = seen.keys(first, count);
    ColumnVector[] row = new ColumnVector[keyCount + values.length - 1];
    if (table != null) {
      ColumnVector[] keys = table.keys(((IntVector) values[0]).values(), count);
      System.arraycopy(keys, 0, row, 0, keyCount);
    }
    System.arraycopy(values, 1, row, keyCount, values.length - 1);
    return row;
  }

  /** Takes in the first {@code n} rows that {@link #distinct} of another grouping wrote. */
  void addDistinct(int call, ColumnVector[] row, int n) {
    assign(row, n);
    grow();
    ColumnVector[] values = Arrays.copyOfRange(row, keyCount, row.length);
    addDistinct(states.get(call), values, null, n, table == null ? null : groups);
  }

  /** Takes in the groups of the part that follows what is here already. */
  void merge(Grouping other) {
    int size = other.size();
    for (int first = 0; first < size; first += Batch.CAPACITY) {
      int n = Math.min(Batch.CAPACITY, size - first);
      addStates(other.states(first, n), n);
    }
    for (int call = 0; call < states.size(); call++) {
      int values = other.distinctSize(call);
      for (int first = 0; first < values; first += Batch.CAPACITY) {
        int n = Math.min(Batch.CAPACITY, values - first);
        addDistinct(call, other.distinct(call, first, n), n);
      }
    }
  }

  /** Whether the groups came in ascending order of a column, so that a border can be drawn. */
  boolean isAscending() {
    return table != null && table.isAscending() && distinctValues() == 0;
  }

  /**
   * Whether every group of another ascending grouping is behind these; its first may be the last of
   * these.
   */
  boolean precedes(Grouping next) {
    GroupTable here = java.util.Objects.requireNonNull(table);
    GroupTable there = java.util.Objects.requireNonNull(next.table);
    return here.precedes(there);
  }

  /**
   * Takes over the first group of the next ascending grouping if it is the last one here.
   *
   * @return how many groups were taken over
   */
  int takeBorder(Grouping next) {
    if (!table().endsWithStartOf(next.table())) {
      return 0;
    }
    ColumnVector[] row = next.states(0, 1);
    groups[0] = size() - 1;
    addStates(row, 1, groups);
    return 1;
  }

  private GroupTable table() {
    return java.util.Objects.requireNonNull(table);
  }

  /** The output columns of groups {@code first} to {@code first + count - 1}. */
  ColumnVector[] result(int first, int count) {
    ColumnVector[] columns = new ColumnVector[keyCount + states.size()];
    if (table != null) {
      System.arraycopy(table.keys(first, count), 0, columns, 0, keyCount);
    }
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      columns[keyCount + i] = state.accumulator.result(state.call, first, count);
    }
    return columns;
  }
}
