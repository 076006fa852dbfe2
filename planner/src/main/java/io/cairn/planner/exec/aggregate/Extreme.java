package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.kernel.DoubleKernels;
import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.kernel.TextSink;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MIN and MAX (and BOOL_AND, BOOL_OR) of everything that has an order. */
final class Extreme extends Accumulator {
  private static final int TEXT_OVERHEAD = 24;

  private final Lane lane;
  private final Lane resultLane;
  private final boolean max;
  private final boolean unsigned;
  private boolean[] seen = new boolean[1];
  private long[] low = {};
  private long[] high = {};
  private double[] reals = {};
  private byte[][] texts = {};
  private long textBytes;
  private final TextView view = new TextView();

  Extreme(boolean max, ColumnType type, Lane lane, Lane resultLane) {
    this.max = max;
    this.lane = lane;
    this.resultLane = resultLane;
    this.unsigned = BoxedValues.isUnsigned64(type) || type instanceof ColumnType.Uuid;
    allocate(1);
  }

  private void allocate(int capacity) {
    seen = Arrays.copyOf(seen, capacity);
    switch (lane) {
      case INT, LONG -> low = Arrays.copyOf(low, capacity);
      case INT128 -> {
        low = Arrays.copyOf(low, capacity);
        high = Arrays.copyOf(high, capacity);
      }
      case DOUBLE -> {
        int old = reals.length;
        reals = Arrays.copyOf(reals, capacity);
        Arrays.fill(reals, old, capacity, worst());
      }
      case TEXT -> {
        int old = texts.length;
        texts = Arrays.copyOf(texts, capacity);
        Arrays.fill(texts, old, capacity, new byte[0]);
      }
      case OBJECT -> throw new AssertionError(lane);
    }
  }

  private double worst() {
    return max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  @Override
  void grow(int groups) {
    if (groups > seen.length) {
      allocate(capacity(seen.length, groups));
    }
  }

  @Override
  void add(@Nullable ColumnVector argument, int @Nullable [] rows, int n, int @Nullable [] groups) {
    ColumnVector vector = java.util.Objects.requireNonNull(argument);
    if (groups == null && vector.nulls() == null && rows == null && n > 0 && addLane(vector, n)) {
      return;
    }
    if (lane == Lane.DOUBLE && groups != null && vector.nulls() == null && rows == null) {
      addGrouped(((DoubleVector) vector).values(), n, groups);
      return;
    }
    if (lane == Lane.TEXT) {
      view.set(vector);
    }
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      if (vector.isNull(row)) {
        continue;
      }
      int group = groups == null ? 0 : groups[row];
      switch (lane) {
        case INT -> offer(group, 0, ((IntVector) vector).values()[row]);
        case LONG -> offer(group, 0, ((LongVector) vector).values()[row]);
        case INT128 ->
            offer(group, ((Int128Vector) vector).high()[row], ((Int128Vector) vector).low()[row]);
        case DOUBLE -> offer(group, ((DoubleVector) vector).values()[row]);
        case TEXT -> offer(group, view.bytes(), view.start(row), view.end(row));
        case OBJECT -> throw new AssertionError(lane);
      }
    }
  }

  /**
   * Whole lanes without NULLs. A group that has seen nothing holds the infinity that every value
   * replaces; what neither wins nor loses has a NaN in it and is looked at more closely.
   */
  private void addGrouped(double[] values, int n, int[] groups) {
    double[] best = reals;
    if (max) {
      for (int i = 0; i < n; i++) {
        double value = values[i];
        int group = groups[i];
        if (value > best[group]) {
          best[group] = value;
        } else if (!(value <= best[group])) {
          offer(group, value);
        }
        seen[group] = true;
      }
    } else {
      for (int i = 0; i < n; i++) {
        double value = values[i];
        int group = groups[i];
        if (value < best[group]) {
          best[group] = value;
        } else if (!(value >= best[group])) {
          offer(group, value);
        }
        seen[group] = true;
      }
    }
  }

