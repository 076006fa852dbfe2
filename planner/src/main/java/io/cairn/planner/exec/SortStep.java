package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.rows.RowBuffer;
import io.cairn.planner.exec.rows.RowGather;
import io.cairn.planner.exec.sort.RowSorter;
import io.cairn.planner.exec.sort.TopRows;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders its input's rows, then skips and cuts. */
final class SortStep extends Step implements SplitMerge.Collector<SortStep.Part> {
  /** Up to so many rows, candidates are cut as they come. */
  private static final int MAX_TOP_ROWS = 1 << 16;

  private final PlanNode.Sort sort;
  private final List<Lane> lanes;
  private final @Nullable Step input;
  private final @Nullable SplitMerge<Part> splits;
  private final RowBounds bounds;
  private final MemoryAccount memory = new MemoryAccount("Sorting");
  private final List<Batch> batches = new ArrayList<>();
  private long bytes;
  private MemoryAccount.@Nullable Share share;
  private TopRows.@Nullable Bound bound;
  private @Nullable TopRows total;
  private int @Nullable [] order;
  private int next;
  private int end;

  /** The rows of one split: all of them, or the first ones of the order. */
  final class Part {
    RowBuffer rows = new RowBuffer(lanes);
    final MemoryAccount.Share share = memory.new Share();
    final @Nullable TopRows top = bound == null ? null : top(bound);
  }

  /** {@code input} is null if the sort runs over {@code fragment}. */
  SortStep(PlanNode.Sort node, @Nullable Step input, @Nullable Fragment fragment) {
    super(node);
    this.sort = node;
    this.lanes = node.columns().stream().map(OutputColumn::lane).toList();
    this.input = input;
    this.splits = fragment == null ? null : new SplitMerge<>(fragment, this);
    this.bounds = new RowBounds(node.offset(), node.limit());
  }

  @Override
  void open(Execution execution) {
    bounds.bind(execution.parameters());
    memory.open(execution.memory());
    share = memory.new Share();
    order = null;
    boolean fewRows = bounds.total() > 0 && bounds.total() <= MAX_TOP_ROWS;
    bound = fewRows ? new TopRows.Bound() : null;
    total = bound == null ? null : top(bound);
    if (input != null) {
      input.start(execution);
    }
  }

  @Override
  @Nullable Batch next() {
    int[] rows = order;
    if (rows == null) {
      rows = collect();
      order = rows;
      next = (int) Math.min(bounds.offset(), rows.length);
      end = (int) Math.min(bounds.total(), rows.length);
    }
    execution().control().check();
    int count = Math.min(Batch.CAPACITY, end - next);
    if (count <= 0) {
      return null;
    }
    ColumnVector[] columns = new ColumnVector[lanes.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = RowGather.column(batches, i, lanes.get(i), rows, next, count);
    }
    next += count;
    return new Batch(columns, count);
  }

  private int[] collect() {
    if (bounds.limit() == 0) {
      return new int[0];
    }
    if (splits != null) {
      splits.run(execution());
    } else {
      Step source = java.util.Objects.requireNonNull(input);
      Part part = newPart();
      for (Batch batch = source.pull(); batch != null; batch = source.pull()) {
        execution().control().check();
        accept(part, batch);
      }
      source.stop();
      merge(part);
    }
    TopRows best = total;
    if (best != null) {
      batches.addAll(best.finish());
      return inOrder();
    }
    long rows = 0;
    for (Batch batch : batches) {
      rows += batch.rowCount();
    }
    hold(bytes + rows * RowSorter.BYTES_PER_ROW);
    return new RowSorter(sort.keys(), sort.columns(), execution().control()).sort(batches);
  }

  /** The numbers of rows that lie in order already. */
  private int[] inOrder() {
    int count = batches.stream().mapToInt(Batch::rowCount).sum();
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      // Only the last of these batches is not full.
      rows[i] = i;
    }
    return rows;
  }

  private TopRows top(TopRows.Bound shared) {
    return new TopRows(
        sort.keys(),
        sort.columns(),
        Math.toIntExact(bounds.total()),
        shared,
        execution().control());
  }

  private void hold(long size) {
    java.util.Objects.requireNonNull(share).hold(size);
  }

  @Override
  public Part newPart() {
    return new Part();
  }

  @Override
  public void accept(Part part, Batch batch) {
    if (part.top != null) {
      part.top.add(batch);
      part.share.hold(part.top.bytes());
      return;
    }
    part.rows.append(batch);
    part.share.hold(part.rows.bytes());
  }

  @Override
  public void merge(Part part) {
    if (part.top != null) {
      java.util.Objects.requireNonNull(total).merge(part.top);
      part.share.hold(0);
      return;
    }
    batches.addAll(part.rows.batches());
    bytes += part.rows.bytes();
    part.share.hold(0);
    hold(bytes);
    part.rows = new RowBuffer(lanes);
  }

  @Override
  public void drop(Part part) {
    part.share.hold(0);
  }

  @Override
  void close() {
    batches.clear();
    bytes = 0;
    order = null;
    total = null;
    bound = null;
    try {
      if (splits != null) {
        splits.close();
      }
      if (input != null) {
        input.stop();
      }
    } finally {
      memory.close();
    }
  }
}
