package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.rows.RowBuffer;
import io.cairn.planner.exec.window.WindowFunction;
import io.cairn.planner.exec.window.WindowFunctions;
import io.cairn.planner.exec.window.WindowRows;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sorts its input by partition and order, then computes window functions a few partitions at a
 * time: the rows of one partition are in memory together.
 */
final class WindowStep extends Step {
  private final PlanNode.Window window;
  private final @Nullable Step input;
  private final @Nullable SplitMerge<SortedRows.Part> splits;
  private final boolean sorts;
  private final SortedRows sorted;
  private final List<Lane> lanes;
  private final List<WindowFunction> functions;
  private final MemoryAccount memory = new MemoryAccount("Computing window functions");
  private final MemoryAccount.Share share = memory.new Share();
  private final Batch out;
  private final Deque<Batch> unsorted = new ArrayDeque<>();
  private RowBuffer copies;
  private WindowRows rows;
  private boolean collected;
  private boolean drained;
  private boolean ended;
  private int position;
  private int end;

  /** {@code input} is null if the window runs over {@code fragment}. */
  WindowStep(PlanNode.Window node, @Nullable Step input, @Nullable Fragment fragment) {
    super(node);
    this.window = node;
    this.input = input;
    List<SortKey> keys = new ArrayList<>();
    for (int column : node.partition()) {
      keys.add(new SortKey(column, false, false));
    }
    keys.addAll(node.order());
    List<OutputColumn> columns = node.input().columns();
    this.sorts = !keys.isEmpty();
    this.sorted = new SortedRows(node, keys, columns, "Sorting for window functions");
    this.splits = fragment == null ? null : new SplitMerge<>(fragment, sorted);
    this.lanes = columns.stream().map(OutputColumn::lane).toList();
    this.functions = WindowFunctions.of(node);
    this.copies = new RowBuffer(lanes);
    this.rows = new WindowRows(node);
    this.out = new Batch(new ColumnVector[node.columns().size()], 0);
  }

  /** Whether rows have to be sorted; else they are taken as they come. */
  static boolean sorts(PlanNode.Window node) {
    return !node.partition().isEmpty() || !node.order().isEmpty();
  }

  @Override
  void open(Execution execution) {
    memory.open(execution.memory());
    sorted.open(execution);
    for (WindowFunction function : functions) {
      function.bind(execution.parameters(), execution.control());
    }
    collected = false;
    drained = false;
    ended = false;
    position = 0;
    end = 0;
    if (input != null) {
      input.start(execution);
    }
  }

  @Override
  @Nullable Batch next() {
    if (!collected) {
      collected = true;
      if (sorts) {
        collect();
      }
    }
    while (position == end) {
      if (ended) {
        return null;
      }
      advance();
    }
    execution().control().check();
    int count = Math.min(Batch.CAPACITY, end - position);
    Batch input = rows.batch(position, count);
    out.reset(count);
    int inputs = lanes.size();
    for (int i = 0; i < inputs; i++) {
      out.setColumn(i, input.column(i));
    }
    for (int i = 0; i < functions.size(); i++) {
      out.setColumn(inputs + i, functions.get(i).evaluate(position, count));
    }
    position += count;
    return out;
  }

  /** Goes on to the next whole partitions. */
  private void advance() {
    execution().control().check();
    if (end > 0) {
      rows.drop(end);
      position = 0;
      end = 0;
    }
    Batch batch = sorts ? sorted.nextKept() : unsorted();
    if (batch == null) {
      ended = true;
    } else {
      rows.append(batch);
    }
    end = rows.complete(ended);
    long bytes = rows.bytes();
    share.hold(bytes);
    if (end > 0) {
      for (WindowFunction function : functions) {
        function.prepare(rows, end);
        bytes += function.bytes();
      }
      share.hold(bytes);
    }
  }

  private @Nullable Batch unsorted() {
    Step source = Objects.requireNonNull(input);
    while (unsorted.isEmpty() && !drained) {
      Batch batch = source.pull();
      if (batch == null) {
        drained = true;
        source.stop();
        unsorted.addAll(copies.batches());
        copies = new RowBuffer(lanes);
        break;
      }
      execution().control().check();
      copies.append(batch);
      unsorted.addAll(copies.takeFull());
    }
    return unsorted.poll();
  }

  private void collect() {
    if (splits != null) {
      splits.run(execution());
    } else {
      Step source = Objects.requireNonNull(input);
      SortedRows.Part part = sorted.newPart();
      for (Batch batch = source.pull(); batch != null; batch = source.pull()) {
        execution().control().check();
        sorted.accept(part, batch);
      }
      source.stop();
      sorted.merge(part);
    }
    sorted.finish();
  }

  @Override
  void close() {
    rows = new WindowRows(window);
    unsorted.clear();
    copies = new RowBuffer(lanes);
    try {
      if (splits != null) {
        splits.close();
      }
      if (input != null) {
        input.stop();
      }
    } finally {
      sorted.close();
      share.hold(0);
      memory.close();
    }
  }
}
