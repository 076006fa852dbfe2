package io.cairn.planner.exec;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.evaluate.ScalarValue;
import io.cairn.planner.exec.expression.Expression;
import org.jspecify.annotations.Nullable;

/** OFFSET and LIMIT of one execution. One thread at a time. */
final class RowBounds {
  private final @Nullable ScalarValue offsetValue;
  private final @Nullable ScalarValue limitValue;
  private long offset;
  private long limit;

  RowBounds(@Nullable Expression offset, @Nullable Expression limit) {
    this.offsetValue = offset == null ? null : new ScalarValue(offset);
    this.limitValue = limit == null ? null : new ScalarValue(limit);
  }

  /** Takes over the parameters; NULL is no bound. */
  void bind(@Nullable Object[] parameters) {
    offset = bound("OFFSET", offsetValue, parameters, 0);
    limit = bound("LIMIT", limitValue, parameters, Long.MAX_VALUE);
  }

  long offset() {
    return offset;
  }

  /** {@code Long.MAX_VALUE} if there is none. */
  long limit() {
    return limit;
  }

  /** Rows needed from the start: offset and limit together. */
  long total() {
    long sum = offset + limit;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static long bound(
      String name, @Nullable ScalarValue value, @Nullable Object[] parameters, long absent) {
    Object boxed = value == null ? null : value.value(parameters);
    if (boxed == null) {
      return absent;
    }
    long rows = ((Number) boxed).longValue();
    if (rows < 0) {
      throw new QueryException(
          ErrorCode.INVALID_ARGUMENT, name + " is " + rows + ", expected 0 or more");
    }
    return rows;
  }
}
