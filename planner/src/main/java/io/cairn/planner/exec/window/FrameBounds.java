package io.cairn.planner.exec.window;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.evaluate.ScalarValue;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.plan.WindowCall;
import io.cairn.planner.exec.plan.WindowFrame;
import io.cairn.planner.exec.plan.WindowFrame.Bound;
import io.cairn.planner.exec.plan.WindowFrame.BoundKind;
import io.cairn.planner.exec.plan.WindowFrame.Exclusion;
import io.cairn.planner.exec.plan.WindowFrame.Unit;
import io.cairn.storage.type.ColumnType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the frame of each row. One thread at a time. */
final class FrameBounds {
  private final WindowCall call;
  private final WindowFrame frame;
  private final @Nullable ScalarValue startOffset;
  private final @Nullable ScalarValue endOffset;
  private final @Nullable RangeKey rangeKey;
  private final FrameRanges out = new FrameRanges();
  private @Nullable WindowRows rows;
  private long startRows;
  private long endRows;

  FrameBounds(PlanNode.Window window, WindowCall call) {
    this.call = call;
    this.frame = call.frame();
    this.startOffset = offset(frame.start());
    this.endOffset = offset(frame.end());
    boolean byValue = frame.unit() == Unit.RANGE && (startOffset != null || endOffset != null);
    if (byValue) {
      SortKey key = window.order().get(0);
      OutputColumn column = window.input().columns().get(key.column());
      this.rangeKey = new RangeKey(key, column, isInMonths(frame.start()), isInMonths(frame.end()));
    } else {
      this.rangeKey = null;
    }
  }

  private static boolean isInMonths(Bound bound) {
    Expression offset = bound.offset();
    return offset != null
        && offset.type() instanceof ColumnType.Interval interval
        && interval.months();
  }

  private static @Nullable ScalarValue offset(Bound bound) {
    Expression offset = bound.offset();
    return offset == null ? null : new ScalarValue(offset);
  }

  /** Whether the frame is the whole partition, from every row. */
  boolean isPartition() {
    return frame.start().kind() == BoundKind.UNBOUNDED_PRECEDING
        && frame.end().kind() == BoundKind.UNBOUNDED_FOLLOWING
        && frame.exclusion() == Exclusion.NOTHING;
  }

  /** Whether every frame begins with its partition and nothing is left out. */
  boolean beginsWithPartition() {
    return frame.start().kind() == BoundKind.UNBOUNDED_PRECEDING
        && frame.exclusion() == Exclusion.NOTHING;
  }

  /** Takes over the parameters. */
  void bind(@Nullable Object[] parameters) {
    if (rangeKey != null) {
      rangeKey.bind(value(startOffset, parameters, "start"), value(endOffset, parameters, "end"));
      return;
    }
    startRows = rowOffset(startOffset, parameters, "start");
    endRows = rowOffset(endOffset, parameters, "end");
  }

  private static @Nullable Object value(
      @Nullable ScalarValue offset, @Nullable Object[] parameters, String which) {
    if (offset == null) {
      return null;
    }
    Object value = offset.value(parameters);
    if (value == null) {
      throw new QueryException(
          ErrorCode.INVALID_ARGUMENT, "The offset of the frame's " + which + " is NULL");
    }
    return value;
  }

  private static long rowOffset(
      @Nullable ScalarValue offset, @Nullable Object[] parameters, String which) {
    Object value = value(offset, parameters, which);
    long count = value == null ? 0 : ((Number) value).longValue();
    if (count < 0) {
      throw new QueryException(
          ErrorCode.INVALID_ARGUMENT,
          "The offset of the frame's " + which + " is " + count + ", expected 0 or more");
    }
    return count;
  }

  void prepare(WindowRows next, int end) {
    rows = next;
    if (rangeKey != null) {
      rangeKey.prepare(next, next.peers(call.orderKeys()), end);
    }
  }

  long bytes() {
    return rangeKey == null ? 0 : rangeKey.bytes();
  }

  /** The frames of {@code count} rows. */
  FrameRanges ranges(int first, int count) {
    WindowRows current = Objects.requireNonNull(rows);
    RowGroups partitions = current.partitions();
    RowGroups peers = current.peers(call.orderKeys());
    int[] from = out.from[0];
    int[] to = out.to[0];
    for (int i = 0; i < count; i++) {
      int row = first + i;
      from[i] = start(row, partitions, peers);
      to[i] = end(row, partitions, peers);
    }
    exclude(first, count, peers);
    return out;
  }

  private int start(int row, RowGroups partitions, RowGroups peers) {
    int least = partitions.start(row);
    int most = partitions.end(row);
    return switch (frame.start().kind()) {
      case UNBOUNDED_PRECEDING -> least;
      case UNBOUNDED_FOLLOWING -> most;
      case CURRENT_ROW -> frame.unit() == Unit.ROWS ? row : peers.start(row);
      case PRECEDING ->
          rangeKey == null
              ? (int) Math.max(least, row - startRows)
              : rangeKey.first(row, least, most, true);
      case FOLLOWING ->
          rangeKey == null
              ? (int) Math.min(most, later(row, startRows))
              : rangeKey.first(row, least, most, false);
    };
  }

  private int end(int row, RowGroups partitions, RowGroups peers) {
    int least = partitions.start(row);
    int most = partitions.end(row);
    return switch (frame.end().kind()) {
      case UNBOUNDED_PRECEDING -> least;
      case UNBOUNDED_FOLLOWING -> most;
      case CURRENT_ROW -> frame.unit() == Unit.ROWS ? row + 1 : peers.end(row);
      case PRECEDING ->
          rangeKey == null
              ? (int) Math.max(least, row - endRows + 1)
              : rangeKey.end(row, least, most, true);
      case FOLLOWING ->
          rangeKey == null
              ? (int) Math.min(most, later(row, endRows) + 1)
              : rangeKey.end(row, least, most, false);
    };
  }

  private static long later(int row, long offset) {
    return row + Math.min(offset, Integer.MAX_VALUE);
  }

  private void exclude(int first, int count, RowGroups peers) {
    Exclusion exclusion = frame.exclusion();
    out.ranges = exclusion == Exclusion.NOTHING ? 1 : exclusion == Exclusion.TIES ? 3 : 2;
    if (out.ranges == 1) {
      return;
    }
    int last = out.ranges - 1;
    for (int i = 0; i < count; i++) {
      int row = first + i;
      boolean one = exclusion == Exclusion.CURRENT_ROW;
      int holeFrom = one ? row : peers.start(row);
      int holeTo = one ? row + 1 : peers.end(row);
      int from = out.from[0][i];
      int to = out.to[0][i];
      out.to[0][i] = Math.min(holeFrom, to);
      out.from[last][i] = Math.max(holeTo, from);
      out.to[last][i] = to;
      if (last == 2) {
        out.from[1][i] = Math.max(row, from);
        out.to[1][i] = Math.min(row + 1, to);
      }
    }
  }
}
