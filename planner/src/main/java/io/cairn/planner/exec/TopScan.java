package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.sort.TopRows;
import io.cairn.storage.Narrowing;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first rows of an order over a scan whose column is the first key. Splits are read in
 * the order of their best value, and what is known of the last row of the result lets the scan pass
 * over row groups and batches. Each thread collects for itself; a row's position decides between
 * equal keys, so that results do not depend on who read what.
 */
final class TopScan {
  private static final long SPLIT_POSITIONS = 1L << 32;

  private final PlanNode.Sort sort;
  private final Fragment fragment;
  private final PlanNode.Scan scan;
  private final int schemaColumn;
  private final List<OutputColumn> columns;
  private final List<SortKey> keys;
  private final MemoryAccount memory = new MemoryAccount("Sorting");
  private final List<Worker> workers = new ArrayList<>();
  private @Nullable FragmentRun run;

  private TopScan(PlanNode.Sort sort, Fragment fragment, PlanNode.Scan scan, int schemaColumn) {
    this.sort = sort;
    this.fragment = fragment;
    this.scan = scan;
    this.schemaColumn = schemaColumn;
    this.columns = new ArrayList<>(sort.columns());
    this.columns.add(OutputColumn.of("position", ColumnType.INT64, false));
    this.keys = new ArrayList<>(sort.keys());
    this.keys.add(new SortKey(sort.columns().size(), false, false));
  }

  /** For a sort over a fragment; null if that is more than a scan, or the first key is computed. */
  static @Nullable TopScan of(PlanNode.Sort sort, @Nullable Fragment fragment) {
    PlanNode.Scan scan = fragment == null ? null : fragment.scan();
    if (fragment == null || scan == null || !fragment.isPlain()) {
      return null;
    }
    int column = sort.keys().get(0).column();
    for (int i = fragment.transforms().size() - 1; i >= 0 && column >= 0; i--) {
      column = Fragment.inputColumn(fragment.transforms().get(i), column);
    }
    return column < 0 ? null : new TopScan(sort, fragment, scan, scan.projection().get(column));
  }

  /** What one thread collects. */
  private final class Worker {
    private final FragmentWorker reader = new FragmentWorker(fragment, false);
    private final LongVector positions = new LongVector();
    private final Batch withPosition = new Batch(columns.size(), this::load);
    private @Nullable Batch current;
    private @Nullable TopRows rows;
    private MemoryAccount.@Nullable Share share;

    void open(FragmentRun opened, TopRows collected, @Nullable ProfileClock clock) {
      reader.open(opened, clock);
      rows = collected;
      share = memory.new Share();
    }

    private ColumnVector load(int ordinal) {
      if (ordinal == columns.size() - 1) {
        return positions;
      }
      Batch batch = Objects.requireNonNull(current);
      Transform.narrow(batch, withPosition);
      return batch.column(ordinal);
    }

