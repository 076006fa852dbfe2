package io.cairn.storage.internal.commit;

/**
 * How a file is opened. Immutable.
 *
 * @param readOnly nothing is ever written, not even to mend what a crash left
 * @param logBytes of the commit log at first and after the store was closed; whole pages
 * @param maxLogBytes where the log stops to double at each checkpoint that it forced
 * @param bulkBytes of extents that were not synced above which a commit syncs them before its
 *     record
 */
public record CommitOptions(
    Durability durability, boolean readOnly, int logBytes, int maxLogBytes, int bulkBytes) {
  private static final int LOG_BYTES = 64 << 10;
  private static final int MAX_LOG_BYTES = 16 << 20;
  private static final int BULK_BYTES = 8 << 20;

  /** The sizes that a store has unless a test wants others. */
  public static CommitOptions of(Durability durability) {
    return new CommitOptions(durability, false, LOG_BYTES, MAX_LOG_BYTES, BULK_BYTES);
  }

  public static CommitOptions forReading() {
    return new CommitOptions(Durability.FULL, true, LOG_BYTES, MAX_LOG_BYTES, BULK_BYTES);
  }
}
