package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of one aggregate function for a number of window frames. One thread at a time. */
public final class FrameAccumulator {
  private final AggregateCall call;
  private final Accumulator accumulator;

  public FrameAccumulator(AggregateCall call, List<OutputColumn> input, Lane resultLane) {
    this.call = call;
    this.accumulator = Accumulators.of(call, input, resultLane, null);
  }

  /** Starts over with frames from 0 on that have seen no row. */
  public void reset(int frames) {
    accumulator.grow(frames);
    accumulator.clear(frames);
  }

  /**
   * Takes rows in.
   *
   * @param argument the first {@code n} rows count; null for COUNT without one
   * @param frames the frame of each row
   */
  public void add(@Nullable ColumnVector argument, int n, int[] frames) {
    accumulator.add(argument, null, n, frames);
  }

  /** The lanes of the columns that hold a frame's state. */
  public List<Lane> stateLanes() {
    return accumulator.stateLanes();
  }

  /** The states of up to a batch of frames as vectors; good until the next call. */
  public ColumnVector[] states(int first, int count) {
    ColumnVector[] out = new ColumnVector[stateLanes().size()];
    accumulator.states(first, count, out, 0);
    return out;
  }

  /**
   * Takes in states of another accumulator of this kind.
   *
   * @param frames the frame that each of the first {@code n} states goes to
   */
  public void addStates(ColumnVector[] states, int n, int[] frames) {
    accumulator.addStates(states, 0, n, frames);
  }

  /** The results of up to a batch of frames. */
  public ColumnVector result(int first, int count) {
    return accumulator.result(call, first, count);
  }

  public long bytes() {
    return accumulator.bytes();
  }
}
