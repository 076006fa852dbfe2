package io.cairn.storage.internal.commit;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file may still be used. After a sync has failed it may not: the system may have dropped
 * what it could not write, and a second sync would say that all is well. Thread-safe.
 */
final class FileHealth {
  private final String location;
  private volatile @Nullable StorageException failure;
  private volatile boolean closed;

  FileHealth(String location) {
    this.location = location;
  }

  /** Fails with IO after a failure, with CLOSED after the file was closed. */
  void check() {
    StorageException first = failure;
    if (first != null) {
      throw new StorageException(
          Kind.IO,
          "Cannot use "
              + location
              + " any more, since a write failed: "
              + first.getMessage()
              + " Close the store and open it again.",
          first);
    }
    if (closed) {
      throw new StorageException(Kind.CLOSED, "Cannot use " + location + ": the store was closed.");
    }
  }

  /** From now on every check fails. Returns the cause, to be thrown. */
  StorageException fail(StorageException cause) {
    if (failure == null) {
      failure = cause;
    }
    return cause;
  }

  boolean hasFailed() {
    return failure != null;
  }

  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}