    void collect(int split) {
      TopRows collected = Objects.requireNonNull(rows);
      long next = split * SPLIT_POSITIONS;
      reader.begin(split);
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int i = 0; i < batch.rowCount(); i++) {
          positions.values()[i] = next + i;
        }
        next += batch.rowCount();
        current = batch;
        withPosition.reset(batch.rowCount());
        withPosition.select(batch.selection(), batch.selectedCount());
        collected.add(withPosition);
        Objects.requireNonNull(share).hold(collected.bytes());
      }
    }

    void close() {
      reader.close();
      current = null;
      rows = null;
      share = null;
    }
  }

  /** The first {@code limit} rows in order, in batches of which only the last is not full. */
  List<Batch> run(Execution execution, int limit) {
    memory.open(execution.memory());
    TopRows.Bound bound = new TopRows.Bound();
    FragmentRun opened = new FragmentRun(fragment, execution, narrowing(bound, execution));
    run = opened;
    int[] splits = splits(opened);
    boolean shared = opened.isWorthSharing();
    int threads = shared ? Math.min(splits.length, ParallelTasks.workers(execution)) : 1;
    while (workers.size() < threads) {
      workers.add(new Worker());
    }
    TopRows[] collected = new TopRows[threads];
    for (int i = 0; i < threads; i++) {
      collected[i] = new TopRows(keys, columns, limit, bound, execution.control(), true);
      ProfileClock clock = i == 0 ? execution.clock() : execution.newClock();
      workers.get(i).open(opened, collected[i], clock);
    }
    try {
      if (shared) {
        ParallelTasks.run(
            execution,
            splits.length,
            (index, worker) -> workers.get(worker).collect(splits[index]));
      } else {
        for (int split : splits) {
          workers.get(0).collect(split);
        }
      }
    } finally {
      workers.forEach(Worker::close);
    }
    for (int i = 1; i < threads; i++) {
      collected[0].merge(collected[i]);
    }
    return collected[0].finish().stream().map(this::withoutPosition).toList();
  }

  private Batch withoutPosition(Batch batch) {
    ColumnVector[] vectors = new ColumnVector[columns.size() - 1];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = batch.column(i);
    }
    return new Batch(vectors, batch.rowCount());
  }

  /** The splits, first those that may hold the best rows. */
  private int[] splits(FragmentRun opened) {
    SortKey key = sort.keys().get(0);
    record Best(int split, @Nullable Constant value, boolean first) {}
    List<Best> all = new ArrayList<>();
    for (int i = 0; i < opened.splitCount(); i++) {
      ColumnStatistics known = opened.scanSplit(i).statistics(schemaColumn);
      Constant value = key.descending() ? known.max() : known.min();
      boolean first =
          value == null
              || (key.nullsFirst() && known.nullCount() != 0)
              || (key.descending() && known.nanCount() != 0);
      all.add(new Best(i, value, first));
    }
    Comparator<Best> byValue =
        (a, b) ->
            Constant.compare(Objects.requireNonNull(a.value), Objects.requireNonNull(b.value));
    Comparator<Best> order = key.descending() ? byValue.reversed() : byValue;
    List<Best> later = new ArrayList<>(all.stream().filter(each -> !each.first).toList());
    later.sort(order);
    return IntStream.concat(
            all.stream().filter(Best::first).mapToInt(Best::split),
            later.stream().mapToInt(Best::split))
        .toArray();
  }

  private Narrowing narrowing(TopRows.Bound bound, Execution execution) {
    PredicateBinder binder =
        new PredicateBinder(
            scan.table().relation(execution.snapshot()).schema(), execution.parameters());
    return new Narrowing() {
      private TopRows.@Nullable Last known;
      private @Nullable Predicate predicate;

      @Override
      public synchronized @Nullable Predicate predicate() {
        TopRows.Last last = bound.last();
        if (last != known) {
          known = last;
          predicate = last == null ? null : condition(last, binder);
        }
        return predicate;
      }
    };
  }

  /** What rows are not beyond the last one; ties are left to whoever sees the rows. */
  private Predicate condition(TopRows.Last last, PredicateBinder binder) {
    SortKey key = sort.keys().get(0);
    Predicate isNull = new Predicate.IsNull(schemaColumn);
    Object value = last.value();
    if (value == null) {
      return isNull;
    }
    if (value instanceof Double number && number == 0) {
      // Both zeros are equal here.
      value = key.descending() ? -0.0 : 0.0;
    }
    Predicate within =
        binder.bound(
            schemaColumn,
            key.descending()
                ? Predicate.Operator.GREATER_OR_EQUAL
                : Predicate.Operator.LESS_OR_EQUAL,
            value);
    return key.nullsFirst() ? new Predicate.Or(List.of(isNull, within)) : within;
  }

  void close() {
    FragmentRun running = run;
    run = null;
    if (running != null) {
      running.stop();
    }
    memory.close();
  }
}
