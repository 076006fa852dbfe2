package io.cairn.storage;

import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** Reads the batches of a split in order. One thread at a time; whoever opened it closes it. */
public interface BatchReader extends AutoCloseable {
  /**
   * The next batch, with at least one row, or null at the end. The batch before it is overwritten.
   *
   * @throws io.cairn.storage.error.StorageException where the file cannot be read, or the scan was
   *     cancelled
   */
  @Nullable Batch next();

  @Override
  void close();
}
