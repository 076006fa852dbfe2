package io.cairn.storage;

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

  @Override
  void close();
}
