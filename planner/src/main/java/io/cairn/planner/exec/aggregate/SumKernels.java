package io.cairn.planner.exec.aggregate;

/**
 * Loops that add up to four columns to sums of groups at once: with few groups, sums of one column
 * wait for each other, and those of several columns do not. Selected rows come with {@code rows},
 * all of a lane without.
 */
final class SumKernels {
  private SumKernels() {}

  static void longs(int[] g, int n, long[] a, long[] x) {
    for (int i = 0; i < n; i++) {
      a[g[i]] += x[i];
    }
  }

  static void longs(int[] g, int n, long[] a, long[] x, long[] b, long[] y) {
    for (int i = 0; i < n; i++) {
      int group = g[i];
      a[group] += x[i];
      b[group] += y[i];
    }
  }

  static void longs(int[] g, int n, long[] a, long[] x, long[] b, long[] y, long[] c, long[] z) {
    for (int i = 0; i < n; i++) {
      int group = g[i];
      a[group] += x[i];
      b[group] += y[i];
      c[group] += z[i];
    }
  }

  static void longs(
      int[] g,
      int n,
      long[] a,
      long[] x,
      long[] b,
      long[] y,
      long[] c,
      long[] z,
      long[] d,
      long[] w) {
    for (int i = 0; i < n; i++) {
      int group = g[i];
      a[group] += x[i];
      b[group] += y[i];
      c[group] += z[i];
      d[group] += w[i];
    }
  }

  static void longs(int[] g, int[] rows, int n, long[] a, long[] x) {
    for (int k = 0; k < n; k++) {
      int i = rows[k];
      a[g[i]] += x[i];
    }
  }

  static void longs(int[] g, int[] rows, int n, long[] a, long[] x, long[] b, long[] y) {
    for (int k = 0; k < n; k++) {
      int i = rows[k];
      int group = g[i];
      a[group] += x[i];
      b[group] += y[i];
    }
  }

  static void longs(
      int[] g, int[] rows, int n, long[] a, long[] x, long[] b, long[] y, long[] c, long[] z) {
    for (int k = 0; k < n; k++) {
      int i = rows[k];
      int group = g[i];
      a[group] += x[i];
      b[group] += y[i];
      c[group] += z[i];
    }
  }

  static void longs(
      int[] g,
      int[] rows,
      int n,
      long[] a,
      long[] x,
      long[] b,
      long[] y,
      long[] c,
      long[] z,
      long[] d,
      long[] w) {
    for (int k = 0; k < n; k++) {
      int i = rows[k];
      int group = g[i];
      a[group] += x[i];
      b[group] += y[i];
      c[group] += z[i];
      d[group] += w[i];
    }
  }

  static void ints(int[] g, int n, long[] a, int[] x) {
    for (int i = 0; i < n; i++) {
      a[g[i]] += x[i];
    }
  }

  static void ints(int[] g, int n, long[] a, int[] x, long[] b, int[] y) {
    for (int i = 0; i < n; i++) {
      int group = g[i];
      a[group] += x[i];
      b[group] += y[i];
    }
  }

  static void ints(int[] g, int n, long[] a, int[] x, long[] b, int[] y, long[] c, int[] z) {
    for (int i = 0; i < n; i++) {
      int group = g[i];
      a[group] += x[i];
      b[group] += y[i];
      c[group] += z[i];
    }
  }

  static void ints(int[] g, int[] rows, int n, long[] a, int[] x) {
    for (int k = 0; k < n; k++) {
      int i = rows[k];
      a[g[i]] += x[i];
    }
  }

  static void ints(int[] g, int[] rows, int n, long[] a, int[] x, long[] b, int[] y) {
    for (int k = 0; k < n; k++) {
      int i = rows[k];
      int group = g[i];
      a[group] += x[i];
      b[group] += y[i];
    }
  }

  static void ints(
      int[] g, int[] rows, int n, long[] a, int[] x, long[] b, int[] y, long[] c, int[] z) {
    for (int k = 0; k < n; k++) {
      int i = rows[k];
      int group = g[i];
      a[group] += x[i];
      b[group] += y[i];
      c[group] += z[i];
    }
  }

  /**
   * Bits of the largest magnitude among the rows: every value is from {@code -2^bits} to before
   * {@code 2^bits}.
   */
  static int bits(long[] values, int n) {
    long all = 0;
    for (int i = 0; i < n; i++) {
      long value = values[i];
      all |= value ^ (value >> 63);
    }
    return Long.SIZE - Long.numberOfLeadingZeros(all);
  }

  static int bits(long[] values, int[] rows, int n) {
    long all = 0;
    for (int k = 0; k < n; k++) {
      long value = values[rows[k]];
      all |= value ^ (value >> 63);
    }
    return Long.SIZE - Long.numberOfLeadingZeros(all);
  }

  /** Whether numbers of 128 bits are what their lower words say as signed numbers. */
  static boolean isNarrow(long[] high, long[] low, int n) {
    long differs = 0;
    for (int i = 0; i < n; i++) {
      differs |= high[i] ^ (low[i] >> 63);
    }
    return differs == 0;
  }

  static boolean isNarrow(long[] high, long[] low, int[] rows, int n) {
    long differs = 0;
    for (int k = 0; k < n; k++) {
      int i = rows[k];
      differs |= high[i] ^ (low[i] >> 63);
    }
    return differs == 0;
  }
}
