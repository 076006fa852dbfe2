package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Delivers rows that other steps of the same execution deliver too. */
final class SharedStep extends Step {
  private final PlanNode.Shared node;
  private final Estimates estimates;

  /** Made by the one of the steps that comes first: it makes the rows for all. */
  private @Nullable RowFeed feed;

  private @Nullable SharedRows source;
  private @Nullable Supplier<@Nullable Batch> rows;

  SharedStep(PlanNode.Shared node, Estimates estimates) {
    super(node);
    this.node = node;
    this.estimates = estimates;
  }

  @Override
  void open(Execution execution) {
    source = execution.shared(node.input());
    rows = null;
  }

  @Override
  @Nullable Batch next() {
    Supplier<@Nullable Batch> reader = rows;
    if (reader == null) {
      SharedRows shared = java.util.Objects.requireNonNull(source);
      if (!shared.isComplete()) {
        RowFeed maker = feed;
        if (maker == null) {
          maker = new RowFeed(node.input(), estimates, shared.memory());
          feed = maker;
        }
        shared.collect(maker);
      }
      reader = shared.reader();
      rows = reader;
    }
    execution().control().check();
    return reader.get();
  }

  @Override
  void close() {
    source = null;
    rows = null;
    if (feed != null) {
      feed.close();
    }
  }
}
