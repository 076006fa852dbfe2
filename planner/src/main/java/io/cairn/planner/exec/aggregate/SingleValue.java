package io.cairn.planner.exec.aggregate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.planner.exec.value.VectorBuilder;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SINGLE_VALUE, which allows one row a group, and ANY_VALUE, which takes the first value. */
final class SingleValue extends Accumulator {
  private static final int VALUE_BYTES = 48;

  private final boolean strict;
  private final ColumnType type;
  private final Lane lane;
  private final ColumnType argumentType;
  private long[] counts = new long[1];
  private @Nullable Object[] values = new @Nullable Object[1];

  SingleValue(boolean strict, ColumnType argumentType, ColumnType type, Lane lane) {
    this.strict = strict;
    this.argumentType = argumentType;
    this.type = type;
    this.lane = lane;
  }

  @Override
  void grow(int groups) {
    if (groups > counts.length) {
      int capacity = capacity(counts.length, groups);
      counts = Arrays.copyOf(counts, capacity);
      values = Arrays.copyOf(values, capacity);
    }
  }

  @Override
  void add(@Nullable ColumnVector argument, int @Nullable [] rows, int n, int @Nullable [] groups) {
    ColumnVector vector = java.util.Objects.requireNonNull(argument);
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      int group = groups == null ? 0 : groups[row];
      if (strict || (counts[group] == 0 && !vector.isNull(row))) {
        take(group, BoxedValues.get(vector, row, argumentType), 1);
      }
    }
  }

  private void take(int group, @Nullable Object value, long rows) {
    if (strict && counts[group] + rows > 1) {
      throw new QueryException(
          ErrorCode.SCALAR_SUBQUERY_ROWS,
          "A subquery that stands for a single value gave more than one row; narrow its WHERE, or"
              + " use an aggregate function");
    }
    if (counts[group] == 0) {
      values[group] = value;
    }
    counts[group] += rows;
  }

  @Override
  List<Lane> stateLanes() {
    return List.of(Lane.LONG, argumentType.naturalLane());
  }

  @Override
  void states(int first, int count, ColumnVector[] out, int at) {
    LongVector rows = new LongVector();
    System.arraycopy(counts, first, rows.values(), 0, count);
    VectorBuilder builder = new VectorBuilder(argumentType, argumentType.naturalLane());
    builder.reset();
    for (int i = 0; i < count; i++) {
      builder.append(values[first + i]);
    }
    out[at] = rows;
    out[at + 1] = builder.vector();
  }

  @Override
  void addStates(ColumnVector[] states, int at, int n, int[] groups) {
    long[] rows = ((LongVector) states[at]).values();
    for (int i = 0; i < n; i++) {
      if (rows[i] > 0 && (strict || counts[groups[i]] == 0)) {
        take(groups[i], BoxedValues.get(states[at + 1], i, argumentType), rows[i]);
      }
    }
  }

  @Override
  ColumnVector result(AggregateCall call, int first, int count) {
    VectorBuilder builder = new VectorBuilder(type, lane);
    builder.reset();
    for (int i = 0; i < count; i++) {
      builder.append(values[first + i]);
    }
    return builder.vector();
  }

  @Override
  void clear(int groups) {
    int n = Math.min(groups, counts.length);
    Arrays.fill(counts, 0, n, 0);
    Arrays.fill(values, 0, n, null);
  }

  @Override
  long bytes() {
    return (long) VALUE_BYTES * counts.length;
  }
}
