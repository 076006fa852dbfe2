package io.cairn.planner.exec;

import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/**
 * The result of a plan, batch by batch. One thread at a time; whoever opened it closes it, and
 * closing stops running work.
 */
public interface BatchCursor extends AutoCloseable {
  /**
   * The next batch, with at least one selected row, or null at the end. The batch before it is
   * overwritten.
   *
   * @throws io.cairn.planner.error.QueryException if the data has no result, the statement was
   *     cancelled or timed out
   * @throws io.cairn.storage.error.StorageException if the file cannot be read
   */
  @Nullable Batch next();

  @Override
  void close();
}
