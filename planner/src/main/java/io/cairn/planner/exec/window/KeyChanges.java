package io.cairn.planner.exec.window;

import io.cairn.planner.exec.kernel.TextView;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows whose key differs from that of the row before. NULLs are equal to each other, as
 * are NaNs, and as are 0.0 and -0.0. One thread at a time.
 */
final class KeyChanges {
  private final TextView left = new TextView();
  private final TextView right = new TextView();

  /** Sets entries {@code 1} to {@code n - 1} that differ from the row before them; 0 stays. */
  void mark(ColumnVector vector, int n, int[] changed) {
    int[] nulls = vector.nulls();
    if (nulls != null) {
      for (int i = 1; i < n; i++) {
        changed[i] |= nulls[i] ^ nulls[i - 1];
      }
    }
    if (vector instanceof IntVector ints) {
      differ(ints.values(), nulls, n, changed);
    } else if (vector instanceof DictionaryVector coded) {
      int[] codes = coded.codes();
      for (int i = 1; i < n; i++) {
        // Two entries of a dictionary that was computed may be equal.
        if (codes[i] != codes[i - 1]
            && (nulls == null || nulls[i] == 0)
            && differs(vector, i - 1, vector, i)) {
          changed[i] = -1;
        }
      }
    } else if (vector instanceof LongVector longs) {
      differ(longs.values(), nulls, n, changed);
    } else if (vector instanceof Int128Vector wide) {
      differ(wide.high(), nulls, n, changed);
      differ(wide.low(), nulls, n, changed);
    } else {
      for (int i = 1; i < n; i++) {
        if (changed[i] == 0
            && (nulls == null || nulls[i] == 0)
            && differs(vector, i - 1, vector, i)) {
          changed[i] = -1;
        }
      }
    }
  }

  private static void differ(int[] values, int @Nullable [] nulls, int n, int[] changed) {
    if (nulls == null) {
      for (int i = 1; i < n; i++) {
        changed[i] |= values[i] ^ values[i - 1];
      }
      return;
    }
    for (int i = 1; i < n; i++) {
      changed[i] |= (values[i] ^ values[i - 1]) & ~nulls[i];
    }
  }

  private static void differ(long[] values, int @Nullable [] nulls, int n, int[] changed) {
    for (int i = 1; i < n; i++) {
      long difference = values[i] ^ values[i - 1];
      int folded = (int) (difference | difference >>> 32);
      changed[i] |= nulls == null ? folded : folded & ~nulls[i];
    }
  }

  /** Whether two rows of vectors of one lane differ. */
  boolean differs(ColumnVector a, int rowA, ColumnVector b, int rowB) {
    if (a.isNull(rowA) || b.isNull(rowB)) {
      return a.isNull(rowA) != b.isNull(rowB);
    }
    if (a instanceof IntVector x) {
      return x.values()[rowA] != ((IntVector) b).values()[rowB];
    }
    if (a instanceof LongVector x) {
      return x.values()[rowA] != ((LongVector) b).values()[rowB];
    }
    if (a instanceof DoubleVector x) {
      return Double.doubleToLongBits(x.values()[rowA] + 0.0)
          != Double.doubleToLongBits(((DoubleVector) b).values()[rowB] + 0.0);
    }
    if (a instanceof Int128Vector x) {
      Int128Vector y = (Int128Vector) b;
      return x.high()[rowA] != y.high()[rowB] || x.low()[rowA] != y.low()[rowB];
    }
    return !left.set(a).equal(rowA, right.set(b), rowB);
  }
}
