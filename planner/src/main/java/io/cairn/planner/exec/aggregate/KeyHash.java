package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.evaluate.DeepValue;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.rows.TextIds;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hashes keys by value: equal keys have equal hashes wherever they come from, NULL equals NULL and
 * NaN equals NaN. All 64 bits are mixed. One thread at a time.
 */
final class KeyHash {
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
  private static final long NULL = 0x6A09_E667_F3BC_C909L;

  private final long[] words = new long[Batch.CAPACITY];
  private final TextView text = new TextView();
  private final Memo[] memos;

  /** The hashes of a dictionary's entries, 0 for those that no row has asked for. */
  private static final class Memo {
    private @Nullable Dictionary dictionary;
    private long[] hashes = {};

    long[] of(Dictionary wanted) {
      if (dictionary != wanted) {
        if (hashes.length < wanted.size()) {
          hashes = new long[wanted.size()];
        }
        Arrays.fill(hashes, 0, wanted.size(), 0);
        dictionary = wanted;
      }
      return hashes;
    }
  }

  KeyHash(int keys) {
    memos = new Memo[keys];
    for (int i = 0; i < keys; i++) {
      memos[i] = new Memo();
    }
  }

  /** Lets go of what was remembered of dictionaries. */
  void forget() {
    for (Memo memo : memos) {
      memo.dictionary = null;
    }
  }

  /**
   * Writes the hash of each row at the row's position.
   *
   * @param keys the first of these are the key columns
   * @param rows which, or null for the first {@code n}
   */
  void hash(ColumnVector[] keys, int @Nullable [] rows, int n, long[] hashes) {
    for (int key = 0; key < memos.length; key++) {
      encode(keys[key], rows, n, memos[key]);
      int[] nulls = keys[key].nulls();
      if (nulls != null) {
        blank(nulls, rows, n);
      }
      if (key == 0) {
        first(rows, n, hashes);
      } else {
        combine(rows, n, hashes);
      }
    }
  }

  private void blank(int[] nulls, int @Nullable [] rows, int n) {
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      long lane = nulls[row];
      words[row] = (words[row] & ~lane) | (NULL & lane);
    }
  }

  private void first(int @Nullable [] rows, int n, long[] hashes) {
    long[] in = words;
    if (rows == null) {
      for (int i = 0; i < n; i++) {
        long h = in[i] * MIX;
        hashes[i] = h ^ (h >>> 32);
      }
      return;
    }
    for (int k = 0; k < n; k++) {
      int row = rows[k];
      long h = in[row] * MIX;
      hashes[row] = h ^ (h >>> 32);
    }
  }

  private void combine(int @Nullable [] rows, int n, long[] hashes) {
    long[] in = words;
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      long h = (hashes[row] * 31 ^ in[row]) * MIX;
      hashes[row] = h ^ (h >>> 32);
    }
  }

  private void encode(ColumnVector vector, int @Nullable [] rows, int n, Memo memo) {
    long[] out = words;
    if (vector instanceof IntVector ints) {
      int[] values = ints.values();
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        out[row] = values[row];
      }
    } else if (vector instanceof LongVector longs) {
      long[] values = longs.values();
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        out[row] = values[row];
      }
    } else if (vector instanceof DoubleVector doubles) {
      double[] values = doubles.values();
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        out[row] = Double.doubleToLongBits(values[row] + 0.0);
      }
    } else if (vector instanceof Int128Vector wide) {
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        out[row] = wide.high()[row] * MIX ^ wide.low()[row];
      }
    } else if (vector instanceof ObjectVector objects) {
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        Object value = vector.isNull(row) ? null : objects.values()[row];
        out[row] = value == null ? NULL : DeepValue.of(value).hashCode();
      }
    } else {
      encodeText(vector, rows, n, memo);
    }
  }

  private void encodeText(ColumnVector vector, int @Nullable [] rows, int n, Memo memo) {
    long[] out = words;
    text.set(vector);
    Dictionary dictionary = text.dictionary();
    int[] codes = text.codes();
    if (dictionary != null && codes != null) {
      if (dictionary.size() == 0) {
        Arrays.fill(out, 0);
        return;
      }
      long[] hashes = memo.of(dictionary);
      int[] offsets = dictionary.offsets();
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        int code = codes[row];
        long hash = hashes[code];
        if (hash == 0) {
          hash = TextIds.hash(dictionary.bytes(), offsets[code], offsets[code + 1]);
          hashes[code] = hash;
        }
        out[row] = hash;
      }
      return;
    }
    byte[] bytes = text.bytes();
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      out[row] = TextIds.hash(bytes, text.start(row), text.end(row));
    }
  }
}
