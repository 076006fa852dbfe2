package io.cairn.planner.exec.kernel;

import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import org.jspecify.annotations.Nullable;

/** Copies chosen rows of a vector next to each other. */
public final class Gather {
  private Gather() {}

  /**
   * The rows {@code rows[0..n)} of the source, in this order, at 0 to n.
   *
   * @param reuse a vector from an earlier call whose arrays may be overwritten, or null
   */
  public static ColumnVector rows(
      ColumnVector source, int[] rows, int n, @Nullable ColumnVector reuse) {
    ColumnVector target;
    if (source instanceof IntVector vector) {
      IntVector out = reuse instanceof IntVector old ? old : new IntVector();
      ints(vector.values(), rows, n, out.values());
      target = out;
    } else if (source instanceof LongVector vector) {
      LongVector out = reuse instanceof LongVector old ? old : new LongVector();
      longs(vector.values(), rows, n, out.values());
      out.setBounds(vector.min(), vector.max());
      target = out;
    } else if (source instanceof DoubleVector vector) {
      DoubleVector out = reuse instanceof DoubleVector old ? old : new DoubleVector();
      doubles(vector.values(), rows, n, out.values());
      target = out;
    } else if (source instanceof Int128Vector vector) {
      Int128Vector out = reuse instanceof Int128Vector old ? old : new Int128Vector();
      if (vector.isNarrow()) {
        longs(vector.low(), rows, n, out.low());
        out.setNarrow(vector.min(), vector.max());
      } else {
        out.setWide();
        longs(vector.high(), rows, n, out.high());
        longs(vector.low(), rows, n, out.low());
      }
      target = out;
    } else if (source instanceof DictionaryVector vector) {
      DictionaryVector out =
          reuse instanceof DictionaryVector old
              ? old
              : new DictionaryVector(new int[Batch.CAPACITY], vector.dictionary(), null);
      out.setDictionary(vector.dictionary());
      ints(vector.codes(), rows, n, out.codes());
      // Codes beyond the rows may stem from a larger dictionary.
      java.util.Arrays.fill(out.codes(), n, out.codes().length, 0);
      target = out;
    } else if (source instanceof TextVector vector) {
      TextVector out = reuse instanceof TextVector old ? old : new TextVector();
      text(vector, rows, n, out);
      target = out;
    } else if (source instanceof ObjectVector vector) {
      ObjectVector out =
          reuse instanceof ObjectVector old
              ? old
              : new ObjectVector(new @Nullable Object[Batch.CAPACITY], null);
      for (int i = 0; i < n; i++) {
        out.values()[i] = vector.values()[rows[i]];
      }
      target = out;
    } else {
      throw new AssertionError(source);
    }
    int[] nulls = source.nulls();
    if (nulls == null) {
      target.setNulls(null);
    } else {
      int[] lane = target.nulls();
      if (lane == null) {
        lane = new int[Batch.CAPACITY];
      }
      ints(nulls, rows, n, lane);
      target.setNulls(lane);
    }
    return target;
  }

  public static void ints(int[] source, int[] rows, int n, int[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = source[rows[i]];
    }
  }

  public static void longs(long[] source, int[] rows, int n, long[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = source[rows[i]];
    }
  }

  public static void doubles(double[] source, int[] rows, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = source[rows[i]];
    }
  }

  private static void text(TextVector source, int[] rows, int n, TextVector out) {
    int[] offsets = source.offsets();
    long total = 0;
    for (int i = 0; i < n; i++) {
      total += offsets[rows[i] + 1] - offsets[rows[i]];
    }
    byte[] bytes = out.bytes();
    int size = Math.toIntExact(total);
    if (bytes.length < size) {
      bytes = new byte[Math.max(size, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8))];
      out.setBytes(bytes);
    }
    int[] target = out.offsets();
    int position = 0;
    for (int i = 0; i < n; i++) {
      int start = offsets[rows[i]];
      int length = offsets[rows[i] + 1] - start;
      target[i] = position;
      System.arraycopy(source.bytes(), start, bytes, position, length);
      position += length;
    }
    target[n] = position;
  }
}
