package io.cairn.storage.internal.commit;

import io.cairn.storage.internal.io.SimulatedStoreFile;
import java.util.SplittableRandom;

/**
 * What a crash test drives: a store with a workload, and the state that it is compared by.
 *
 * @param <S> all that a store holds, as a value with {@code equals}
 */
public interface CrashSubject<S> {
  /** Makes a store in an empty file. */
  CrashSession<S> create(SimulatedStoreFile file);

  /** Opens the store that a file holds; throws what the store throws. */
  CrashSession<S> open(SimulatedStoreFile file);

  /**
   * A store that is open.
   *
   * @param <S> as in {@link CrashSubject}
   */
  interface CrashSession<S> {
    /** Reads and checks everything that the store holds. */
    S state();

    /**
     * Does something: commits, checkpoints, rolls back. Tells the history a state before a crash
     * may leave it, and acknowledges it once none may lose it.
     */
    void step(SplittableRandom random, CrashHistory<S> history);

    /** What was read along the way and was wrong, in words; empty if nothing was. */
    default String complaint() {
      return "";
    }

    /**
     * Closes the store. It may commit nothing, but may write; the state must be the same before and
     * after.
     */
    void close();
  }
}
