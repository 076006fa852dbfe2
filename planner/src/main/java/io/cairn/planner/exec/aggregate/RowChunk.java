package io.cairn.planner.exec.aggregate;

import io.cairn.storage.type.Lane;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows copied out of batches, up to a capacity. Its vectors are as long as that, which may be
 * shorter than a batch: only loops that look at {@link #count} rows may see them. One thread at a
 * time.
 */
final class RowChunk {
  /** What an object of a nested value is taken to weigh, for the memory budget. */
  private static final int OBJECT_BYTES = 128;

  private static final int TEXT_BYTES = 16;

  private final ColumnVector[] columns;
  private final int capacity;
  private int count;
  private long bytes;

  /** {@code coded} says of each column whether it takes codes of a dictionary as they are. */
  RowChunk(List<Lane> lanes, @Nullable Dictionary[] coded, int capacity) {
    this.capacity = capacity;
    columns = new ColumnVector[lanes.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = vector(lanes.get(i), coded[i]);
    }
  }

  private ColumnVector vector(Lane lane, @Nullable Dictionary dictionary) {
    switch (lane) {
      case INT -> {
        bytes += 4L * capacity;
        return new IntVector(new int[capacity], null);
      }
      case LONG -> {
        bytes += 8L * capacity;
        return new LongVector(new long[capacity], null);
      }
      case DOUBLE -> {
        bytes += 8L * capacity;
        return new DoubleVector(new double[capacity], null);
      }
      case INT128 -> {
        bytes += 16L * capacity;
        return new Int128Vector(new long[capacity], new long[capacity], null);
      }
      case TEXT -> {
        bytes += 4L * capacity;
        if (dictionary != null) {
          return new DictionaryVector(new int[capacity], dictionary, null);
        }
        bytes += (long) TEXT_BYTES * capacity;
        return new TextVector(new byte[TEXT_BYTES * capacity], new int[capacity + 1], null);
      }
      case OBJECT -> {
        bytes += (long) OBJECT_BYTES * capacity;
        return new ObjectVector(new @Nullable Object[capacity], null);
      }
    }
    throw new AssertionError(lane);
  }

  ColumnVector[] columns() {
    return columns;
  }

  int count() {
    return count;
  }

  int capacity() {
    return capacity;
  }

  long bytes() {
    return bytes;
  }

  boolean hasRoomFor(int rows) {
    return count + rows <= capacity;
  }

  /** Copies rows {@code rows[from]} to {@code rows[from + n - 1]} of a column behind the others. */
  void append(int column, ColumnVector source, int[] rows, int from, int n) {
    ColumnVector target = columns[column];
    int at = count;
    if (source instanceof IntVector vector) {
      ints(vector.values(), rows, from, n, ((IntVector) target).values(), at);
    } else if (source instanceof LongVector vector) {
      longs(vector.values(), rows, from, n, ((LongVector) target).values(), at);
    } else if (source instanceof DoubleVector vector) {
      doubles(vector.values(), rows, from, n, ((DoubleVector) target).values(), at);
    } else if (source instanceof Int128Vector vector) {
      longs(vector.high(), rows, from, n, ((Int128Vector) target).high(), at);
      longs(vector.low(), rows, from, n, ((Int128Vector) target).low(), at);
    } else if (source instanceof ObjectVector vector) {
      @Nullable Object[] values = ((ObjectVector) target).values();
      for (int i = 0; i < n; i++) {
        values[at + i] = vector.values()[rows[from + i]];
      }
    } else if (target instanceof DictionaryVector coded) {
      ints(((DictionaryVector) source).codes(), rows, from, n, coded.codes(), at);
    } else if (source instanceof DictionaryVector coded) {
      Dictionary dictionary = coded.dictionary();
      texts(
          dictionary.bytes(),
          dictionary.offsets(),
          coded.codes(),
          coded.nulls(),
          rows,
          from,
          n,
          (TextVector) target);
    } else {
      TextVector text = (TextVector) source;
      texts(text.bytes(), text.offsets(), null, text.nulls(), rows, from, n, (TextVector) target);
    }
    nulls(source.nulls(), rows, from, n, target);
  }

  /** The rows of every column are there. */
  void addCount(int n) {
    count += n;
  }

  private void nulls(int @Nullable [] source, int[] rows, int from, int n, ColumnVector target) {
    if (source == null) {
      return;
    }
    int[] lane = target.nulls();
    if (lane == null) {
      lane = new int[capacity];
      bytes += 4L * capacity;
      target.setNulls(lane);
    }
    ints(source, rows, from, n, lane, count);
  }

  private void texts(
      byte[] source,
      int[] offsets,
      int @Nullable [] codes,
      int @Nullable [] nulls,
      int[] rows,
      int from,
      int n,
      TextVector target) {
    int[] ends = target.offsets();
    int position = ends[count];
    byte[] out = target.bytes();
    for (int i = 0; i < n; i++) {
      int row = rows[from + i];
      if (nulls == null || nulls[row] == 0) {
        int entry = codes == null ? row : codes[row];
        int start = offsets[entry];
        int length = offsets[entry + 1] - start;
        if (out.length - position < length) {
          out = grow(target, position, length);
        }
        System.arraycopy(source, start, out, position, length);
        position += length;
      }
      ends[count + i + 1] = position;
    }
  }

  private byte[] grow(TextVector target, int position, int length) {
    byte[] old = target.bytes();
    long needed = (long) position + length;
    if (needed > Integer.MAX_VALUE - 8) {
      throw new io.cairn.planner.error.QueryException(
          io.cairn.planner.error.ErrorCode.PROGRAM_LIMIT,
          "The texts of 2,048 rows take more than 2 GB; select fewer or shorter texts");
    }
    int size = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * old.length));
    bytes += size - old.length;
    byte[] larger = Arrays.copyOf(old, size);
    target.setBytes(larger);
    return larger;
  }

  private static void ints(int[] source, int[] rows, int from, int n, int[] target, int at) {
    for (int i = 0; i < n; i++) {
      target[at + i] = source[rows[from + i]];
    }
  }

  private static void longs(long[] source, int[] rows, int from, int n, long[] target, int at) {
    for (int i = 0; i < n; i++) {
      target[at + i] = source[rows[from + i]];
    }
  }

  private static void doubles(
      double[] source, int[] rows, int from, int n, double[] target, int at) {
    for (int i = 0; i < n; i++) {
      target[at + i] = source[rows[from + i]];
    }
  }
}
