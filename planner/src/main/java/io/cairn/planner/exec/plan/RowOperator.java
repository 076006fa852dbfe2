package io.cairn.planner.exec.plan;

import io.cairn.storage.Cancellation;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a part of a plan row by row. Immutable and thread-safe; each execution opens its own rows.
 */
public interface RowOperator {
  /**
   * Starts an execution. Rows are arrays of values in the boxed form of {@link
   * io.cairn.planner.exec.expression.Expression}, one entry a column; a row that was handed over is
   * not touched again.
   *
   * @param inputs opens, each time it is asked, the rows of the plan node's input at the same
   *     position
   * @param parameters the statement's parameters in boxed form
   */
  RowCursor open(List<RowInput> inputs, @Nullable Object[] parameters, Cancellation cancellation);

  /** Opens the rows of an input, from the first; may be opened more than once. */
  interface RowInput {
    RowCursor open();
  }

  /** Rows, one at a time; one thread at a time. Whoever opened it closes it. */
  interface RowCursor extends Iterator<@Nullable Object[]>, AutoCloseable {
    @Override
    void close();
  }
}
