package io.cairn.planner.exec.kernel;

/**
 * Loops over double lanes. NaN equals NaN and is above everything, -0.0 equals 0.0; {@code flip} is
 * 1 for the negated comparison. The variants against a constant want one that is not NaN: a single
 * machine comparison is exact then.
 */
public final class DoubleKernels {
  private DoubleKernels() {}

  public static void add(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  public static void subtract(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b[i];
    }
  }

  public static void multiply(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  public static void divide(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] / b[i];
    }
  }

  public static void modulo(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] % b[i];
    }
  }

  public static void addConstant(double[] a, double b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b;
    }
  }

  public static void subtractConstant(double[] a, double b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b;
    }
  }

  public static void multiplyConstant(double[] a, double b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b;
    }
  }

  public static void multiplyInt(double[] a, int[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  public static void addInt(double[] a, int[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  /** Rounds each entry to the nearest value of 32 bits. */
  public static void toSingle(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) a[i];
    }
  }

  public static void less(double[] a, double[] b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      // NaN on either side fails >=, and a NaN on the left is below nothing.
      out[i] = ((x >= b[i] ? 0 : 1) & (Double.isNaN(x) ? 0 : 1)) ^ flip;
    }
  }

  public static void less(double[] a, double b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (a[i] < b ? 1 : 0) ^ flip;
    }
  }

  public static void greater(double[] a, double b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      // A NaN fails <= and is above every constant.
      out[i] = (a[i] <= b ? 0 : 1) ^ flip;
    }
  }

  public static void equal(double[] a, double[] b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      out[i] = ((x == y ? 1 : 0) | ((Double.isNaN(x) ? 1 : 0) & (Double.isNaN(y) ? 1 : 0))) ^ flip;
    }
  }

  public static void equal(double[] a, double b, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (a[i] == b ? 1 : 0) ^ flip;
    }
  }

  public static void isNaN(double[] a, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      out[i] = (Double.isNaN(x) ? 1 : 0) ^ flip;
    }
  }

  /** Orders two values: NaN equal to itself and above everything, -0.0 equal to 0.0. */
  public static int compare(double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a > b) {
      return 1;
    }
    if (a == b) {
      return 0;
    }
    return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }

  public static void fill(double[] out, int from, int to, double value) {
    for (int i = from; i < to; i++) {
      out[i] = value;
    }
  }
}
