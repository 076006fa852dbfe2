package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.kernel.Masks;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of an aggregation with the state of every call. Rows go in batch by batch; groupings
 * of consecutive parts of the input are merged in the order of the parts. Without keys there is one
 * group from the start. One thread at a time.
 */
public final class Grouping {
  private final List<Integer> keys;
  private final List<State> states = new ArrayList<>();
  private final @Nullable GroupTable table;
  private final int[] groups = new int[Batch.CAPACITY];
  private final int[] narrowed = new int[Batch.CAPACITY];

  /** One call's state. */
  private static final class State {
    final AggregateCall call;
    final Accumulator accumulator;
    final @Nullable GroupTable seen;

    State(AggregateCall call, Accumulator accumulator, @Nullable GroupTable seen) {
      this.call = call;
      this.accumulator = accumulator;
      this.seen = seen;
    }
  }

  /** The empty grouping of an aggregation. */
  public Grouping(PlanNode.Aggregate node) {
    List<OutputColumn> input = node.input().columns();
    keys = node.keys();
    List<Lane> lanes = new ArrayList<>();
    for (int key : keys) {
      lanes.add(input.get(key).lane());
    }
    table = keys.isEmpty() ? null : new GroupTable(lanes);
    for (int i = 0; i < node.calls().size(); i++) {
      AggregateCall call = node.calls().get(i);
      Lane lane = node.columns().get(keys.size() + i).lane();
      GroupTable seen = null;
      if (call.distinct() && Accumulators.dependsOnDuplicates(call.function())) {
        List<Lane> seenLanes = new ArrayList<>(List.of(Lane.INT));
        for (int argument : call.arguments()) {
          seenLanes.add(input.get(argument).lane());
        }
        seen = new GroupTable(seenLanes);
      }
      Accumulator accumulator = Accumulators.of(call, input, lane);
      accumulator.grow(1);
      states.add(new State(call, accumulator, seen));
    }
  }

  /** Groups so far; 1 without keys. */
  public int size() {
    return table == null ? 1 : table.size();
  }

  /** Memory that the groups take. */
  public long bytes() {
    long bytes = table == null ? 0 : table.bytes();
    for (State state : states) {
      bytes += state.accumulator.bytes() + (state.seen == null ? 0 : state.seen.bytes());
    }
    return bytes;
  }

  /** Forgets everything; what was taken from here before stays good only until then. */
  public void clear() {
    int size = size();
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

  /** Takes in the selected rows of a batch. */
  public void add(Batch batch) {
    int[] rows = batch.selection();
    int n = batch.selectedCount();
    int[] to = null;
    if (table != null) {
      ColumnVector[] vectors = new ColumnVector[keys.size()];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = batch.column(keys.get(i));
      }
      table.assign(vectors, rows, n, groups);
      to = groups;
    }
    for (State state : states) {
      if (table != null) {
        state.accumulator.grow(table.size());
      }
      add(state, batch, rows, n, to);
    }
  }

  /** Takes in rows that need not be looked at; only without keys and for calls that count rows. */
  public void addRows(long count) {
    for (State state : states) {
      ((Counting) state.accumulator).addRows(count);
    }
  }

  /** Whether every call of the aggregation only counts rows, and there are no keys. */
  public static boolean countsRowsOnly(PlanNode.Aggregate node) {
    return node.keys().isEmpty()
        && node.calls().stream()
            .allMatch(
                call ->
                    call.function() == AggregateCall.Function.COUNT
                        && call.arguments().isEmpty()
                        && call.filter() < 0);
  }

  private void add(State state, Batch batch, int @Nullable [] rows, int n, int @Nullable [] to) {
    AggregateCall call = state.call;
    int[] chosen = rows;
    int count = n;
    if (call.filter() >= 0) {
      ColumnVector filter = batch.column(call.filter());
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
        values[i] = batch.column(arguments.get(i));
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
    ColumnVector argument = arguments.isEmpty() ? null : batch.column(arguments.get(0));
    state.accumulator.add(argument, chosen, count, to);
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
    int[] ids = new int[Batch.CAPACITY];
    seen.assign(key, rows, n, ids);
    int[] fresh = new int[n];
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

  /** Takes in the groups of the part that follows what is here already. */
  public void merge(Grouping other) {
    int size = other.size();
    int[] mapping = new int[size];
    int[] part = new int[Batch.CAPACITY];
    for (int first = 0; first < size; first += Batch.CAPACITY) {
      int n = Math.min(Batch.CAPACITY, size - first);
      if (table != null && other.table != null) {
        table.assign(other.table.keys(first, n), null, n, part);
        System.arraycopy(part, 0, mapping, first, n);
      }
      for (int i = 0; i < states.size(); i++) {
        State state = states.get(i);
        if (table != null) {
          state.accumulator.grow(table.size());
        }
        if (state.seen == null) {
          state.accumulator.merge(other.states.get(i).accumulator, first, n, part);
        }
      }
    }
    for (int i = 0; i < states.size(); i++) {
      mergeDistinct(states.get(i), other.states.get(i), mapping);
    }
  }

  private void mergeDistinct(State state, State other, int[] mapping) {
    if (other.seen == null) {
      return;
    }
    for (int first = 0; first < other.seen.size(); first += Batch.CAPACITY) {
      int n = Math.min(Batch.CAPACITY, other.seen.size() - first);
      ColumnVector[] key = other.seen.keys(first, n);
      int[] to = ((IntVector) key[0]).values();
      for (int i = 0; i < n; i++) {
        to[i] = mapping[to[i]];
      }
      ColumnVector[] values = java.util.Arrays.copyOfRange(key, 1, key.length);
      addDistinct(state, values, null, n, to);
    }
  }

  /** The output columns of groups {@code first} to {@code first + count - 1}. */
  public ColumnVector[] result(int first, int count) {
    ColumnVector[] columns = new ColumnVector[keys.size() + states.size()];
    if (table != null) {
      System.arraycopy(table.keys(first, count), 0, columns, 0, keys.size());
    }
    for (int i = 0; i < states.size(); i++) {
      columns[keys.size() + i] = states.get(i).accumulator.result(first, count);
    }
    return columns;
  }
}
