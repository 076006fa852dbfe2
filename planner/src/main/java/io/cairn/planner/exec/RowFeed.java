package io.cairn.planner.exec;

import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.rows.RowBuffer;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs an operator, on many threads if it is over a scan, and hands its rows over in their order,
 * copied into batches that are nobody else's.
 */
final class RowFeed implements SplitMerge.Collector<RowFeed.Part> {
  private final List<Lane> lanes;
  private final MemoryAccount memory;
  private final @Nullable SplitMerge<Part> splits;
  private final @Nullable Step input;
  private @Nullable Sink sink;

  /** Takes batches without a selection, on one thread at a time. */
  interface Sink {
    void accept(List<Batch> batches, long bytes);
  }

  /** Rows of one split. */
  final class Part {
    RowBuffer rows = new RowBuffer(lanes);
    final MemoryAccount.Share share = memory.new Share();
  }

  /** {@code memory} is for rows that are not handed over yet. */
  RowFeed(PlanNode source, Estimates estimates, MemoryAccount memory) {
    this.memory = memory;
    lanes = source.columns().stream().map(OutputColumn::lane).toList();
    Fragment fragment = Fragment.of(source, estimates);
    splits = fragment == null ? null : new SplitMerge<>(fragment, this);
    input = fragment == null ? Steps.of(source, false, estimates) : null;
  }

  List<Lane> lanes() {
    return lanes;
  }

  /** As {@link Step#restrict}. */
  void restrict(Execution next, int column, JoinFilter filter) {
    if (splits != null) {
      splits.restrict(next, column, filter);
    } else {
      java.util.Objects.requireNonNull(input).restrict(next, column, filter);
    }
  }

  /** Runs the operator to its end. */
  void run(Execution execution, Sink to) {
    sink = to;
    if (splits != null) {
      splits.run(execution);
      return;
    }
    Step source = java.util.Objects.requireNonNull(input);
    source.start(execution);
    RowBuffer rows = new RowBuffer(lanes);
    for (Batch batch = source.pull(); batch != null; batch = source.pull()) {
      execution.control().check();
      rows.append(batch);
      long bytes = rows.bytes();
      List<Batch> full = rows.takeFull();
      if (!full.isEmpty()) {
        to.accept(full, bytes);
      }
    }
    source.stop();
    to.accept(rows.batches(), rows.bytes());
  }

  @Override
  public Part newPart() {
    return new Part();
  }

  @Override
  public void accept(Part part, Batch batch) {
    part.rows.append(batch);
    part.share.hold(part.rows.bytes());
  }

  @Override
  public void merge(Part part) {
    java.util.Objects.requireNonNull(sink).accept(part.rows.batches(), part.rows.bytes());
    part.rows = new RowBuffer(lanes);
    part.share.hold(0);
  }

  @Override
  public void drop(Part part) {
    part.share.hold(0);
  }

  /** Stops what still runs. */
  void close() {
    sink = null;
    if (splits != null) {
      splits.close();
    }
    if (input != null) {
      input.stop();
    }
  }
}