  /** Whole lanes without NULLs, one group. */
  private boolean addLane(ColumnVector vector, int n) {
    if (lane == Lane.INT) {
      int[] values = ((IntVector) vector).values();
      int best = values[0];
      for (int i = 1; i < n; i++) {
        best = max ? Math.max(best, values[i]) : Math.min(best, values[i]);
      }
      offer(0, 0, best);
      return true;
    }
    if (lane == Lane.LONG && !unsigned) {
      long[] values = ((LongVector) vector).values();
      long best = values[0];
      for (int i = 1; i < n; i++) {
        best = max ? Math.max(best, values[i]) : Math.min(best, values[i]);
      }
      offer(0, 0, best);
      return true;
    }
    if (lane == Lane.DOUBLE) {
      double[] values = ((DoubleVector) vector).values();
      double best = values[0];
      for (int i = 1; i < n; i++) {
        best = max ? Math.max(best, values[i]) : Math.min(best, values[i]);
      }
      if (!Double.isNaN(best)) {
        offer(0, best);
        return true;
      }
    }
    return false;
  }

  private void offer(int group, long upper, long lower) {
    if (seen[group]) {
      int order;
      if (lane == Lane.INT128) {
        long sign = unsigned ? Long.MIN_VALUE : 0;
        order = Int128.compare(upper ^ sign, lower, high[group] ^ sign, low[group]);
      } else {
        order =
            unsigned ? Long.compareUnsigned(lower, low[group]) : Long.compare(lower, low[group]);
      }
      if (max ? order <= 0 : order >= 0) {
        return;
      }
    }
    seen[group] = true;
    low[group] = lower;
    if (lane == Lane.INT128) {
      high[group] = upper;
    }
  }

  private void offer(int group, double value) {
    if (seen[group]) {
      int order = DoubleKernels.compare(value, reals[group]);
      if (max ? order <= 0 : order >= 0) {
        return;
      }
    }
    seen[group] = true;
    reals[group] = value;
  }

  private void offer(int group, byte[] bytes, int from, int to) {
    byte[] old = texts[group];
    if (seen[group]) {
      int order = Arrays.compareUnsigned(bytes, from, to, old, 0, old.length);
      if (max ? order <= 0 : order >= 0) {
        return;
      }
    }
    seen[group] = true;
    texts[group] = Arrays.copyOfRange(bytes, from, to);
    textBytes += to - from - old.length;
  }

  @Override
  List<Lane> stateLanes() {
    return List.of(lane);
  }

  @Override
  void states(int first, int count, ColumnVector[] out, int at) {
    out[at] = values(first, count, lane);
  }

  @Override
  void addStates(ColumnVector[] states, int at, int n, int[] groups) {
    add(states[at], null, n, groups);
  }

  @Override
  ColumnVector result(AggregateCall call, int first, int count) {
    return values(first, count, resultLane);
  }

  private ColumnVector values(int first, int count, Lane outLane) {
    int[] nulls = null;
    for (int i = 0; i < count; i++) {
      if (!seen[first + i]) {
        nulls = nulls == null ? new int[Batch.CAPACITY] : nulls;
        nulls[i] = -1;
      }
    }
    ColumnVector out;
    switch (outLane) {
      case INT -> {
        IntVector ints = new IntVector();
        for (int i = 0; i < count; i++) {
          ints.values()[i] = (int) low[first + i];
        }
        out = ints;
      }
      case LONG -> {
        LongVector longs = new LongVector();
        System.arraycopy(low, first, longs.values(), 0, count);
        out = longs;
      }
      case INT128 -> {
        Int128Vector wides = new Int128Vector();
        System.arraycopy(high, first, wides.high(), 0, count);
        System.arraycopy(low, first, wides.low(), 0, count);
        out = wides;
      }
      case DOUBLE -> {
        DoubleVector doubles = new DoubleVector();
        System.arraycopy(reals, first, doubles.values(), 0, count);
        out = doubles;
      }
      case TEXT -> {
        TextSink sink = new TextSink();
        sink.reset(count);
        for (int i = 0; i < count; i++) {
          if (seen[first + i]) {
            sink.append(texts[first + i], 0, texts[first + i].length);
          }
          sink.endRow();
        }
        out = new TextVector(sink.bytes(), sink.offsets(), null);
      }
      default -> throw new AssertionError(outLane);
    }
    out.setNulls(nulls);
    return out;
  }

  @Override
  void clear(int groups) {
    int n = Math.min(groups, seen.length);
    Arrays.fill(seen, 0, n, false);
    if (lane == Lane.DOUBLE) {
      Arrays.fill(reals, 0, n, worst());
    }
    if (lane == Lane.TEXT) {
      Arrays.fill(texts, 0, n, new byte[0]);
      textBytes = 0;
    }
  }

  @Override
  long bytes() {
    long width =
        switch (lane) {
          case INT, LONG, DOUBLE -> 9;
          case INT128 -> 17;
          default -> TEXT_OVERHEAD;
        };
    return width * seen.length + textBytes;
  }
}
