package io.cairn.planner.exec.rows;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies chosen rows of vectors into a vector of up to a batch of rows. One thread at a time. */
final class ColumnAppender {
  /** What an object of a nested value is taken to weigh, for the memory budget. */
  private static final int OBJECT_BYTES = 128;

  /** From so many rows on, a batch ends where its dictionary does. */
  private static final int SPELT_ROWS = Batch.CAPACITY / 4;

  private final Lane lane;
  private final TextView spelling = new TextView();
  private int[] ints = {};
  private long[] longs = {};
  private long[] high = {};
  private double[] doubles = {};
  private @Nullable Object[] objects = {};
  private byte[] bytes = {};
  private int[] offsets = {};
  private @Nullable Dictionary dictionary;
  private int @Nullable [] nulls;

  ColumnAppender(Lane lane) {
    this.lane = lane;
  }

  /**
   * Whether rows of this vector may follow those that are there, of which there are {@code at}:
   * where the dictionary changes, few rows are spelt out rather than left alone in a batch.
   */
  boolean accepts(ColumnVector source, int at) {
    return lane != Lane.TEXT || at < SPELT_ROWS || dictionary == dictionaryOf(source);
  }

  private static @Nullable Dictionary dictionaryOf(ColumnVector source) {
    return source instanceof DictionaryVector coded ? coded.dictionary() : null;
  }

  /**
   * Copies {@code count} rows to {@code at}; returns bytes allocated.
   *
   * @param rows their numbers, from {@code first} on; null for the rows from {@code first} on
   */
  long append(ColumnVector source, int @Nullable [] rows, int first, int count, int at) {
    long allocated = at == 0 ? allocate(source) : 0;
    if (lane == Lane.TEXT && dictionary != null && dictionary != dictionaryOf(source)) {
      allocated += spell(at);
    }
    if (source instanceof IntVector vector) {
      copyInts(vector.values(), rows, first, count, ints, at);
    } else if (source instanceof LongVector vector) {
      copyLongs(vector.values(), rows, first, count, longs, at);
    } else if (source instanceof DoubleVector vector) {
      copyDoubles(vector.values(), rows, first, count, doubles, at);
    } else if (source instanceof Int128Vector vector) {
      copyLongs(vector.high(), rows, first, count, high, at);
      copyLongs(vector.low(), rows, first, count, longs, at);
    } else if (lane == Lane.TEXT && dictionary == null) {
      allocated += copyText(source, rows, first, count, at);
    } else if (source instanceof DictionaryVector vector) {
      copyInts(vector.codes(), rows, first, count, ints, at);
    } else if (source instanceof ObjectVector vector) {
      for (int i = 0; i < count; i++) {
        objects[at + i] = vector.values()[rows == null ? first + i : rows[first + i]];
      }
      allocated += (long) count * OBJECT_BYTES;
    } else {
      throw new AssertionError(source);
    }
    int[] from = source.nulls();
    if (from != null) {
      int[] to = nulls;
      if (to == null) {
        to = new int[Batch.CAPACITY];
        nulls = to;
        allocated += 4L * Batch.CAPACITY;
      }
      copyInts(from, rows, first, count, to, at);
    }
    return allocated;
  }

  /** The rows so far as a vector; the next row goes into new arrays. */
  ColumnVector take() {
    int[] lane = nulls;
    nulls = null;
    ColumnVector taken = vector(lane);
    // An appender that is used no more must not keep arrays that nobody counts.
    ints = new int[0];
    longs = new long[0];
    high = new long[0];
    doubles = new double[0];
    objects = new @Nullable Object[0];
    bytes = new byte[0];
    offsets = new int[0];
    return taken;
  }

  private ColumnVector vector(int @Nullable [] lane) {
    return switch (this.lane) {
      case INT -> new IntVector(ints, lane);
      case LONG -> new LongVector(longs, lane);
      case DOUBLE -> new DoubleVector(doubles, lane);
      case INT128 -> new Int128Vector(high, longs, lane);
      case TEXT ->
          dictionary == null
              ? new TextVector(bytes, offsets, lane)
              : new DictionaryVector(ints, dictionary, lane);
      case OBJECT -> new ObjectVector(objects, lane);
    };
  }

  private long allocate(ColumnVector source) {
    switch (lane) {
      case INT -> ints = new int[Batch.CAPACITY];
      case LONG -> longs = new long[Batch.CAPACITY];
      case DOUBLE -> doubles = new double[Batch.CAPACITY];
      case INT128 -> {
        high = new long[Batch.CAPACITY];
        longs = new long[Batch.CAPACITY];
        return 16L * Batch.CAPACITY;
      }
      case TEXT -> {
        if (source instanceof DictionaryVector coded) {
          dictionary = coded.dictionary();
          ints = new int[Batch.CAPACITY];
          return 4L * Batch.CAPACITY;
        }
        return allocateText();
      }
      case OBJECT -> objects = new @Nullable Object[Batch.CAPACITY];
    }
    return (lane == Lane.INT ? 4L : 8L) * Batch.CAPACITY;
  }

  /** Puts the texts of the rows so far in place of their codes. */
  private long spell(int at) {
    DictionaryVector coded = new DictionaryVector(ints, Objects.requireNonNull(dictionary), nulls);
    long allocated = allocateText();
    return allocated + copyText(coded, null, 0, at, 0);
  }

  private long allocateText() {
    dictionary = null;
    offsets = new int[Batch.CAPACITY + 1];
    bytes = new byte[1024];
    return 4L * Batch.CAPACITY + bytes.length;
  }

  private long copyText(ColumnVector source, int @Nullable [] rows, int first, int count, int at) {
    TextView from = spelling.set(source);
    int[] isNull = source.nulls();
    int position = offsets[at];
    long needed = position;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? first + i : rows[first + i];
      needed += isNull == null || isNull[row] == 0 ? from.end(row) - from.start(row) : 0;
    }
    long grown = 0;
    if (needed > bytes.length) {
      int size = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length));
      if (needed > size) {
        throw new QueryException(
            ErrorCode.PROGRAM_LIMIT,
            "The texts of 2,048 rows take more than 2 GB; select fewer or shorter texts");
      }
      grown = (long) size - bytes.length;
      bytes = Arrays.copyOf(bytes, size);
    }
    for (int i = 0; i < count; i++) {
      int row = rows == null ? first + i : rows[first + i];
      if (isNull == null || isNull[row] == 0) {
        int start = from.start(row);
        int length = from.end(row) - start;
        System.arraycopy(from.bytes(), start, bytes, position, length);
        position += length;
      }
      offsets[at + i + 1] = position;
    }
    return grown;
  }

  private static void copyInts(
      int[] source, int @Nullable [] rows, int first, int count, int[] target, int at) {
    if (rows == null) {
      System.arraycopy(source, first, target, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[at + i] = source[rows[first + i]];
    }
  }

  private static void copyLongs(
      long[] source, int @Nullable [] rows, int first, int count, long[] target, int at) {
    if (rows == null) {
      System.arraycopy(source, first, target, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[at + i] = source[rows[first + i]];
    }
  }

  private static void copyDoubles(
      double[] source, int @Nullable [] rows, int first, int count, double[] target, int at) {
    if (rows == null) {
      System.arraycopy(source, first, target, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[at + i] = source[rows[first + i]];
    }
  }
}
