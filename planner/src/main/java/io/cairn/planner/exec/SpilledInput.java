package io.cairn.planner.exec;

import io.cairn.planner.exec.join.KeyHash;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;

/** An input of a join on disk, in parts by the hash of its key: equal keys are in the same part. */
final class SpilledInput {
  private final MemoryAccount memory = new MemoryAccount("Joining");
  private final RowFeed feed;
  private final KeyHash hash;
  private final int parts;
  private final List<SpillFile> files = new ArrayList<>();
  private final int[][] rows;

  /**
   * @param columns the key's
   * @param parts a power of two
   */
  SpilledInput(PlanNode source, Estimates estimates, int[] columns, int parts) {
    feed = new RowFeed(source, estimates, memory);
    hash = new KeyHash(columns);
    this.parts = parts;
    rows = new int[parts][parts == 1 ? 0 : Batch.CAPACITY];
  }

  /** Runs the operator to its end. */
  void collect(PlanNode join, Execution execution) {
    memory.open(execution.memory());
    for (int part = 0; part < parts; part++) {
      files.add(execution.spillFile(join, feed.lanes()));
    }
    MemoryAccount.Share share = memory.new Share();
    feed.run(
        execution,
        (batches, bytes) -> {
          for (Batch batch : batches) {
            execution.control().check();
            append(batch);
          }
          share.hold(files.stream().mapToLong(SpillFile::heldBytes).sum());
        });
    files.forEach(SpillFile::finish);
    share.hold(files.stream().mapToLong(SpillFile::heldBytes).sum());
  }

  private void append(Batch batch) {
    if (parts == 1) {
      files.get(0).append(batch);
      return;
    }
    long[] hashes = hash.of(batch);
    int[] counts = new int[parts];
    for (int row = 0; row < batch.rowCount(); row++) {
      int part = (int) hashes[row] & (parts - 1);
      rows[part][counts[part]++] = row;
    }
    for (int part = 0; part < parts; part++) {
      if (counts[part] > 0) {
        files.get(part).append(batch, rows[part], counts[part]);
      }
    }
  }

  SpillFile file(int part) {
    return files.get(part);
  }

  int parts() {
    return parts;
  }

  /** Gives the disk space back, and stops what still runs. */
  void close() {
    files.forEach(SpillFile::close);
    files.clear();
    try {
      feed.close();
    } finally {
      memory.close();
    }
  }
}
