package io.cairn.planner.exec.aggregate;

import io.cairn.storage.vector.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * The state of one aggregate function for a number of groups. One thread at a time.
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

  /**
   * Takes in what another accumulator of this kind has collected: its group {@code first + i} goes
   * to {@code groups[i]}.
   */
  abstract void merge(Accumulator other, int first, int n, int[] groups);

  /** The results of up to a batch of groups. */
  abstract ColumnVector result(int first, int count);

  /** Forgets the rows of the first groups. */
  abstract void clear(int groups);

  abstract long bytes();

  static int capacity(int current, int needed) {
    return Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8, 2L * current));
  }
}
