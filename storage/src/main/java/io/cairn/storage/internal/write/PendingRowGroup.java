package io.cairn.storage.internal.write;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.catalog.RowGroup;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A row group that another thread encodes and writes. */
public final class PendingRowGroup {
  private final Future<RowGroup> result;

  PendingRowGroup(Future<RowGroup> result) {
    this.result = result;
  }

  boolean isDone() {
    return result.isDone();
  }

  /** The row group, once it is written; null if that failed: then nothing of it is in the file. */
  @Nullable RowGroup awaitOrNull() {
    try {
      return await();
    } catch (RuntimeException | Error failed) {
      return null;
    }
  }

  /** The row group, once it is written. Fails as the writing did. */
  RowGroup await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof StorageException failure) {
            throw new StorageException(
                failure.kind(), String.valueOf(failure.getMessage()), failure);
          }
          if (e.getCause() instanceof Error failure) {
            throw failure;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
