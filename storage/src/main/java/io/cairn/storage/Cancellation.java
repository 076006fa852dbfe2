package io.cairn.storage;

/** Tells running work to stop. Thread-safe. */
@FunctionalInterface
public interface Cancellation {
  /** Never cancels. */
  Cancellation NONE = () -> {};

  /**
   * Returns if work may go on. Called at least once a batch and before each unit of storage.
   *
   * @throws RuntimeException the one that ends the work, if it may not
   */
  void check();
}
