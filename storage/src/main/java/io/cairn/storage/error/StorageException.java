package io.cairn.storage.error;

import org.jspecify.annotations.Nullable;

/**
 * The one exception that leaves storage and the formats. Its message says what failed, where, what
 * was found against what was expected, and what to do; its kind is what a caller can act on.
 */
public final class StorageException extends RuntimeException {
  /** What a caller can act on; the driver maps each kind to one SQLSTATE. */
  public enum Kind {
    /** The file cannot be opened: absent, a directory, of a foreign kind, not permitted. */
    CANNOT_OPEN,
    /** Bytes contradict the format's rules. */
    CORRUPT,
    /** The file is sound, but uses something that Cairn does not read or do. */
    UNSUPPORTED,
    /** A change was asked of something that cannot be changed. */
    READ_ONLY,
    /** Another process holds the file. */
    LOCKED,
    /** Another transaction changed what this one touched. */
    CONFLICT,
    /** No room is left on the device. */
    FULL,
    /** The object was closed before this call. */
    CLOSED,
    /** The operating system reported an error. */
    IO,
    /** The work was cancelled by its owner. */
    CANCELLED,
    /** The memory limit does not allow it. */
    MEMORY_LIMIT,
    /** A row equals another one in the columns of a key. */
    DUPLICATE_KEY,
    /** A row is NULL in a column that must not be. */
    NOT_NULL,
    /** A node of that name is there already. */
    EXISTS,
    /** There is no such node. */
    NOT_FOUND,
    /** Something depends on what should go. */
    DEPENDENTS,
    /** A value lies outside of what its type holds. */
    OUT_OF_RANGE,
    /** More of something than a store can hold. */
    TOO_LARGE
  }

  private final Kind kind;
  private final long row;

  public StorageException(Kind kind, String message) {
    this(kind, message, null);
  }

  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.row = -1;
  }

  /** A failure because of one of the rows of a call, counted from 0. */
  public StorageException(Kind kind, String message, long row) {
    super(message);
    this.kind = kind;
    this.row = row;
  }

  public Kind kind() {
    return kind;
  }

  /** The row of the failed call that is wrong, from 0; -1 if it is no row's fault. */
  public long row() {
    return row;
  }
}
