package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of an aggregate function for a number of groups; calls that differ in the result alone
 * share one. One thread at a time.
 *
 * <p>Rows are named by position: {@code rows} says which, null for the first {@code n}; {@code
 * groups} gives each row's group at the row's position, null for group 0.
 */
abstract class Accumulator {
  /** Makes room for groups; new ones have seen no row. */
  abstract void grow(int groups);

  /** Takes rows in. */
  abstract void add(
      @Nullable ColumnVector argument, int @Nullable [] rows, int n, int @Nullable [] groups);

  /** The lanes of the columns that hold a group's state. */
  abstract List<Lane> stateLanes();

  /**
   * Writes the states of up to a batch of groups as vectors, from {@code out[at]} on; they are good
   * until the next call.
   */
  abstract void states(int first, int count, ColumnVector[] out, int at);

  /**
   * Takes in groups of another accumulator of this kind.
   *
   * @param states their states from {@code states[at]} on, one a row
   * @param groups the group that row {@code i} goes to
   */
  abstract void addStates(ColumnVector[] states, int at, int n, int[] groups);

  /** The results of a call for up to a batch of groups. */
  abstract ColumnVector result(AggregateCall call, int first, int count);

  /** Forgets the rows of the first groups. */
  abstract void clear(int groups);

  abstract long bytes();

  static int capacity(int current, int needed) {
    return Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8, 2L * current));
  }
}
