package io.cairn.planner.exec;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.Cancellation;

/** Stops one execution: on demand from any thread, or when its time is up. Thread-safe. */
public final class QueryControl implements Cancellation {
  private static final long NO_DEADLINE = Long.MAX_VALUE;

  private final long timeoutNanos;
  private volatile long deadlineNanos;
  private long remainingNanos;
  private volatile boolean cancelled;

  /** Without a time limit. */
  public QueryControl() {
    this(0);
  }

  /** With a time limit from now on; 0 for none. */
  public QueryControl(long timeoutMillis) {
    timeoutNanos = timeoutMillis * 1_000_000;
    deadlineNanos = timeoutMillis <= 0 ? NO_DEADLINE : System.nanoTime() + timeoutNanos;
  }

  /** Ends the execution at its next check. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Stops the clock while the statement waits for its user, who reads at leisure. The thread that
   * reads the result calls this and {@link #resume}.
   */
  public void pause() {
    long deadline = deadlineNanos;
    if (deadline != NO_DEADLINE) {
      remainingNanos = deadline - System.nanoTime();
      deadlineNanos = NO_DEADLINE;
    }
  }

  /** Lets the clock run again, with the time that was left; does nothing if it runs. */
  public void resume() {
    if (timeoutNanos > 0 && deadlineNanos == NO_DEADLINE) {
      deadlineNanos = System.nanoTime() + remainingNanos;
    }
  }

  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void check() {
    if (cancelled) {
      throw new QueryException(ErrorCode.CANCELLED, "The statement was cancelled");
    }
    long deadline = deadlineNanos;
    if (deadline != NO_DEADLINE && System.nanoTime() - deadline > 0) {
      throw new QueryException(
          ErrorCode.CANCELLED,
          "The statement ran into its time limit of "
              + timeoutNanos / 1_000_000
              + " ms; raise queryTimeout or Statement.setQueryTimeout");
    }
  }
}
