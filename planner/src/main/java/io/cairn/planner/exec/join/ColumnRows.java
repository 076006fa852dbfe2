package io.cairn.planner.exec.join;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one column, collected in plain growing arrays. Texts stay codes while all of them come
 * from one dictionary. One thread at a time.
 */
final class ColumnRows {
  private static final int FIRST_ROWS = 1024;

  /** What most parts have at most: the rows of a full row group. */
  private static final int SPLIT_ROWS = 1 << 17;

  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /** What an object of a nested value is taken to weigh, for the memory budget. */
  private static final int OBJECT_BYTES = 128;

  private int size;
  private int[] ints = {};
  private long[] longs = {};
  private long[] high = {};
  private double[] doubles = {};
  private @Nullable Object[] objects = {};
  private byte[] bytes = {};
  private int[] offsets = {0};
  private @Nullable Dictionary dictionary;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;
  private boolean isWide;
  private long @Nullable [] nullBits;

  int size() {
    return size;
  }

  int[] ints() {
    return ints;
  }

  long[] longs() {
    return longs;
  }

  long[] high() {
    return high;
  }

  double[] doubles() {
    return doubles;
  }

  @Nullable Object[] objects() {
    return objects;
  }

  byte[] bytes() {
    return bytes;
  }

  int[] offsets() {
    return offsets;
  }

  /** What the codes in {@link #ints} point into; null if texts are in {@link #bytes}. */
  @Nullable Dictionary dictionary() {
    return dictionary;
  }

  /** One bit a row, set where NULL; absent if none is. May be shorter than the rows. */
  long @Nullable [] nullBits() {
    return nullBits;
  }

  /** Memory that the rows take. */
  long memory() {
    return 4L * ints.length
        + 8L * (longs.length + high.length + doubles.length)
        + (long) objects.length * OBJECT_BYTES
        + bytes.length
        + 4L * offsets.length
        + (nullBits == null ? 0 : 8L * nullBits.length);
  }

  /**
   * Copies rows to the end.
   *
   * @param rows which, in the first {@code count} entries; null for the first rows
   */
  void append(ColumnVector source, int @Nullable [] rows, int count) {
    int at = size;
    int end = Math.addExact(at, count);
    if (source instanceof IntVector vector) {
      ints = roomFor(ints, end);
      copy(vector.values(), rows, count, ints, at);
    } else if (source instanceof LongVector vector) {
      longs = roomFor(longs, end);
      copy(vector.values(), rows, count, longs, at);
      widen(vector.min(), vector.max());
    } else if (source instanceof DoubleVector vector) {
      doubles = end <= doubles.length ? doubles : Arrays.copyOf(doubles, grown(end));
      copy(vector.values(), rows, count, doubles, at);
    } else if (source instanceof Int128Vector vector) {
      high = roomFor(high, end);
      longs = roomFor(longs, end);
      copy(vector.high(), rows, count, high, at);
      copy(vector.low(), rows, count, longs, at);
      if (vector.isNarrow()) {
        widen(vector.min(), vector.max());
      } else {
        isWide |= count > 0;
      }
    } else if (source instanceof ObjectVector vector) {
      objects = end <= objects.length ? objects : Arrays.copyOf(objects, grown(end));
      for (int i = 0; i < count; i++) {
        objects[at + i] = vector.values()[rows == null ? i : rows[i]];
      }
    } else {
      appendText(source, rows, count, at, end);
    }
    size = end;
    int[] nulls = source.nulls();
    if (nulls != null) {
      appendNulls(nulls, rows, count, at);
    }
  }

  private void widen(long from, long to) {
    min = Math.min(min, from);
    max = Math.max(max, to);
  }

  /** Lanes LONG and INT128: no value is below, unless it is wide. */
  long min() {
    return min;
  }

  /** No value is above, unless it is wide. */
  long max() {
    return max;
  }

  /** Lane INT128: whether values may need more than 64 bits. */
  boolean isWide() {
    return isWide;
  }

