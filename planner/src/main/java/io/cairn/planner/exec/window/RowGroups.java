package io.cairn.planner.exec.window;

import java.util.Arrays;

/**
 * Runs of consecutive rows with equal keys: partitions, or peers within them. Rows are numbered as
 * in {@link WindowRows}. One thread at a time.
 */
final class RowGroups {
  private int[] starts = new int[0];
  private int[] ends = new int[0];
  private int[] ordinals = new int[0];

  /** The first row of a row's group. */
  int start(int row) {
    return starts[row];
  }

  /** The row after the last one of a row's group, once that is complete. */
  int end(int row) {
    return ends[row];
  }

  /** A number of a row's group that is one more for each group. */
  int ordinal(int row) {
    return ordinals[row];
  }

  /**
   * Adds rows after those that are there.
   *
   * @param changed not 0 for a row that begins a group
   */
  void append(int[] changed, int at, int count) {
    if (starts.length < at + count) {
      int capacity = Math.max(at + count, (int) Math.min(Integer.MAX_VALUE - 8, 2L * at));
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
      ordinals = Arrays.copyOf(ordinals, capacity);
    }
    int start = at == 0 ? 0 : starts[at - 1];
    int ordinal = at == 0 ? 0 : ordinals[at - 1];
    for (int i = 0; i < count; i++) {
      if (changed[i] != 0) {
        start = at + i;
        ordinal++;
      }
      starts[at + i] = start;
      ordinals[at + i] = ordinal;
    }
  }

  /** Says that the rows up to {@code end} are whole groups. */
  void complete(int end) {
    int next = end;
    for (int i = end - 1; i >= 0; i--) {
      ends[i] = next;
      if (starts[i] == i) {
        next = i;
      }
    }
  }

  /** Forgets the first rows, which are whole groups. */
  void drop(int rows, int size) {
    int left = size - rows;
    for (int i = 0; i < left; i++) {
      starts[i] = starts[rows + i] - rows;
      ordinals[i] = ordinals[rows + i];
    }
  }

  long bytes() {
    return 12L * starts.length;
  }
}
