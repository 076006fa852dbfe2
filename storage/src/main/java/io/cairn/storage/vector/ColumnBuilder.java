package io.cairn.storage.vector;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.type.Lane;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values of one column, collected row by row or vector by vector in plain growing arrays: what
 * loading binds into and what encoders read. Row {@code r} is entry {@code r} of the lane's arrays;
 * under a NULL they hold 0 or the empty text. One thread at a time.
 *
 * <p>It takes at most {@link #MAX_ROWS} rows and {@link #MAX_BYTES} bytes of text; more is a {@link
 * StorageException} of kind TOO_LARGE.
 */
public final class ColumnBuilder {
  /** Most rows that a builder takes. */
  public static final int MAX_ROWS = 1 << 26;

  /** Most bytes of text that a builder takes over all rows. */
  public static final int MAX_BYTES = 1 << 30;

  private static final int FIRST_ROWS = 16;
  private static final int FIRST_BYTES = 256;

  private final Lane lane;
  private int size;
  private int nullCount;
  private long @Nullable [] nullBits;
  private int[] ints = new int[0];
  private long[] longs = new long[0];
  private long[] high = new long[0];
  private double[] doubles = new double[0];
  private byte[] bytes = new byte[0];
  private int[] offsets = new int[1];

  /** An empty builder; {@link Lane#OBJECT} is not supported. */
  public ColumnBuilder(Lane lane) {
    if (lane == Lane.OBJECT) {
      throw new IllegalArgumentException("Lane OBJECT holds nested values, which are not stored");
    }
    this.lane = lane;
  }

  public Lane lane() {
    return lane;
  }

  /** Rows so far. */
  public int size() {
    return size;
  }

  public int nullCount() {
    return nullCount;
  }

  /** Bytes that the values take in the lane, without NULLs: what limits on raw size count. */
  public long rawBytes() {
    return switch (lane) {
      case INT -> 4L * size;
      case LONG, DOUBLE -> 8L * size;
      case INT128 -> 16L * size;
      case TEXT -> 4L * size + offsets[size];
      case OBJECT -> throw new AssertionError(lane);
    };
  }

  /**
   * One bit a row, bit {@code r & 63} of word {@code r >> 6}, set where NULL; absent if none is.
   */
  public long @Nullable [] nullBits() {
    return nullCount == 0 ? null : nullBits;
  }

  public boolean isNull(int row) {
    long[] words = nullBits;
    return words != null && row >> 6 < words.length && (words[row >> 6] >>> row & 1) != 0;
  }

  /** Lane INT: one entry a row in the first {@link #size()}. */
  public int[] ints() {
    return ints;
  }

  /** Lanes LONG and INT128 (its lower 64 bits). */
  public long[] longs() {
    return longs;
  }

  /** The upper 64 bits of lane INT128. */
  public long[] high() {
    return high;
  }

  /** Lane DOUBLE. */
  public double[] doubles() {
    return doubles;
  }

  /** Lane TEXT: row {@code r} is from {@code offsets()[r]} to before {@code offsets()[r + 1]}. */
  public byte[] bytes() {
    return bytes;
  }

  /** Lane TEXT: {@code size() + 1} entries or more, never decreasing, the first is 0. */
  public int[] offsets() {
    return offsets;
  }

  public void appendInt(int value) {
    if (size == ints.length) {
      ints = Arrays.copyOf(ints, grown(size));
    }
    ints[size++] = value;
  }

  public void appendLong(long value) {
    if (size == longs.length) {
      longs = Arrays.copyOf(longs, grown(size));
    }
    longs[size++] = value;
  }

  public void appendDouble(double value) {
    if (size == doubles.length) {
      doubles = Arrays.copyOf(doubles, grown(size));
    }
    doubles[size++] = value;
  }

  /** A value of lane INT128. */
  public void appendInt128(long upper, long lower) {
    if (size == longs.length) {
      longs = Arrays.copyOf(longs, grown(size));
      high = Arrays.copyOf(high, longs.length);
    }
    high[size] = upper;
    longs[size++] = lower;
  }

  /** A value of lane TEXT: {@code length} bytes of {@code source}, copied. */
  public void appendBytes(byte[] source, int from, int length) {
    int start = offsets[size];
    reserveBytes(start, length);
    System.arraycopy(source, from, bytes, start, length);
    endText(start + length);
  }

