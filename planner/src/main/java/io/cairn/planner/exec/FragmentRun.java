package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.join.JoinTable;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.BatchReader;
import io.cairn.storage.Narrowing;
import io.cairn.storage.Split;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fragment in one execution, cut into splits: those of its source and then, for each join that
 * keeps rows of its right input, splits of these rows. Shared by the threads that work on it;
 * thread-safe.
 */
final class FragmentRun {
  /** Rows of a join's right input in one split. */
  private static final int REST_ROWS = 16 * Batch.CAPACITY;

  private final Execution execution;
  private final @Nullable JoinTable[] tables;
  private final @Nullable ScanRun scan;
  private final @Nullable KeptRows kept;
  private final @Nullable Step stream;
  private final @Nullable SpilledJoin spilled;
  private final int first;
  private final int sourceSplits;
  private final List<FragmentInputs.ColumnFilter> scanFilters;
  private final List<Rest> rests = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * Rows of a join's right input of which those without a match come out.
   *
   * @param transform position of the join
   * @param firstSplit the first split of this join: all before it must be done
   */
  record Rest(int transform, int from, int to, int firstSplit) {}

  /** Thrown on a thread whose work nobody waits for any more. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Stopped() {
      super("The query that this work was for has ended", null, false, false);
    }
  }

  /**
   * Binds the source.
   *
   * @param tables the right inputs of the transforms that are joins; null for those that no row
   *     reaches
   * @param filters rows of the scan that are not needed
   * @param kept the source, if its rows were collected
   * @param stream the source, already started, if it is neither
   * @param spilled the last join on disk, whose rows take the place of the source's; or null
   * @param first position of the first transform that is to be applied
   * @param empty whether nothing of the source is needed
   */
  FragmentRun(
      Fragment fragment,
      Execution execution,
      @Nullable JoinTable[] tables,
      List<FragmentInputs.ColumnFilter> filters,
      @Nullable KeptRows kept,
      @Nullable Step stream,
      @Nullable SpilledJoin spilled,
      int first,
      boolean empty) {
    this(fragment, execution, tables, filters, kept, stream, spilled, first, empty, null);
  }

  /** A fragment without joins, of whose rows fewer and fewer are needed. */
  FragmentRun(Fragment fragment, Execution execution, Narrowing narrowing) {
    this(
        fragment,
        execution,
        new @Nullable JoinTable[fragment.transforms().size()],
        List.of(),
        null,
        null,
        null,
        0,
        false,
        narrowing);
  }

  private FragmentRun(
      Fragment fragment,
      Execution execution,
      @Nullable JoinTable[] tables,
      List<FragmentInputs.ColumnFilter> filters,
      @Nullable KeptRows kept,
      @Nullable Step stream,
      @Nullable SpilledJoin spilled,
      int first,
      boolean empty,
      @Nullable Narrowing narrowing) {
    this.execution = execution;
    this.tables = tables;
    this.kept = kept;
    this.stream = stream;
    this.spilled = spilled;
    this.first = first;
    PlanNode.Scan node = spilled == null ? fragment.scan() : null;
    this.scan =
        node == null
            ? null
            : new ScanRun(node, execution, empty ? List.of() : filters, narrowing, this::check);
    sourceSplits =
        empty
            ? 0
            : scan != null
                ? scan.splits().size()
                : kept != null && spilled == null ? kept.splitCount() : 1;
    scanFilters = empty ? List.of() : finer(fragment, tables, filters);
    for (int i = 0; i < tables.length; i++) {
      JoinTable table = tables[i];
      if (table != null && table.keepsRows()) {
        int firstSplit = sourceSplits + rests.size();
        for (int from = 0; from < table.rowCount(); from += REST_ROWS) {
          rests.add(
              new Rest(i, from, Math.min(REST_ROWS, table.rowCount() - from) + from, firstSplit));
        }
      }
    }
  }

  /** The filters that are worth a look at each row. */
  private static List<FragmentInputs.ColumnFilter> finer(
      Fragment fragment, @Nullable JoinTable[] tables, List<FragmentInputs.ColumnFilter> filters) {
    List<FragmentInputs.ColumnFilter> finer =
        filters.stream().filter(filter -> filter.filter().isFiner()).toList();
    PlanNode.Scan scan = fragment.scan();
    List<PlanNode> transforms = fragment.transforms();
    // A join by one column right above the scan looks at the same rows once more: that is as cheap
    // as a filter where its index is a small array.
    boolean alone =
        scan != null
            && scan.residual() == null
            && !transforms.isEmpty()
            && transforms.get(0) instanceof PlanNode.Join first
            && first.keys().size() == 1
            && tables[0] != null
            && tables[0].isQuick()
            && finer.stream().allMatch(filter -> filter.join() == 0);
    return alone ? List.of() : finer;
  }

  /** What leaves out rows of the scan, beside its conditions. */
  List<FragmentInputs.ColumnFilter> scanFilters() {
    return scanFilters;
  }

  Execution execution() {
    return execution;
  }

  int splitCount() {
    return sourceSplits + rests.size();
  }

  /** The rows of a join that a split stands for; null if it is one of the source. */
  @Nullable Rest rest(int split) {
    return split < sourceSplits ? null : rests.get(split - sourceSplits);
  }

  /** How many splits, from the first, must be done before one may begin. */
  int splitsBefore(int split) {
    Rest rest = rest(split);
    return rest == null ? 0 : rest.firstSplit;
  }

  /** Starts reading a split of the source. */
  BatchReader open(int split) {
    if (scan != null) {
      return scan.open(split);
    }
    if (spilled != null) {
      return reader(spilled);
    }
    if (kept != null) {
      return kept.open(split);
    }
    Step step = java.util.Objects.requireNonNull(stream);
    return new BatchReader() {
      @Override
      public @Nullable Batch next() {
        return step.pull();
      }

      @Override
      public void close() {
        step.stop();
      }
    };
  }

  private static BatchReader reader(SpilledJoin join) {
    return new BatchReader() {
      @Override
      public @Nullable Batch next() {
        return join.next();
      }

      @Override
      public void close() {}
    };
  }

  /** Position of the first transform that the rows of the source go through. */
  int first() {
    return first;
  }

  /** Whether the source's rows are those of a scan. */
  boolean readsScan() {
    return scan != null;
  }

  /** The right input of the join at this position of the transforms; null if no row comes there. */
  @Nullable JoinTable table(int transform) {
    return tables[transform];
  }

  /** The split of the scan. */
  Split scanSplit(int split) {
    return java.util.Objects.requireNonNull(scan).splits().get(split);
  }

  /** What storage left of the predicate and the plan does not evaluate anyway; null if nothing. */
  @Nullable Expression leftover() {
    return scan == null ? null : scan.leftover();
  }

  /** Whether more than one thread has something to do. */
  boolean isWorthSharing() {
    return stream == null
        && spilled == null
        && sourceSplits > 0
        && splitCount() > 1
        && rowCount() >= SplitMerge.SMALL_ROWS;
  }

  /** Rows that the splits of the source deliver, before any condition. */
  long rowCount() {
    return scan != null ? scan.rowCount() : kept != null ? kept.rowCount() : 0;
  }

  /** Makes every thread that still works on it stop at its next batch. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Throws if the work should end. */
  void check() {
    if (stopped) {
      throw new Stopped();
    }
    execution.control().check();
  }
}
