package io.cairn.storage.internal.encoding;

import io.cairn.storage.vector.Batch;
import java.util.Arrays;

/**
 * Mask lanes: entry {@code i} is negative where row {@code i} is rejected. Loops run over whole
 * lanes; see {@link IntPlaneKernels} for why.
 */
public final class Masks {
  private static final int LANES = Batch.CAPACITY;

  private Masks() {}

  /** Rejects every row. */
  public static void rejectAll(int[] mask) {
    Arrays.fill(mask, 0, LANES, -1);
  }

  /** Conjunction: rejects what {@code other} rejects; a validity lane serves as {@code other}. */
  public static void and(int[] mask, int[] other) {
    for (int i = 0; i < LANES; i++) {
      mask[i] |= other[i];
    }
  }

  /** Disjunction: rejects only what both reject. */
  public static void or(int[] mask, int[] other) {
    for (int i = 0; i < LANES; i++) {
      mask[i] &= other[i];
    }
  }

  /** Rejects where {@code other} does not. */
  public static void andNot(int[] mask, int[] other) {
    for (int i = 0; i < LANES; i++) {
      mask[i] |= ~other[i];
    }
  }

  /**
   * The rows below {@code rowCount} that are not rejected, ascending, without a branch.
   *
   * @param selection takes them; has {@link Batch#CAPACITY} entries
   * @return how many
   */
  public static int toSelection(int[] mask, int rowCount, int[] selection) {
    int count = 0;
    for (int i = 0; i < rowCount; i++) {
      selection[count] = i;
      count += ~mask[i] >>> 31;
    }
    return count;
  }

  /** Rows below {@code rowCount} that are not rejected. */
  public static int count(int[] mask, int rowCount) {
    int rejected = 0;
    for (int i = 0; i < rowCount; i++) {
      rejected -= mask[i] >> 31;
    }
    return rowCount - rejected;
  }

  /**
   * Rejects what is outside of {@code low} to {@code high}, both included. Values and bounds are
   * from 0 to {@link Integer#MAX_VALUE}, so that no difference overflows.
   */
  public static void range(int[] values, int low, int high, int[] mask) {
    for (int i = 0; i < LANES; i++) {
      int x = values[i];
      mask[i] |= (x - low) | (high - x);
    }
  }

  /** As {@link #range}, but sets the mask. */
  static void setRange(int[] values, int low, int high, int[] mask) {
    for (int i = 0; i < LANES; i++) {
      int x = values[i];
      mask[i] = (x - low) | (high - x);
    }
  }

  /** As {@link #range}, and accepts again what the range accepts. */
  static void acceptRange(int[] values, int low, int high, int[] mask) {
    for (int i = 0; i < LANES; i++) {
      int x = values[i];
      mask[i] &= (x - low) | (high - x);
    }
  }

  /**
   * Rejects what is outside of {@code low} to {@code high} for all 32-bit values. The sign of
   * {@code d ^ ((a ^ b) & (d ^ a))} with {@code d = a - b} is that of {@code a < b} (Warren,
   * Hacker's Delight, 2-12).
   */
  static void setWideRange(int[] values, int low, int high, int[] mask) {
    for (int i = 0; i < LANES; i++) {
      int x = values[i];
      int d = x - low;
      int e = high - x;
      mask[i] = (d ^ ((x ^ low) & (d ^ x))) | (e ^ ((high ^ x) & (e ^ high)));
    }
  }

  /** As {@link #setWideRange}, and accepts again what the range accepts. */
  static void acceptWideRange(int[] values, int low, int high, int[] mask) {
    for (int i = 0; i < LANES; i++) {
      int x = values[i];
      int d = x - low;
      int e = high - x;
      mask[i] &= (d ^ ((x ^ low) & (d ^ x))) | (e ^ ((high ^ x) & (e ^ high)));
    }
  }

  /** As {@link #setRange(int[], int, int, int[])}, for values from 0 to 2^63 - 1. */
  static void setRange(long[] values, long low, long high, long[] mask) {
    for (int i = 0; i < LANES; i++) {
      long x = values[i];
      mask[i] = (x - low) | (high - x);
    }
  }

  /** As {@link #acceptRange(int[], int, int, int[])}, for values from 0 to 2^63 - 1. */
  static void acceptRange(long[] values, long low, long high, long[] mask) {
    for (int i = 0; i < LANES; i++) {
      long x = values[i];
      mask[i] &= (x - low) | (high - x);
    }
  }

  /** As {@link #setWideRange(int[], int, int, int[])}, for all 64-bit values. */
  static void setWideRange(long[] values, long low, long high, long[] mask) {
    for (int i = 0; i < LANES; i++) {
      long x = values[i];
      long d = x - low;
      long e = high - x;
      mask[i] = (d ^ ((x ^ low) & (d ^ x))) | (e ^ ((high ^ x) & (e ^ high)));
    }
  }

  /** As {@link #acceptWideRange(int[], int, int, int[])}, for all 64-bit values. */
  static void acceptWideRange(long[] values, long low, long high, long[] mask) {
    for (int i = 0; i < LANES; i++) {
      long x = values[i];
      long d = x - low;
      long e = high - x;
      mask[i] &= (d ^ ((x ^ low) & (d ^ x))) | (e ^ ((high ^ x) & (e ^ high)));
    }
  }

  /** Rejects where the 64-bit mask does. */
  static void andUpper(int[] mask, long[] other) {
    for (int i = 0; i < LANES; i++) {
      mask[i] |= (int) (other[i] >>> 32);
    }
  }

  /** Rejects where the table says so for the code; codes less {@code first} are within it. */
  public static void andTable(int[] mask, int[] codes, int first, int[] table) {
    for (int i = 0; i < LANES; i++) {
      mask[i] |= table[codes[i] - first];
    }
  }
}
