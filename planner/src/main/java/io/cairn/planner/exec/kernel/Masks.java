package io.cairn.planner.exec.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Loops over truth lanes (0 false, 1 true), validity lanes (0 valid, -1 NULL) and selections
 * (ascending row numbers). Truth under a NULL may be anything.
 */
public final class Masks {
  private Masks() {}

  /** The rows from 0 to {@code n} that are true; returns how many. {@code out} has n entries. */
  public static int select(int[] truth, int @Nullable [] nulls, int n, int[] out) {
    int k = 0;
    if (nulls == null) {
      for (int i = 0; i < n; i++) {
        out[k] = i;
        k += truth[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[k] = i;
        k += truth[i] & ~nulls[i];
      }
    }
    return k;
  }

  /** Those of the selected rows that are true; {@code out} may be {@code rows}. */
  public static int selectWithin(
      int[] truth, int @Nullable [] nulls, int[] rows, int count, int[] out) {
    int k = 0;
    if (nulls == null) {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        out[k] = row;
        k += truth[row];
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        out[k] = row;
        k += truth[row] & ~nulls[row];
      }
    }
    return k;
  }

  /** As {@link #selectWithin}, but entry k of the lanes belongs to row {@code rows[k]}. */
  public static int selectCompact(
      int[] truth, int @Nullable [] nulls, int[] rows, int count, int[] out) {
    int k = 0;
    for (int i = 0; i < count; i++) {
      out[k] = rows[i];
      k += nulls == null ? truth[i] : truth[i] & ~nulls[i];
    }
    return k;
  }

  /** Whether any of the first n entries is not 0. */
  public static boolean any(int[] lane, int n) {
    int any = 0;
    for (int i = 0; i < n; i++) {
      any |= lane[i];
    }
    return any != 0;
  }

  /** How many of the first n entries of a truth lane are 1. */
  public static int count(int[] truth, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      count += truth[i];
    }
    return count;
  }

  public static void and(int[] a, int[] b, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] & b[i];
    }
  }

  public static void or(int[] a, int[] b, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] | b[i];
    }
  }

  public static void not(int[] a, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] ^ 1;
    }
  }

  /** {@code a & ~b & 1}: rows of a truth lane that another lane (0, 1 or -1) does not hold. */
  public static void andNot(int[] a, int[] b, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] & ~b[i];
    }
  }

  /** 1 where the row is NULL, xor flip. */
  public static void nullToTruth(int[] nulls, int flip, int[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (nulls[i] & 1) ^ flip;
    }
  }

  /** 1 where true (or, with flip 1, where false), never where NULL. */
  public static void trueOnly(int[] truth, int @Nullable [] nulls, int flip, int[] out, int n) {
    if (nulls == null) {
      for (int i = 0; i < n; i++) {
        out[i] = truth[i] ^ flip;
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = (truth[i] ^ flip) & ~nulls[i];
      }
    }
  }

  /** Kleene AND: false where an operand is false, else NULL where one is NULL. */
  public static void kleeneAnd(
      int[] aTruth,
      int @Nullable [] aNulls,
      int[] bTruth,
      int @Nullable [] bNulls,
      int[] truth,
      int[] nulls,
      int n) {
    for (int i = 0; i < n; i++) {
      int an = aNulls == null ? 0 : aNulls[i];
      int bn = bNulls == null ? 0 : bNulls[i];
      int isFalse = ((aTruth[i] ^ 1) & ~an) | ((bTruth[i] ^ 1) & ~bn);
      truth[i] = aTruth[i] & ~an & bTruth[i] & ~bn;
      nulls[i] = (an | bn) & (isFalse - 1);
    }
  }

  /** Kleene OR: true where an operand is true, else NULL where one is NULL. */
  public static void kleeneOr(
      int[] aTruth,
      int @Nullable [] aNulls,
      int[] bTruth,
      int @Nullable [] bNulls,
      int[] truth,
      int[] nulls,
      int n) {
    for (int i = 0; i < n; i++) {
      int an = aNulls == null ? 0 : aNulls[i];
      int bn = bNulls == null ? 0 : bNulls[i];
      int isTrue = (aTruth[i] & ~an) | (bTruth[i] & ~bn);
      truth[i] = isTrue;
      nulls[i] = (an | bn) & (isTrue - 1);
    }
  }

  /** 1 at each of the rows, 0 elsewhere in the first n entries. */
  public static void ofRows(int[] rows, int count, int[] out, int n) {
    java.util.Arrays.fill(out, 0, n, 0);
    for (int i = 0; i < count; i++) {
      out[rows[i]] = 1;
    }
  }
}
