package io.cairn.planner.exec.window;

import io.cairn.storage.Cancellation;
import io.cairn.storage.vector.ColumnVector;
import org.jspecify.annotations.Nullable;

/** A window function of one execution after another. One thread at a time. */
public abstract class WindowFunction {
  /** Starts an execution. */
  public void bind(@Nullable Object[] parameters, Cancellation cancellation) {}

  /** Turns to the first {@code end} rows, which are whole partitions. */
  public abstract void prepare(WindowRows rows, int end);

  /** The results of some of these rows, in ascending order; overwritten by the next call. */
  public abstract ColumnVector evaluate(int from, int count);

  /** Memory that it takes for the current rows. */
  public long bytes() {
    return 0;
  }
}
