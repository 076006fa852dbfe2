package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Orders its input's rows, then skips and cuts. Where few rows are wanted, the others are dropped
 * as they come.
 */
final class SortStep extends Step {
  /** Up to so many rows, candidates are cut as they come. */
  private static final int MAX_TOP_ROWS = 1 << 16;

  private final @Nullable Step input;
  private final SortedRows all;
  private final @Nullable SplitMerge<SortedRows.Part> allSplits;
  private final TopCollector top;
  private final @Nullable SplitMerge<TopCollector.Part> topSplits;
  private final @Nullable TopScan topScan;
  private final RowBounds bounds;
  private @Nullable Iterator<Batch> best;
  private final RowWindow window = new RowWindow();
  private boolean isTop;
  private boolean collected;

  /** {@code input} is null if the sort runs over {@code fragment}. */
  SortStep(PlanNode.Sort node, @Nullable Step input, @Nullable Fragment fragment) {
    super(node);
    this.input = input;
    this.all = new SortedRows(node, node.keys(), node.columns(), "Sorting");
    this.allSplits = fragment == null ? null : new SplitMerge<>(fragment, all);
    this.top = new TopCollector(node);
    this.topSplits = fragment == null ? null : new SplitMerge<>(fragment, top);
    this.topScan = TopScan.of(node, fragment);
    this.bounds = new RowBounds(node.offset(), node.limit());
  }

  @Override
  void open(Execution execution) {
    bounds.bind(execution.parameters());
    isTop = bounds.total() <= MAX_TOP_ROWS;
    collected = false;
    window.open(bounds.offset(), bounds.limit());
    if (isTop) {
      top.open(execution, (int) bounds.total());
    } else {
      all.open(execution);
    }
    if (input != null) {
      input.start(execution);
    }
  }

  @Override
  @Nullable Batch next() {
    execution().control().check();
    if (window.isDone()) {
      return null;
    }
    if (!collected) {
      collected = true;
      collect();
    }
    while (!window.isDone()) {
      Batch batch = ordered();
      if (batch == null) {
        return null;
      }
      if (window.cut(batch)) {
        return batch;
      }
    }
    return null;
  }

  private @Nullable Batch ordered() {
    Iterator<Batch> few = best;
    if (few == null) {
      return all.next();
    }
    return few.hasNext() ? few.next() : null;
  }

  private void collect() {
    if (isTop && topScan != null) {
      best = topScan.run(execution(), (int) bounds.total()).iterator();
      return;
    }
    if (isTop) {
      collect(top, topSplits);
      best = top.finish().iterator();
      return;
    }
    collect(all, allSplits);
    all.finish();
    window.passed(all.skip(bounds.offset()));
  }

  private <P> void collect(SplitMerge.Collector<P> rows, @Nullable SplitMerge<P> splits) {
    if (splits != null) {
      splits.run(execution());
      return;
    }
    Step source = Objects.requireNonNull(input);
    P part = rows.newPart();
    for (Batch batch = source.pull(); batch != null; batch = source.pull()) {
      execution().control().check();
      rows.accept(part, batch);
    }
    source.stop();
    rows.merge(part);
  }

  @Override
  void close() {
    best = null;
    try {
      if (allSplits != null) {
        allSplits.close();
      }
      if (topSplits != null) {
        topSplits.close();
      }
      if (input != null) {
        input.stop();
      }
    } finally {
      all.close();
      top.close();
      if (topScan != null) {
        topScan.close();
      }
    }
  }
}
