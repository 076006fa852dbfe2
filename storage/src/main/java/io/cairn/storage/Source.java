package io.cairn.storage;

import io.cairn.storage.error.StorageException;

/** An open file, or a database in memory. Thread-safe. */
public interface Source extends AutoCloseable {
  /** The format's name for messages: {@code HDF5}. */
  String format();

  /** Where it is, for messages: a path, or {@code memory}. */
  String location();

  /** Whether the format or the way it was opened forbids changes. */
  boolean isReadOnly();

  /** The newest state. */
  Snapshot snapshot();

  /**
   * Starts a transaction on the newest state.
   *
   * @throws StorageException of kind READ_ONLY if the source is read only
   */
  default Transaction begin() {
    throw new StorageException(
        StorageException.Kind.READ_ONLY,
        "Cannot change " + location() + ": " + format() + " files are read only here");
  }

  @Override
  void close();
}
