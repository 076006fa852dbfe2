package io.cairn.planner.exec.join;

/** What the execution gives to the building of a join: threads, memory and its end. Thread-safe. */
public interface JoinWork {
  /** One piece of work; pieces run on any thread, in any order. */
  interface Piece {
    void run(int index);
  }

  /** Does {@code count} pieces, each once, and returns when all are done. */
  void run(int count, Piece piece);

  /** Threads that may work at the same time. */
  int parallelism();

  /** Throws if the execution was cancelled. */
  void check();

  /**
   * Books bytes that are held until the join ends.
   *
   * @throws io.cairn.planner.error.QueryException 53200 if the budget does not allow them
   */
  void hold(long bytes);
}
