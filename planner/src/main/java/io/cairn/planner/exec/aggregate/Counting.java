package io.cairn.planner.exec.aggregate;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COUNT of rows, or of values that are not NULL. */
final class Counting extends Accumulator {
  private long[] counts = new long[1];
  private @Nullable LongVector state;

  @Override
  void grow(int groups) {
    if (groups > counts.length) {
      counts = Arrays.copyOf(counts, capacity(counts.length, groups));
    }
  }

  @Override
  void add(@Nullable ColumnVector argument, int @Nullable [] rows, int n, int @Nullable [] groups) {
    int[] nulls = argument == null ? null : argument.nulls();
    if (groups == null) {
      counts[0] += n - Tally.nulls(nulls, rows, n);
    } else {
      Tally.count(nulls, rows, n, groups, counts);
    }
  }

  /** Counts rows that were not looked at one by one. */
  void addRows(long rows) {
    counts[0] += rows;
  }

  @Override
  List<Lane> stateLanes() {
    return List.of(Lane.LONG);
  }

  @Override
  void states(int first, int count, ColumnVector[] out, int at) {
    LongVector vector = state == null ? new LongVector() : state;
    state = vector;
    System.arraycopy(counts, first, vector.values(), 0, count);
    out[at] = vector;
  }

  @Override
  void addStates(ColumnVector[] states, int at, int n, int[] groups) {
    long[] from = ((LongVector) states[at]).values();
    for (int i = 0; i < n; i++) {
      counts[groups[i]] += from[i];
    }
  }

  @Override
  ColumnVector result(int first, int count) {
    LongVector out = new LongVector();
    System.arraycopy(counts, first, out.values(), 0, count);
    return out;
  }

  @Override
  void clear(int groups) {
    Arrays.fill(counts, 0, Math.min(groups, counts.length), 0);
  }

  @Override
  long bytes() {
    return 8L * counts.length;
  }
}
