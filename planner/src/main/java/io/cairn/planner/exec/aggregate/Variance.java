package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.planner.exec.value.VectorBuilder;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * STDDEV and VAR by Welford's running mean and sum of squared deviations; parts are joined by the
 * formula of Chan, Golub and LeVeque (1979).
 */
final class Variance extends Accumulator {
  private final boolean unsigned;
  private final double divisor;
  private long[] counts = new long[1];
  private double[] means = new double[1];
  private double[] squares = new double[1];

  Variance(ColumnType argumentType) {
    this.unsigned = BoxedValues.isUnsigned64(argumentType);
    this.divisor =
        argumentType instanceof ColumnType.Decimal decimal ? Math.pow(10, decimal.scale()) : 1;
  }

  @Override
  void grow(int groups) {
    if (groups > counts.length) {
      int capacity = capacity(counts.length, groups);
      counts = Arrays.copyOf(counts, capacity);
      means = Arrays.copyOf(means, capacity);
      squares = Arrays.copyOf(squares, capacity);
    }
  }

  @Override
  void add(@Nullable ColumnVector argument, int @Nullable [] rows, int n, int @Nullable [] groups) {
    ColumnVector vector = java.util.Objects.requireNonNull(argument);
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      if (vector.isNull(row)) {
        continue;
      }
      int group = groups == null ? 0 : groups[row];
      double value = value(vector, row);
      long count = ++counts[group];
      double delta = value - means[group];
      means[group] += delta / count;
      squares[group] += delta * (value - means[group]);
    }
  }

  private double value(ColumnVector vector, int row) {
    if (vector instanceof DoubleVector doubles) {
      return doubles.values()[row];
    }
    if (vector instanceof IntVector ints) {
      return ints.values()[row] / divisor;
    }
    if (vector instanceof LongVector longs) {
      long value = longs.values()[row];
      return (unsigned ? Int128.toDouble(0, value) : (double) value) / divisor;
    }
    Int128Vector wide = (Int128Vector) vector;
    return Int128.toDouble(wide.high()[row], wide.low()[row]) / divisor;
  }

  @Override
  List<Lane> stateLanes() {
    return List.of(Lane.LONG, Lane.DOUBLE, Lane.DOUBLE);
  }

  @Override
  void states(int first, int count, ColumnVector[] out, int at) {
    LongVector rows = new LongVector();
    DoubleVector centres = new DoubleVector();
    DoubleVector deviations = new DoubleVector();
    System.arraycopy(counts, first, rows.values(), 0, count);
    System.arraycopy(means, first, centres.values(), 0, count);
    System.arraycopy(squares, first, deviations.values(), 0, count);
    out[at] = rows;
    out[at + 1] = centres;
    out[at + 2] = deviations;
  }

  @Override
  void addStates(ColumnVector[] states, int at, int n, int[] groups) {
    long[] rows = ((LongVector) states[at]).values();
    double[] centres = ((DoubleVector) states[at + 1]).values();
    double[] deviations = ((DoubleVector) states[at + 2]).values();
    for (int i = 0; i < n; i++) {
      long added = rows[i];
      if (added == 0) {
        continue;
      }
      int group = groups[i];
      long old = counts[group];
      if (old == 0) {
        counts[group] = added;
        means[group] = centres[i];
        squares[group] = deviations[i];
        continue;
      }
      double total = (double) old + added;
      double delta = centres[i] - means[group];
      counts[group] = old + added;
      means[group] += delta * (added / total);
      squares[group] += deviations[i] + delta * delta * (old / total) * added;
    }
  }

  @Override
  ColumnVector result(AggregateCall call, int first, int count) {
    double[] results = new double[Batch.CAPACITY];
    int[] nulls = null;
    AggregateCall.Function function = call.function();
    boolean sample =
        function == AggregateCall.Function.VAR_SAMP
            || function == AggregateCall.Function.STDDEV_SAMP;
    boolean root =
        function == AggregateCall.Function.STDDEV_POP
            || function == AggregateCall.Function.STDDEV_SAMP;
    for (int i = 0; i < count; i++) {
      long n = sample ? counts[first + i] - 1 : counts[first + i];
      if (n <= 0) {
        nulls = nulls == null ? new int[Batch.CAPACITY] : nulls;
        nulls[i] = -1;
        continue;
      }
      double variance = squares[first + i] / n;
      results[i] = root ? Math.sqrt(variance) : variance;
    }
    return typed(call, results, nulls, count);
  }

  private ColumnVector typed(
      AggregateCall call, double[] results, int @Nullable [] nulls, int count) {
    if (call.type() instanceof ColumnType.FloatingPoint number) {
      if (number.bits() < 64) {
        for (int i = 0; i < count; i++) {
          results[i] = (float) results[i];
        }
      }
      return new DoubleVector(results, nulls);
    }
    VectorBuilder builder = new VectorBuilder(call.type(), call.type().naturalLane());
    builder.reset();
    for (int i = 0; i < count; i++) {
      boolean isNull = nulls != null && nulls[i] != 0;
      builder.append(isNull ? null : new BigDecimal(results[i], MathContext.DECIMAL64));
    }
    return builder.vector();
  }

  @Override
  void clear(int groups) {
    int n = Math.min(groups, counts.length);
    Arrays.fill(counts, 0, n, 0);
    Arrays.fill(means, 0, n, 0);
    Arrays.fill(squares, 0, n, 0);
  }

  @Override
  long bytes() {
    return 24L * counts.length;
  }
}
