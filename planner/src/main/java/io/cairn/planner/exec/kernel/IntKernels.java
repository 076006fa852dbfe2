package io.cairn.planner.exec.kernel;

/**
 * Loops over 32-bit lanes. Comparisons give 0 or 1 by bit arithmetic, which the compiler
 * vectorises; {@code flip} is 1 for the negated comparison.
 */
public final class IntKernels {
  private IntKernels() {}

  public static void add(int[] a, int[] b, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  public static void subtract(int[] a, int[] b, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b[i];
    }
  }

  public static void multiply(int[] a, int[] b, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  /** Whether an entry of {@code sum = a + b} overflowed. */
  public static boolean addOverflows(int[] a, int[] b, int[] sum, int n) {
    int any = 0;
    for (int i = 0; i < n; i++) {
      any |= (a[i] ^ sum[i]) & (b[i] ^ sum[i]);
    }
    return any < 0;
  }

  /** Whether an entry of {@code difference = a - b} overflowed. */
  public static boolean subtractOverflows(int[] a, int[] b, int[] difference, int n) {
    int any = 0;
    for (int i = 0; i < n; i++) {
      any |= (a[i] ^ b[i]) & (a[i] ^ difference[i]);
    }
    return any < 0;
  }

  /** Multiplies and tells whether an entry overflowed. */
  public static boolean multiplyChecked(int[] a, int[] b, int[] out, int n) {
    long any = 0;
    for (int i = 0; i < n; i++) {
      long product = (long) a[i] * b[i];
      out[i] = (int) product;
      any |= product ^ (int) product;
    }
    return any != 0;
  }

  /**
   * Divides; tells whether a divisor is zero or a quotient overflows, which then holds anything.
   */
  public static boolean divideChecked(int[] a, int[] b, int[] out, int n) {
    boolean bad = false;
    for (int i = 0; i < n; i++) {
      int divisor = b[i];
      if (divisor == 0 || (divisor == -1 && a[i] == Integer.MIN_VALUE)) {
        bad = true;
        out[i] = 0;
      } else {
        out[i] = a[i] / divisor;
      }
    }
    return bad;
  }

  /** Remainders; tells whether a divisor is zero, whose remainder then holds anything. */
  public static boolean moduloChecked(int[] a, int[] b, int[] out, int n) {
    boolean bad = false;
    for (int i = 0; i < n; i++) {
      int divisor = b[i];
      if (divisor == 0) {
        bad = true;
        out[i] = 0;
      } else {
        out[i] = divisor == -1 ? 0 : a[i] % divisor;
      }
    }
    return bad;
  }

  /** Whether an entry is below {@code min} or above {@code max}. */
  public static boolean outside(int[] a, int min, int max, int n) {
    int any = 0;
    for (int i = 0; i < n; i++) {
      any |= (a[i] < min || a[i] > max) ? 1 : 0;
    }
    return any != 0;
  }

  public static void less(int[] a, int[] b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      int x = a[i];
      int y = b[i];
      out[i] = (((x & ~y) | (~(x ^ y) & (x - y))) >>> 31) ^ flip;
    }
  }

  public static void less(int[] a, int y, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      int x = a[i];
      out[i] = (((x & ~y) | (~(x ^ y) & (x - y))) >>> 31) ^ flip;
    }
  }

  public static void greater(int[] a, int x, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      int y = a[i];
      out[i] = (((x & ~y) | (~(x ^ y) & (x - y))) >>> 31) ^ flip;
    }
  }

  public static void equal(int[] a, int[] b, int flip, int[] out, int n) {
    int turn = flip ^ 1;
    for (int i = 0; i < n; i++) {
      int x = a[i] ^ b[i];
      out[i] = ((x | -x) >>> 31) ^ turn;
    }
  }

  public static void equal(int[] a, int b, int flip, int[] out, int n) {
    int turn = flip ^ 1;
    for (int i = 0; i < n; i++) {
      int x = a[i] ^ b;
      out[i] = ((x | -x) >>> 31) ^ turn;
    }
  }

  public static void toLong(int[] a, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i];
    }
  }

  public static void toDouble(int[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i];
    }
  }

  public static void addToLong(int[] a, int[] b, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (long) a[i] + b[i];
    }
  }

  public static void subtractToLong(int[] a, int[] b, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (long) a[i] - b[i];
    }
  }

  public static void multiplyToLong(int[] a, int[] b, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (long) a[i] * b[i];
    }
  }

  public static void fill(int[] out, int from, int to, int value) {
    for (int i = from; i < to; i++) {
      out[i] = value;
    }
  }
}
