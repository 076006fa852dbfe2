package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.Cancellation;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.util.List;

/** Keys of one word: lanes INT, LONG and DOUBLE. */
final class NumberKey {
  private NumberKey() {}

  /** Lane INT. */
  static final class Ints extends OrderKey {
    private final int[][] values;

    Ints(SortKey key, List<Batch> batches) {
      super(key, batches);
      values = new int[batches.size()][];
      for (int i = 0; i < values.length; i++) {
        values[i] = ((IntVector) vector(batches, key, i)).values();
      }
    }

    @Override
    int aspect(Cancellation cancellation) {
      return 0;
    }

    @Override
    int aspect(int[] rows, int count, Cancellation cancellation) {
      return 0;
    }

    @Override
    void words(int batch, int n, int aspect, long[] out) {
      int[] source = values[batch];
      long flip = turn ^ Long.MIN_VALUE;
      for (int i = 0; i < n; i++) {
        out[i] = source[i] ^ flip;
      }
    }

    @Override
    void words(int[] rows, int from, int to, int aspect, long[] out) {
      long flip = turn ^ Long.MIN_VALUE;
      for (int i = from; i < to; i++) {
        out[i] = values[rows[i] >>> ROW_BITS][rows[i] & ROW_MASK] ^ flip;
      }
    }

    @Override
    int compareValues(int a, int b) {
      int order =
          Integer.compare(
              values[a >>> ROW_BITS][a & ROW_MASK], values[b >>> ROW_BITS][b & ROW_MASK]);
      return turn == 0 ? order : -order;
    }
  }

  /** Lane LONG. */
  static final class Longs extends OrderKey {
    private final long[][] values;
    private final long flip;

    Longs(SortKey key, List<Batch> batches, boolean unsigned) {
      super(key, batches);
      flip = unsigned ? turn : turn ^ Long.MIN_VALUE;
      values = new long[batches.size()][];
      for (int i = 0; i < values.length; i++) {
        values[i] = ((LongVector) vector(batches, key, i)).values();
      }
    }

    @Override
    int aspect(Cancellation cancellation) {
      return 0;
    }

    @Override
    int aspect(int[] rows, int count, Cancellation cancellation) {
      return 0;
    }

    @Override
    void words(int batch, int n, int aspect, long[] out) {
      long[] source = values[batch];
      for (int i = 0; i < n; i++) {
        out[i] = source[i] ^ flip;
      }
    }

    @Override
    void words(int[] rows, int from, int to, int aspect, long[] out) {
      for (int i = from; i < to; i++) {
        out[i] = values[rows[i] >>> ROW_BITS][rows[i] & ROW_MASK] ^ flip;
      }
    }

    @Override
    int compareValues(int a, int b) {
      return Long.compareUnsigned(
          values[a >>> ROW_BITS][a & ROW_MASK] ^ flip, values[b >>> ROW_BITS][b & ROW_MASK] ^ flip);
    }
  }

  /** Lane DOUBLE: -0.0 equals 0.0, and NaN is above every number. */
  static final class Doubles extends OrderKey {
    private final double[][] values;

    Doubles(SortKey key, List<Batch> batches) {
      super(key, batches);
      values = new double[batches.size()][];
      for (int i = 0; i < values.length; i++) {
        values[i] = ((DoubleVector) vector(batches, key, i)).values();
      }
    }

    @Override
    int aspect(Cancellation cancellation) {
      return 0;
    }

    @Override
    int aspect(int[] rows, int count, Cancellation cancellation) {
      return 0;
    }

    @Override
    void words(int batch, int n, int aspect, long[] out) {
      double[] source = values[batch];
      for (int i = 0; i < n; i++) {
        out[i] = KeyWords.ofDouble(source[i]) ^ turn;
      }
    }

    @Override
    void words(int[] rows, int from, int to, int aspect, long[] out) {
      for (int i = from; i < to; i++) {
        out[i] = word(rows[i]);
      }
    }

    private long word(int row) {
      return KeyWords.ofDouble(values[row >>> ROW_BITS][row & ROW_MASK]) ^ turn;
    }

    @Override
    int compareValues(int a, int b) {
      return Long.compareUnsigned(word(a), word(b));
    }
  }
}
