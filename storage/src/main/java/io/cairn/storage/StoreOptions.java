package io.cairn.storage;

/**
 * How a store is opened. Immutable.
 *
 * @param threads threads that encode and write row groups
 * @param cacheBytes memory for chunks that were read and verified
 */
public record StoreOptions(int threads, long cacheBytes) {
  /** The machine's processors, and an eighth of the heap. */
  public static StoreOptions defaults() {
    Runtime runtime = Runtime.getRuntime();
    return new StoreOptions(runtime.availableProcessors(), runtime.maxMemory() / 8);
  }
}