  /**
   * A text in UTF-8; unpaired surrogates become {@code ?}. Short ASCII, the most common case, is
   * written without an array in between.
   */
  public void appendText(String text) {
    int start = offsets[size];
    int length = text.length();
    reserveBytes(start, length);
    byte[] target = bytes;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] encoded = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        appendBytes(encoded, 0, encoded.length);
        return;
      }
      target[start + i] = (byte) c;
    }
    endText(start + length);
  }

  private void reserveBytes(int start, int length) {
    long needed = (long) start + length;
    if (needed > bytes.length) {
      if (needed > MAX_BYTES) {
        throw tooLarge(MAX_BYTES + " bytes of text");
      }
      bytes =
          Arrays.copyOf(
              bytes,
              (int) Math.min(MAX_BYTES, Math.max(needed, Math.max(FIRST_BYTES, 2L * start))));
    }
  }

  private void endText(int end) {
    if (size + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, grown(size) + 1);
    }
    offsets[++size] = end;
  }

  public void appendNull() {
    int row = size;
    switch (lane) {
      case INT -> appendInt(0);
      case LONG -> appendLong(0);
      case DOUBLE -> appendDouble(0);
      case INT128 -> appendInt128(0, 0);
      case TEXT -> endText(offsets[row]);
      case OBJECT -> throw new AssertionError(lane);
    }
    markNull(row);
  }

  private void markNull(int row) {
    long[] words = nullBits;
    int word = row >> 6;
    if (words == null || word >= words.length) {
      words = words == null ? new long[word + 4] : Arrays.copyOf(words, 2 * word + 2);
      nullBits = words;
    }
    words[word] |= 1L << row;
    nullCount++;
  }

  /**
   * The selected rows of a vector; a vector of lane INT goes into lane LONG too, and codes become
   * their texts.
   *
   * @param selection rows in its first {@code count} entries; absent for rows 0 to {@code count -
   *     1}
   */
  public void append(ColumnVector vector, int @Nullable [] selection, int count) {
    int[] nulls = vector.nulls();
    for (int i = 0; i < count; i++) {
      int row = selection == null ? i : selection[i];
      if (nulls != null && nulls[row] != 0) {
        appendNull();
      } else {
        appendValue(vector, row);
      }
    }
  }

  private void appendValue(ColumnVector vector, int row) {
    if (vector instanceof IntVector values) {
      if (lane == Lane.LONG) {
        appendLong(values.values()[row]);
      } else {
        appendInt(values.values()[row]);
      }
    } else if (vector instanceof LongVector values) {
      appendLong(values.values()[row]);
    } else if (vector instanceof DoubleVector values) {
      appendDouble(values.values()[row]);
    } else if (vector instanceof Int128Vector values) {
      appendInt128(values.high()[row], values.low()[row]);
    } else if (vector instanceof TextVector values) {
      appendBytes(values.bytes(), values.offsets()[row], values.length(row));
    } else if (vector instanceof DictionaryVector values) {
      Dictionary dictionary = values.dictionary();
      int code = values.codes()[row];
      int from = dictionary.offsets()[code];
      appendBytes(dictionary.bytes(), from, dictionary.offsets()[code + 1] - from);
    } else {
      throw new IllegalArgumentException("Cannot append " + vector.getClass().getSimpleName());
    }
  }

  /** Row {@code from} and the {@code count - 1} after it of a builder of the same lane. */
  public void append(ColumnBuilder other, int from, int count) {
    int start = size;
    reserveRows(count);
    switch (lane) {
      case INT -> System.arraycopy(other.ints, from, ints, start, count);
      case LONG -> System.arraycopy(other.longs, from, longs, start, count);
      case DOUBLE -> System.arraycopy(other.doubles, from, doubles, start, count);
      case INT128 -> {
        System.arraycopy(other.high, from, high, start, count);
        System.arraycopy(other.longs, from, longs, start, count);
      }
      case TEXT -> appendTexts(other, from, count);
      case OBJECT -> throw new AssertionError(lane);
    }
    size = start + count;
    if (other.nullCount > 0) {
      for (int i = 0; i < count; i++) {
        if (other.isNull(from + i)) {
          markNull(start + i);
        }
      }
    }
  }

  private void appendTexts(ColumnBuilder other, int from, int count) {
    int shift = offsets[size] - other.offsets[from];
    int length = other.offsets[from + count] - other.offsets[from];
    reserveBytes(offsets[size], length);
    System.arraycopy(other.bytes, other.offsets[from], bytes, offsets[size], length);
    for (int i = 1; i <= count; i++) {
      offsets[size + i] = other.offsets[from + i] + shift;
    }
  }

  private void reserveRows(int count) {
    long needed = (long) size + count;
    if (needed > MAX_ROWS) {
      throw tooLarge(MAX_ROWS + " rows");
    }
    int capacity = (int) Math.min(MAX_ROWS, Math.max(needed, Math.max(FIRST_ROWS, 2L * size)));
    switch (lane) {
      case INT -> ints = needed > ints.length ? Arrays.copyOf(ints, capacity) : ints;
      case LONG -> longs = needed > longs.length ? Arrays.copyOf(longs, capacity) : longs;
      case DOUBLE -> doubles = needed > doubles.length ? Arrays.copyOf(doubles, capacity) : doubles;
      case INT128 -> {
        if (needed > longs.length) {
          longs = Arrays.copyOf(longs, capacity);
          high = Arrays.copyOf(high, capacity);
        }
      }
      case TEXT ->
          offsets = needed >= offsets.length ? Arrays.copyOf(offsets, capacity + 1) : offsets;
      case OBJECT -> throw new AssertionError(lane);
    }
  }

  /** Drops the rows from {@code newSize} on. */
  public void truncate(int newSize) {
    if (newSize < 0 || newSize > size) {
      throw new IllegalArgumentException("newSize = " + newSize + ", expected 0 to " + size);
    }
    for (int row = newSize; row < size && nullCount > 0; row++) {
      long[] words = nullBits;
      if (words != null && isNull(row)) {
        words[row >> 6] &= ~(1L << row);
        nullCount--;
      }
    }
    size = newSize;
  }

  /** Drops every row and keeps the arrays. */
  public void clear() {
    truncate(0);
  }

  private static StorageException tooLarge(String limit) {
    return new StorageException(
        StorageException.Kind.TOO_LARGE,
        "Rows that are added at once hold at most " + limit + " in a column; add them in parts");
  }

  private static int grown(int rows) {
    if (rows >= MAX_ROWS) {
      throw tooLarge(MAX_ROWS + " rows");
    }
    return Math.max(FIRST_ROWS, Math.min(MAX_ROWS, rows * 2));
  }
}
