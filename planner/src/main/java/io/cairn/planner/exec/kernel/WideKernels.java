package io.cairn.planner.exec.kernel;

/** Loops over pairs of 64-bit lanes that hold 128 bits; {@code flip} is 1 for the negation. */
public final class WideKernels {
  private WideKernels() {}

  public static void less(
      long[] aHigh, long[] aLow, long[] bHigh, long[] bLow, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      int above =
          (aHigh[i] < bHigh[i] ? 1 : 0)
              | ((aHigh[i] == bHigh[i] ? 1 : 0)
                  & (aLow[i] + Long.MIN_VALUE < bLow[i] + Long.MIN_VALUE ? 1 : 0));
      out[i] = above ^ flip;
    }
  }

  /** As {@link #less} for numbers without a sign. */
  public static void lessUnsigned(
      long[] aHigh, long[] aLow, long[] bHigh, long[] bLow, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      int above =
          (aHigh[i] + Long.MIN_VALUE < bHigh[i] + Long.MIN_VALUE ? 1 : 0)
              | ((aHigh[i] == bHigh[i] ? 1 : 0)
                  & (aLow[i] + Long.MIN_VALUE < bLow[i] + Long.MIN_VALUE ? 1 : 0));
      out[i] = above ^ flip;
    }
  }

  public static void equal(
      long[] aHigh, long[] aLow, long[] bHigh, long[] bLow, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (((aHigh[i] ^ bHigh[i]) | (aLow[i] ^ bLow[i])) == 0 ? 1 : 0) ^ flip;
    }
  }
}
