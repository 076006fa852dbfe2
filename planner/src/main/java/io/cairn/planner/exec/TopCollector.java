package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.sort.TopRows;
import io.cairn.storage.vector.Batch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the first rows of an order, split by split. Parts are filled by any threads. */
final class TopCollector implements SplitMerge.Collector<TopCollector.Part> {
  private final PlanNode.Sort sort;
  private final MemoryAccount memory = new MemoryAccount("Sorting");
  private TopRows.@Nullable Bound bound;
  private @Nullable TopRows total;
  private int limit;
  private @Nullable QueryControl control;

  /** The candidates of one split. */
  final class Part {
    private final TopRows rows = top(Objects.requireNonNull(bound));
    private final MemoryAccount.Share share = memory.new Share();
  }

  TopCollector(PlanNode.Sort sort) {
    this.sort = sort;
  }

  void open(Execution execution, int rows) {
    limit = rows;
    control = execution.control();
    memory.open(execution.memory());
    TopRows.Bound shared = new TopRows.Bound();
    bound = shared;
    total = top(shared);
  }

  private TopRows top(TopRows.Bound shared) {
    return new TopRows(sort.keys(), sort.columns(), limit, shared, Objects.requireNonNull(control));
  }

  @Override
  public Part newPart() {
    return new Part();
  }

  @Override
  public void accept(Part part, Batch batch) {
    part.rows.add(batch);
    part.share.hold(part.rows.bytes());
  }

  @Override
  public void merge(Part part) {
    Objects.requireNonNull(total).merge(part.rows);
    part.share.hold(0);
  }

  @Override
  public void drop(Part part) {
    part.share.hold(0);
  }

  /** The first rows of the order, in batches of which only the last is not full. */
  List<Batch> finish() {
    return Objects.requireNonNull(total).finish();
  }

  void close() {
    bound = null;
    total = null;
    memory.close();
  }
}
