package io.cairn.storage;

/**
 * A part of a scan that one thread reads from start to end. Immutable; it may be opened more than
 * once.
 */
public interface Split {
  /** Rows that the split delivers, before any residual. */
  long rowCount();

  /** Starts reading. */
  BatchReader open(ScanContext context);
}
