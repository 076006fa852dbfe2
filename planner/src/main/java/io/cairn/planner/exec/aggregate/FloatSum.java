package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SUM, SUM0 and AVG of floats. Without groups, rows are added into four sums in turn, so that
 * additions overlap; the pattern depends on the batches of a part alone.
 */
final class FloatSum extends Accumulator {
  private final Counts counts;
  private double[] sums = new double[1];
  private double[] lanes = {};
  private @Nullable DoubleVector sumState;

  FloatSum(Counts counts) {
    this.counts = counts;
  }

  @Override
  void grow(int groups) {
    counts.grow(groups);
    if (groups > sums.length) {
      sums = Arrays.copyOf(sums, capacity(sums.length, groups));
    }
  }

  @Override
  void add(@Nullable ColumnVector argument, int @Nullable [] rows, int n, int @Nullable [] groups) {
    DoubleVector vector = (DoubleVector) java.util.Objects.requireNonNull(argument);
    double[] values = vector.values();
    int[] nulls = vector.nulls();
    counts.add(nulls, rows, n, groups, sums.length);
    if (groups != null) {
      addGrouped(values, nulls, rows, n, groups);
      return;
    }
    if (nulls != null) {
      if (lanes.length == 0) {
        lanes = new double[Batch.CAPACITY];
      }
      for (int i = 0; i < n; i++) {
        int row = rows == null ? i : rows[i];
        lanes[i] = nulls[row] == 0 ? values[row] : 0;
      }
      sums[0] += sum(lanes, n);
    } else {
      sums[0] += rows == null ? sum(values, n) : sum(values, rows, n);
    }
  }

  private void addGrouped(
      double[] values, int @Nullable [] nulls, int @Nullable [] rows, int n, int[] groups) {
    if (nulls == null && rows == null) {
      for (int i = 0; i < n; i++) {
        sums[groups[i]] += values[i];
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      if (nulls == null || nulls[row] == 0) {
        sums[groups[row]] += values[row];
      }
    }
  }

  private static double sum(double[] values, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < n; i++) {
      a += values[i];
    }
    return (a + b) + (c + d);
  }

  private static double sum(double[] values, int[] rows, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      a += values[rows[i]];
      b += values[rows[i + 1]];
      c += values[rows[i + 2]];
      d += values[rows[i + 3]];
    }
    for (; i < n; i++) {
      a += values[rows[i]];
    }
    return (a + b) + (c + d);
  }

  @Override
  List<Lane> stateLanes() {
    List<Lane> lanes = new ArrayList<>(counts.stateLanes());
    lanes.add(Lane.DOUBLE);
    return lanes;
  }

  @Override
  void states(int first, int count, ColumnVector[] out, int at) {
    int next = counts.states(first, count, out, at);
    DoubleVector totals = sumState == null ? new DoubleVector() : sumState;
    sumState = totals;
    System.arraycopy(sums, first, totals.values(), 0, count);
    out[next] = totals;
  }

  @Override
  void addStates(ColumnVector[] states, int at, int n, int[] groups) {
    int next = counts.addStates(states, at, n, groups, sums.length);
    double[] totals = ((DoubleVector) states[next]).values();
    for (int i = 0; i < n; i++) {
      sums[groups[i]] += totals[i];
    }
  }

  @Override
  ColumnVector result(AggregateCall call, int first, int count) {
    DoubleVector out = new DoubleVector();
    boolean single = call.type() instanceof ColumnType.FloatingPoint number && number.bits() < 64;
    int[] nulls = null;
    for (int i = 0; i < count; i++) {
      int group = first + i;
      long values = counts.of(group);
      if (values == 0 && call.function() != AggregateCall.Function.SUM0) {
        nulls = nulls == null ? new int[Batch.CAPACITY] : nulls;
        nulls[i] = -1;
        continue;
      }
      double value =
          call.function() == AggregateCall.Function.AVG ? sums[group] / values : sums[group];
      out.values()[i] = single ? (float) value : value;
    }
    out.setNulls(nulls);
    return out;
  }

  @Override
  void clear(int groups) {
    counts.clear(groups);
    Arrays.fill(sums, 0, Math.min(groups, sums.length), 0);
  }

  @Override
  long bytes() {
    return counts.bytes() + 8L * sums.length;
  }
}
