package io.cairn.planner.exec.aggregate;

import org.jspecify.annotations.Nullable;

/** Sums of one batch that can be made in common loops. One thread at a time. */
final class FusedSums {
  private long[][] longSums = new long[4][];
  private long[][] longValues = new long[4][];
  private long[][] intSums = new long[4][];
  private int[][] intValues = new int[4][];
  private int longs;
  private int ints;

  /** A column whose values are added to sums of groups that do not overflow by it. */
  void add(long[] sums, long[] values) {
    if (longs == longSums.length) {
      longSums = java.util.Arrays.copyOf(longSums, 2 * longs);
      longValues = java.util.Arrays.copyOf(longValues, 2 * longs);
    }
    longSums[longs] = sums;
    longValues[longs++] = values;
  }

  /** Whether a column of longs was handed in. */
  boolean hasLongs() {
    return longs > 0;
  }

  /** As {@link #add(long[], long[])}. */
  void add(long[] sums, int[] values) {
    if (ints == intSums.length) {
      intSums = java.util.Arrays.copyOf(intSums, 2 * ints);
      intValues = java.util.Arrays.copyOf(intValues, 2 * ints);
    }
    intSums[ints] = sums;
    intValues[ints++] = values;
  }

  /** Adds what was handed in, and forgets it. */
  void run(int @Nullable [] rows, int n, int[] groups) {
    for (int at = 0; at < longs; ) {
      at += rows == null ? longs(at, n, groups) : longs(at, rows, n, groups);
    }
    for (int at = 0; at < ints; ) {
      at += rows == null ? ints(at, n, groups) : ints(at, rows, n, groups);
    }
    longs = 0;
    ints = 0;
  }

  private int longs(int at, int n, int[] g) {
    long[][] s = longSums;
    long[][] v = longValues;
    switch (longs - at) {
      case 1 -> SumKernels.longs(g, n, s[at], v[at]);
      case 2 -> SumKernels.longs(g, n, s[at], v[at], s[at + 1], v[at + 1]);
      case 3 -> SumKernels.longs(g, n, s[at], v[at], s[at + 1], v[at + 1], s[at + 2], v[at + 2]);
      default ->
          SumKernels.longs(
              g, n, s[at], v[at], s[at + 1], v[at + 1], s[at + 2], v[at + 2], s[at + 3], v[at + 3]);
    }
    return Math.min(4, longs - at);
  }

  private int longs(int at, int[] rows, int n, int[] g) {
    long[][] s = longSums;
    long[][] v = longValues;
    switch (longs - at) {
      case 1 -> SumKernels.longs(g, rows, n, s[at], v[at]);
      case 2 -> SumKernels.longs(g, rows, n, s[at], v[at], s[at + 1], v[at + 1]);
      case 3 ->
          SumKernels.longs(g, rows, n, s[at], v[at], s[at + 1], v[at + 1], s[at + 2], v[at + 2]);
      default ->
          SumKernels.longs(
              g, rows, n, s[at], v[at], s[at + 1], v[at + 1], s[at + 2], v[at + 2], s[at + 3],
              v[at + 3]);
    }
    return Math.min(4, longs - at);
  }

  private int ints(int at, int n, int[] g) {
    long[][] s = intSums;
    int[][] v = intValues;
    switch (ints - at) {
      case 1 -> SumKernels.ints(g, n, s[at], v[at]);
      case 2 -> SumKernels.ints(g, n, s[at], v[at], s[at + 1], v[at + 1]);
      default -> SumKernels.ints(g, n, s[at], v[at], s[at + 1], v[at + 1], s[at + 2], v[at + 2]);
    }
    return Math.min(3, ints - at);
  }

  private int ints(int at, int[] rows, int n, int[] g) {
    long[][] s = intSums;
    int[][] v = intValues;
    switch (ints - at) {
      case 1 -> SumKernels.ints(g, rows, n, s[at], v[at]);
      case 2 -> SumKernels.ints(g, rows, n, s[at], v[at], s[at + 1], v[at + 1]);
      default ->
          SumKernels.ints(g, rows, n, s[at], v[at], s[at + 1], v[at + 1], s[at + 2], v[at + 2]);
    }
    return Math.min(3, ints - at);
  }
}
