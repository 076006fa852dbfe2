package io.cairn.planner.exec.window;

import io.cairn.storage.vector.Batch;

/**
 * For each of up to a batch of rows, the rows of its frame as up to three ranges that ascend and do
 * not meet. One thread at a time.
 */
final class FrameRanges {
  private static final int RANGES = 3;

  /** Range {@code k} of row {@code i} is from {@code from[k][i]} to before {@code to[k][i]}. */
  final int[][] from = new int[RANGES][Batch.CAPACITY];

  final int[][] to = new int[RANGES][Batch.CAPACITY];

  /** How many ranges each row has; some may be empty. */
  int ranges = 1;

  /** The first row of a frame, or -1 if it is empty. */
  int first(int i) {
    for (int k = 0; k < ranges; k++) {
      if (from[k][i] < to[k][i]) {
        return from[k][i];
      }
    }
    return -1;
  }

  /** The last row of a frame, or -1 if it is empty. */
  int last(int i) {
    for (int k = ranges - 1; k >= 0; k--) {
      if (from[k][i] < to[k][i]) {
        return to[k][i] - 1;
      }
    }
    return -1;
  }

  /** Row {@code n} of a frame, from 0, or -1 if it has fewer. */
  int nth(int i, long n) {
    long left = n;
    for (int k = 0; k < ranges; k++) {
      int size = Math.max(0, to[k][i] - from[k][i]);
      if (left < size) {
        return from[k][i] + (int) left;
      }
      left -= size;
    }
    return -1;
  }
}
