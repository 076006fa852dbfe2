package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COUNT of rows, or of values that are not NULL. */
final class Counting extends Accumulator {
  private final Counts counts;
  private int size = 1;

  Counting(Counts counts) {
    this.counts = counts;
  }

  @Override
  void grow(int groups) {
    size = Math.max(size, groups);
    counts.grow(groups);
  }

  @Override
  void add(@Nullable ColumnVector argument, int @Nullable [] rows, int n, int @Nullable [] groups) {
    counts.add(argument == null ? null : argument.nulls(), rows, n, groups, size);
  }

  @Override
  List<Lane> stateLanes() {
    return counts.stateLanes();
  }

  @Override
  void states(int first, int count, ColumnVector[] out, int at) {
    counts.states(first, count, out, at);
  }

  @Override
  void addStates(ColumnVector[] states, int at, int n, int[] groups) {
    counts.addStates(states, at, n, groups, size);
  }

  @Override
  ColumnVector result(AggregateCall call, int first, int count) {
    LongVector out = new LongVector();
    counts.copy(first, count, out.values());
    return out;
  }

  @Override
  void clear(int groups) {
    counts.clear(groups);
  }

  @Override
  long bytes() {
    return counts.bytes();
  }
}