  private void appendText(ColumnVector source, int @Nullable [] rows, int count, int at, int end) {
    if (source instanceof DictionaryVector coded) {
      if (at == 0) {
        dictionary = coded.dictionary();
      }
      if (dictionary == coded.dictionary()) {
        ints = roomFor(ints, end);
        copy(coded.codes(), rows, count, ints, at);
        return;
      }
    }
    spell();
    offsets = end < offsets.length ? offsets : Arrays.copyOf(offsets, grown(end) + 1);
    if (source instanceof DictionaryVector coded) {
      int[] codes = coded.codes();
      int[] nulls = coded.nulls();
      Dictionary entries = coded.dictionary();
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        boolean isNull = nulls != null && nulls[row] != 0;
        appendText(entries, isNull ? -1 : codes[row], at + i);
      }
      return;
    }
    TextVector text = (TextVector) source;
    int[] from = text.offsets();
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      appendText(text.bytes(), from[row], from[row + 1], at + i);
    }
  }

  /** Replaces codes by their texts. */
  private void spell() {
    Dictionary entries = dictionary;
    if (entries == null) {
      return;
    }
    dictionary = null;
    int[] codes = ints;
    ints = new int[0];
    offsets = new int[grown(size) + 1];
    for (int i = 0; i < size; i++) {
      appendText(entries, isNull(i) ? -1 : codes[i], i);
    }
  }

  private void appendText(Dictionary entries, int code, int at) {
    if (code < 0) {
      offsets[at + 1] = offsets[at];
    } else {
      appendText(entries.bytes(), entries.offsets()[code], entries.offsets()[code + 1], at);
    }
  }

  private void appendText(byte[] source, int from, int to, int at) {
    int start = offsets[at];
    long end = (long) start + to - from;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, textCapacity(end, bytes.length));
    }
    System.arraycopy(source, from, bytes, start, to - from);
    offsets[at + 1] = (int) end;
  }

  /** Length of an array for so many bytes of text. */
  static int textCapacity(long needed, int current) {
    if (needed > MAX_BYTES) {
      throw new QueryException(
          ErrorCode.PROGRAM_LIMIT,
          "The texts of one column of a join's smaller side take more than 2 GB; join fewer or"
              + " shorter texts");
    }
    return (int) Math.min(MAX_BYTES, Math.max(Math.max(needed, FIRST_ROWS), 2L * current));
  }

  private void appendNulls(int[] nulls, int @Nullable [] rows, int count, int at) {
    long[] words = nullBits;
    for (int i = 0; i < count; i++) {
      if (nulls[rows == null ? i : rows[i]] != 0) {
        int word = (at + i) >> 6;
        if (words == null || word >= words.length) {
          int length = Math.max((at + count + 63) >> 6, 16);
          words = words == null ? new long[length] : Arrays.copyOf(words, 2 * length);
        }
        words[word] |= 1L << (at + i);
      }
    }
    nullBits = words;
  }

  private boolean isNull(int row) {
    long[] words = nullBits;
    return words != null && row >> 6 < words.length && (words[row >> 6] >>> row & 1) != 0;
  }

  private static int[] roomFor(int[] array, int end) {
    return end <= array.length ? array : Arrays.copyOf(array, grown(end));
  }

  private static long[] roomFor(long[] array, int end) {
    return end <= array.length ? array : Arrays.copyOf(array, grown(end));
  }

  private static int grown(int rows) {
    if (rows <= SPLIT_ROWS) {
      return Math.max(FIRST_ROWS, Math.min(SPLIT_ROWS, 2 * rows));
    }
    return (int) Math.min(MAX_BYTES, (long) rows + (rows >> 1));
  }

  private static void copy(int[] source, int @Nullable [] rows, int count, int[] target, int at) {
    if (rows == null) {
      System.arraycopy(source, 0, target, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[at + i] = source[rows[i]];
    }
  }

  private static void copy(long[] source, int @Nullable [] rows, int count, long[] target, int at) {
    if (rows == null) {
      System.arraycopy(source, 0, target, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[at + i] = source[rows[i]];
    }
  }

  private static void copy(
      double[] source, int @Nullable [] rows, int count, double[] target, int at) {
    if (rows == null) {
      System.arraycopy(source, 0, target, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[at + i] = source[rows[i]];
    }
  }
}
