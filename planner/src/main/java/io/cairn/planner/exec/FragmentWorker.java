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
  private final Batch timed;
  private @Nullable FilterTransform leftover;
  private @Nullable FragmentRun run;
  private @Nullable ProfileClock clock;
  private @Nullable BatchReader reader;
  private @Nullable Batch current;

  /** {@code eager} makes projections at the top compute all columns at once. */
  FragmentWorker(Fragment fragment, boolean eager) {
    this.fragment = fragment;
    Expression condition = fragment.scan().residual();
    residual = condition == null ? null : new FilterTransform(fragment.scan(), condition, bindings);
    for (PlanNode node : fragment.transforms()) {
      transforms.add(Transform.of(node, bindings, eager && node == fragment.top()));
    }
    timed = new Batch(fragment.scan().columns().size(), this::loadTimed);
  }

  /** Starts an execution. */
  void open(FragmentRun next, @Nullable ProfileClock profileClock) {
    run = next;
    clock = profileClock;
    bindings.bind(next.execution().parameters());
    Expression condition = next.leftover();
    leftover = condition == null ? null : new FilterTransform(fragment.scan(), condition, bindings);
  }

  /** Another thread goes on, under its own clock. */
  void handOver(@Nullable ProfileClock profileClock) {
    clock = profileClock;
  }

  /** Starts reading a split; the one before is finished. */
  void begin(int split) {
    FragmentRun active = running();
    reader = active.splits().get(split).open(active.scanContext());
  }

  /** The next batch of the split with at least one selected row, or null at its end. */
  @Nullable Batch next() {
    FragmentRun active = running();
    BatchReader source = reader;
    if (source == null) {
      return null;
    }
    while (true) {
      active.check();
      Batch batch = clock == null ? scan(source) : scanTimed(source, clock);
      if (batch == null) {
        endSplit();
        return null;
      }
      for (int i = 0; i < transforms.size() && batch != null; i++) {
        batch = transforms.get(i).apply(batch, clock);
      }
      if (batch != null && batch.selectedCount() > 0) {
        return batch;
      }
    }
  }

  /** Stops reading the split. */
  void endSplit() {
    BatchReader source = reader;
    reader = null;
    current = null;
    if (source != null) {
      source.close();
    }
  }

  /** Ends the execution. */
  void close() {
    endSplit();
    run = null;
    clock = null;
    leftover = null;
  }

  /** The next batch that the scan's conditions leave rows of. */
  private @Nullable Batch scan(BatchReader source) {
    while (true) {
      Batch batch = source.next();
      if (batch == null) {
        return null;
      }
      if (leftover != null) {
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
    Profile.Entry entry = charged.profile().entry(fragment.scan());
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
    Profile.Entry before = charged.enter(charged.profile().entry(fragment.scan()));
    try {
      return batch.column(ordinal);
    } finally {
      charged.leave(before);
    }
  }

  private FragmentRun running() {
    return java.util.Objects.requireNonNull(run);
  }
}
