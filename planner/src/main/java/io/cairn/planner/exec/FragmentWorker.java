package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.Bindings;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.BatchReader;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to run a fragment: the kernels of its filters and projections with their
 * scratch memory. Used for one execution after another. One thread at a time.
 */
final class FragmentWorker {
  private final Fragment fragment;
  private final Bindings bindings = new Bindings();
  private final @Nullable FilterTransform residual;
  private final List<Transform> transforms = new ArrayList<>();
  private final ScanFilters filters = new ScanFilters();
  private final Batch timed;
  private @Nullable FilterTransform leftover;
  private @Nullable FragmentRun run;
  private @Nullable ProfileClock clock;
  private @Nullable BatchReader reader;
  private ProbeTransform.@Nullable Rest rest;
  private int restFrom;
  private @Nullable Batch current;

  /** {@code eager} makes projections at the top compute all columns at once. */
  FragmentWorker(Fragment fragment, boolean eager) {
    this.fragment = fragment;
    PlanNode source = fragment.source();
    Expression condition = source instanceof PlanNode.Scan scan ? scan.residual() : null;
    residual = condition == null ? null : new FilterTransform(source, condition, bindings);
    for (PlanNode node : fragment.transforms()) {
      transforms.add(Transform.of(node, bindings, eager && node == fragment.top()));
    }
    timed = new Batch(source.columns().size(), this::loadTimed);
  }

  /** Starts an execution. */
  void open(FragmentRun next, @Nullable ProfileClock profileClock) {
    run = next;
    clock = profileClock;
    bindings.bind(next.execution().parameters());
    Expression condition = next.leftover();
    leftover =
        condition == null ? null : new FilterTransform(fragment.source(), condition, bindings);
    filters.open(next.scanFilters());
    for (int i = 0; i < transforms.size(); i++) {
      transforms.get(i).open(next, i);
    }
  }

  /** Another thread goes on, under its own clock. */
  void handOver(@Nullable ProfileClock profileClock) {
    clock = profileClock;
  }

  /** Starts reading a split; the one before is finished. */
  void begin(int split) {
    FragmentRun active = running();
    FragmentRun.Rest rows = active.rest(split);
    if (rows == null) {
      reader = active.open(split);
    } else {
      rest = ((ProbeTransform) transforms.get(rows.transform())).rest(rows);
      restFrom = rows.transform() + 1;
    }
  }

  /** The next batch of the split with at least one selected row, or null at its end. */
  @Nullable Batch next() {
    FragmentRun active = running();
    while (reader != null || rest != null) {
      active.check();
      int from = transforms.size() - 1;
      while (from >= 0 && !transforms.get(from).hasMore()) {
        from--;
      }
      Batch batch;
      boolean ended = false;
      if (from >= 0) {
        batch = transforms.get(from).more(clock);
        from++;
      } else if (rest != null) {
        batch = rest.next(clock);
        ended = batch == null;
        from = restFrom;
      } else {
        batch = read();
        ended = batch == null;
        from = active.first();
      }
      if (ended) {
        endSplit();
        return null;
      }
      for (; from < transforms.size() && batch != null; from++) {
        batch = transforms.get(from).apply(batch, clock);
      }
      if (batch != null && batch.selectedCount() > 0) {
        return batch;
      }
    }
    return null;
  }

  /** Stops reading the split. */
  void endSplit() {
    BatchReader source = reader;
    reader = null;
    rest = null;
    current = null;
    if (source != null) {
      source.close();
    }
  }

  /** Ends the execution. */
  void close() {
    endSplit();
    transforms.forEach(Transform::close);
    run = null;
    clock = null;
    leftover = null;
  }

  private @Nullable Batch read() {
    BatchReader source = java.util.Objects.requireNonNull(reader);
    if (!running().readsScan()) {
      return source.next();
    }
    return clock == null ? scan(source) : scanTimed(source, clock);
  }

  /** The next batch that the scan's conditions leave rows of. */
  private @Nullable Batch scan(BatchReader source) {
    while (true) {
      Batch batch = source.next();
      if (batch == null) {
        return null;
      }
      batch = filters.apply(batch);
      if (batch != null && leftover != null) {
        batch = leftover.apply(batch);
      }
      if (batch != null && residual != null) {
        batch = residual.apply(batch);
      }
      if (batch != null && batch.selectedCount() > 0) {
        return batch;
      }
      running().check();
    }
  }

  private @Nullable Batch scanTimed(BatchReader source, ProfileClock charged) {
    Profile.Entry entry = charged.profile().entry(fragment.source());
    Profile.Entry before = charged.enter(entry);
    try {
      Batch batch = scan(source);
      if (batch == null) {
        return null;
      }
      entry.addRows(batch.selectedCount());
      if (batch.columnCount() != timed.columnCount()) {
        return batch;
      }
      current = batch;
      timed.reset(batch.rowCount());
      timed.select(batch.selection(), batch.selectedCount());
      return timed;
    } finally {
      charged.leave(before);
    }
  }

  private ColumnVector loadTimed(int ordinal) {
    Batch batch = java.util.Objects.requireNonNull(current);
    ProfileClock charged = java.util.Objects.requireNonNull(clock);
    Profile.Entry before = charged.enter(charged.profile().entry(fragment.source()));
    try {
      Transform.narrow(batch, timed);
      return batch.column(ordinal);
    } finally {
      charged.leave(before);
    }
  }

  private FragmentRun running() {
    return java.util.Objects.requireNonNull(run);
  }
}
