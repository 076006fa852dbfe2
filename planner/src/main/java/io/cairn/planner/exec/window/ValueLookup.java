package io.cairn.planner.exec.window;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.WindowCall;
import io.cairn.planner.exec.rows.RowGather;
import io.cairn.storage.Cancellation;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Functions that give the value of another row: of the frame, or so many rows away. */
final class ValueLookup extends WindowFunction {
  private static final int NONE = -1;

  private final WindowCall call;
  private final Lane lane;
  private final FrameBounds bounds;
  private final int[] found = new int[Batch.CAPACITY];
  private final int[] sources = new int[Batch.CAPACITY];
  private int @Nullable [] nulls;
  private @Nullable WindowRows rows;
  private @Nullable ColumnVector reuse;

  /** Rows before each row whose value is not NULL, and which these are. */
  private int[] valuesBefore = new int[0];

  private int[] values = new int[0];

  ValueLookup(PlanNode.Window window, WindowCall call) {
    this.call = call;
    this.lane = window.input().columns().get(call.arguments().get(0)).lane();
    this.bounds = new FrameBounds(window, call);
  }

  private boolean isShift() {
    return call.function() == WindowCall.Function.LAG
        || call.function() == WindowCall.Function.LEAD;
  }

  @Override
  public void bind(@Nullable Object[] parameters, Cancellation cancellation) {
    reuse = null;
    if (!isShift()) {
      bounds.bind(parameters);
    }
  }

  @Override
  public void prepare(WindowRows next, int end) {
    rows = next;
    if (!isShift()) {
      bounds.prepare(next, end);
    }
    if (call.ignoresNulls()) {
      findValues(next, end);
    }
  }

  private void findValues(WindowRows next, int end) {
    if (valuesBefore.length <= end) {
      valuesBefore = new int[end + 1];
      values = new int[end];
    }
    int count = 0;
    for (int row = 0; row < end; row++) {
      valuesBefore[row] = count;
      if (!next.vector(row, call.arguments().get(0)).isNull(next.position(row))) {
        values[count++] = row;
      }
    }
    valuesBefore[end] = count;
  }

  @Override
  public long bytes() {
    return bounds.bytes() + 4L * (valuesBefore.length + values.length);
  }

  @Override
  public ColumnVector evaluate(int from, int count) {
    switch (call.function()) {
      case LAG -> shift(from, count, -1);
      case LEAD -> shift(from, count, 1);
      default -> lookUp(from, count, bounds.ranges(from, count));
    }
    return gather(from, count);
  }

  private void lookUp(int from, int count, FrameRanges ranges) {
    WindowRows current = Objects.requireNonNull(rows);
    for (int i = 0; i < count; i++) {
      found[i] =
          switch (call.function()) {
            case FIRST_VALUE -> call.ignoresNulls() ? nthValue(ranges, i, 0) : ranges.first(i);
            case LAST_VALUE -> call.ignoresNulls() ? lastValue(ranges, i) : ranges.last(i);
            default -> {
              ColumnVector argument = current.vector(from + i, call.arguments().get(1));
              int position = current.position(from + i);
              if (argument.isNull(position)) {
                yield NONE;
              }
              long n = WholeNumbers.get(argument, position);
              if (n <= 0) {
                throw new QueryException(
                    ErrorCode.INVALID_ARGUMENT,
                    "NTH_VALUE asks for row " + n + ", expected 1 or more");
              }
              yield call.ignoresNulls() ? nthValue(ranges, i, n - 1) : ranges.nth(i, n - 1);
            }
          };
    }
  }

  private int nthValue(FrameRanges ranges, int i, long n) {
    long left = n;
    for (int k = 0; k < ranges.ranges; k++) {
      int from = ranges.from[k][i];
      int to = ranges.to[k][i];
      if (from < to) {
        int size = valuesBefore[to] - valuesBefore[from];
        if (left < size) {
          return values[valuesBefore[from] + (int) left];
        }
        left -= size;
      }
    }
    return NONE;
  }

  private int lastValue(FrameRanges ranges, int i) {
    for (int k = ranges.ranges - 1; k >= 0; k--) {
      int from = ranges.from[k][i];
      int to = ranges.to[k][i];
      if (from < to && valuesBefore[to] > valuesBefore[from]) {
        return values[valuesBefore[to] - 1];
      }
    }
    return NONE;
  }

  private void shift(int from, int count, int direction) {
    WindowRows current = Objects.requireNonNull(rows);
    RowGroups partitions = current.partitions();
    for (int i = 0; i < count; i++) {
      int row = from + i;
      ColumnVector argument = current.vector(row, call.arguments().get(1));
      int position = current.position(row);
      if (argument.isNull(position)) {
        // Neither a row nor the default.
        found[i] = Integer.MIN_VALUE;
        continue;
      }
      long offset = WholeNumbers.get(argument, position);
      long size = current.size();
      long steps = Math.max(-size, Math.min(size, offset)) * direction;
      found[i] = target(row, steps, partitions.start(row), partitions.end(row));
    }
  }

  private int target(int row, long steps, int least, int most) {
    if (steps == 0 || !call.ignoresNulls()) {
      long target = row + steps;
      return target >= least && target < most ? (int) target : NONE;
    }
    long index = steps < 0 ? valuesBefore[row] + steps : valuesBefore[row + 1] + steps - 1;
    return index >= valuesBefore[least] && index < valuesBefore[most] ? values[(int) index] : NONE;
  }

  /** The values of the rows that were found; where there is none, the default or NULL. */
  private ColumnVector gather(int from, int count) {
    WindowRows current = Objects.requireNonNull(rows);
    int column = call.arguments().get(0);
    boolean hasDefault = isShift() && call.arguments().size() > 2;
    int missing = 0;
    for (int i = 0; i < count; i++) {
      missing |= found[i] < 0 ? 1 : 0;
      sources[i] = current.numbers()[found[i] < 0 ? from + i : found[i]];
    }
    ColumnVector out = current.gather().column(column, sources, 0, count, reuse);
    reuse = out;
    if (missing == 0) {
      return out;
    }
    if (hasDefault) {
      out = withDefaults(current, out, from, count);
    }
    int[] isNull = nulls;
    if (isNull == null) {
      isNull = new int[Batch.CAPACITY];
    }
    int any = 0;
    for (int i = 0; i < count; i++) {
      boolean absent = found[i] == Integer.MIN_VALUE || (found[i] == NONE && !hasDefault);
      isNull[i] = absent || out.isNull(i) ? -1 : 0;
      any |= isNull[i];
    }
    // The lane that it had is used the next time.
    nulls = out.nulls();
    out.setNulls(any == 0 ? null : isNull);
    return out;
  }

  private ColumnVector withDefaults(WindowRows current, ColumnVector found, int from, int count) {
    ColumnVector defaults =
        current.gather().column(call.arguments().get(2), current.numbers(), from, count, null);
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = this.found[i] == NONE ? Batch.CAPACITY + i : i;
    }
    Batch values = new Batch(new ColumnVector[] {found}, count);
    Batch others = new Batch(new ColumnVector[] {defaults}, count);
    return new RowGather(List.of(values, others), List.of(lane)).column(0, chosen, 0, count, null);
  }
}
