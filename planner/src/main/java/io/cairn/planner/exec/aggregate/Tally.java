package io.cairn.planner.exec.aggregate;

import org.jspecify.annotations.Nullable;

/** Counting loops that several accumulators need. */
final class Tally {
  private Tally() {}

  /** How many of the rows are NULL. */
  static int nulls(int @Nullable [] nulls, int @Nullable [] rows, int n) {
    if (nulls == null) {
      return 0;
    }
    int sum = 0;
    if (rows == null) {
      for (int i = 0; i < n; i++) {
        sum += nulls[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        sum += nulls[rows[i]];
      }
    }
    return -sum;
  }

  /** Counts the rows of each group that are not NULL. */
  static void count(
      int @Nullable [] nulls, int @Nullable [] rows, int n, int[] groups, long[] counts) {
    if (nulls != null) {
      for (int i = 0; i < n; i++) {
        int row = rows == null ? i : rows[i];
        counts[groups[row]] += 1 + nulls[row];
      }
    } else if (rows == null) {
      for (int i = 0; i < n; i++) {
        counts[groups[i]]++;
      }
    } else {
      for (int i = 0; i < n; i++) {
        counts[groups[rows[i]]]++;
      }
    }
  }
}
