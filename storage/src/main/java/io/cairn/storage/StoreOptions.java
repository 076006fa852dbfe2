package io.cairn.storage;

import java.time.Duration;

/**
 * How a store is opened. Immutable.
 *
 * @param durability when a commit counts as done
 * @param readOnly nothing is changed, not even to mend what a crash left
 * @param immutable the file is on a medium where nobody writes it: it is read without a lock
 * @param busyTimeout how long to wait for another process to let go of the store
 * @param threads threads that encode and write row groups
 * @param cacheBytes memory for chunks that were read and verified
 * @param rowGroupRows rows that close a row group, 1 to 131,072
 */
public record StoreOptions(
    Durability durability,
    boolean readOnly,
    boolean immutable,
    Duration busyTimeout,
    int threads,
    long cacheBytes,
    int rowGroupRows) {
  /** Rows that close a row group unless something else is asked for. */
  public static final int DEFAULT_ROW_GROUP_ROWS = 131_072;

  /** When a commit counts as done. */
  public enum Durability {
    /** When it lasts through a loss of power. */
    FULL,
    /**
     * When the operating system has it: the end of the process loses nothing, a loss of power what
     * was committed in the last 20 ms. What is left is consistent.
     */
    NORMAL,
    /** As NORMAL, but nothing is synced before the store is closed. */
    OFF
  }

  public StoreOptions {
    if (rowGroupRows < 1 || rowGroupRows > DEFAULT_ROW_GROUP_ROWS || threads < 1) {
      throw new IllegalArgumentException(
          "rowGroupRows = " + rowGroupRows + ", threads = " + threads);
    }
  }

  /**
   * Commits last, a store may be changed, another process is waited for 5 s; the machine's
   * processors, and an eighth of the heap.
   */
  public static StoreOptions defaults() {
    Runtime runtime = Runtime.getRuntime();
    return new StoreOptions(
        Durability.FULL,
        false,
        false,
        Duration.ofSeconds(5),
        runtime.availableProcessors(),
        runtime.maxMemory() / 8,
        DEFAULT_ROW_GROUP_ROWS);
  }

  public StoreOptions withDurability(Durability newDurability) {
    return new StoreOptions(
        newDurability, readOnly, immutable, busyTimeout, threads, cacheBytes, rowGroupRows);
  }

  public StoreOptions withReadOnly(boolean newReadOnly) {
    return new StoreOptions(
        durability, newReadOnly, immutable, busyTimeout, threads, cacheBytes, rowGroupRows);
  }

  public StoreOptions withImmutable(boolean newImmutable) {
    return new StoreOptions(
        durability, readOnly, newImmutable, busyTimeout, threads, cacheBytes, rowGroupRows);
  }

  public StoreOptions withBusyTimeout(Duration newBusyTimeout) {
    return new StoreOptions(
        durability, readOnly, immutable, newBusyTimeout, threads, cacheBytes, rowGroupRows);
  }

  public StoreOptions withThreads(int newThreads) {
    return new StoreOptions(
        durability, readOnly, immutable, busyTimeout, newThreads, cacheBytes, rowGroupRows);
  }

  public StoreOptions withCacheBytes(long newCacheBytes) {
    return new StoreOptions(
        durability, readOnly, immutable, busyTimeout, threads, newCacheBytes, rowGroupRows);
  }

  public StoreOptions withRowGroupRows(int newRowGroupRows) {
    return new StoreOptions(
        durability, readOnly, immutable, busyTimeout, threads, cacheBytes, newRowGroupRows);
  }
}
