package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.planner.exec.spill.SpillReader;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows that several steps of an execution read, each at its own pace: in memory as long as they are
 * a small part of the limit, then in a file. One thread at a time.
 */
final class SharedRows implements AutoCloseable {
  /** Rows may take this share of the memory limit; the operators that read them need some too. */
  private static final int LIMIT_SHARE = 10;

  private final PlanNode node;
  private final Execution execution;
  private final MemoryAccount memory = new MemoryAccount("Keeping rows of a subquery");
  private final MemoryAccount.Share share = memory.new Share();
  private final List<Batch> batches = new ArrayList<>();
  private @Nullable SpillFile file;
  private long bytes;
  private boolean complete;

  /** {@code node} makes the rows. */
  SharedRows(PlanNode node, Execution execution) {
    this.node = node;
    this.execution = execution;
    memory.open(execution.memory());
  }

  /** Where rows are booked that are about to come here. */
  MemoryAccount memory() {
    return memory;
  }

  boolean isComplete() {
    return complete;
  }

  /** Takes all rows of a feed in. */
  void collect(RowFeed feed) {
    feed.run(execution, this::add);
    SpillFile spilled = file;
    if (spilled != null) {
      spilled.finish();
      share.hold(spilled.heldBytes());
    }
    complete = true;
  }

  private void add(List<Batch> more, long size) {
    SpillFile spilled = file;
    if (spilled == null) {
      bytes += size;
      batches.addAll(more);
      if (bytes <= execution.memory().limitBytes() / LIMIT_SHARE && share.tryHold(bytes)) {
        return;
      }
      spilled = execution.spillFile(node, node.columns().stream().map(OutputColumn::lane).toList());
      file = spilled;
      batches.forEach(spilled::append);
      batches.clear();
    } else {
      more.forEach(spilled::append);
    }
    share.hold(spilled.heldBytes());
  }

  /** Gives the rows from the first one on, then null. */
  Supplier<@Nullable Batch> reader() {
    SpillFile spilled = file;
    if (spilled != null) {
      SpillReader reader = spilled.open();
      return reader::next;
    }
    return new Supplier<>() {
      private int next;

      @Override
      public @Nullable Batch get() {
        return next < batches.size() ? copy(batches.get(next++)) : null;
      }
    };
  }

  /** The same rows in a batch of which the reader may select some. */
  private static Batch copy(Batch batch) {
    ColumnVector[] columns = new ColumnVector[batch.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i);
    }
    return new Batch(columns, batch.rowCount());
  }

  @Override
  public void close() {
    batches.clear();
    memory.close();
  }
}
