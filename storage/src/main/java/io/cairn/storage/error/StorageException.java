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
    MEMORY_LIMIT
  }

  private final Kind kind;

  public StorageException(Kind kind, String message) {
    this(kind, message, null);
  }

  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
