package io.cairn.planner.exec.spill;

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

/** Turns the first rows of vectors into a block. One thread at a time. */
final class BlockWriter {
  /** How a column of lane TEXT lies in a block. */
  static final int PLAIN = 0;

  static final int CODED = 1;

  private final SpillSpace space;
  private final BlockBuffer out = new BlockBuffer();
  private final int[] ints = new int[Batch.CAPACITY];
  private long @Nullable [] longs;
  private byte[] text = {};

  BlockWriter(SpillSpace space) {
    this.space = space;
  }

  /** The block that was written last, from its first entry on. */
  byte[] bytes() {
    return out.bytes();
  }

  /** Whether its scratch memory is small enough to be kept for later. */
  boolean isModest() {
    return out.isModest() && text.length <= BlockBuffer.MODEST_BYTES;
  }

  /** Writes a block of rows {@code from} to before {@code to}; returns its length in bytes. */
  int write(ColumnVector[] columns, int from, int to) {
    out.startWriting();
    for (ColumnVector column : columns) {
      write(column, from, to);
    }
    return out.finishWriting();
  }

  private void write(ColumnVector column, int from, int to) {
    int n = to - from;
    int[] nulls = column.nulls();
    out.putByte(nulls == null ? 0 : 1);
    if (nulls != null) {
      System.arraycopy(nulls, from, ints, 0, n);
      out.putNulls(ints, n);
    }
    if (column instanceof IntVector vector) {
      out.putInts(present(vector.values(), nulls, from, n), n);
    } else if (column instanceof LongVector vector) {
      out.putLongs(present(vector.values(), nulls, from, n), n);
    } else if (column instanceof DoubleVector vector) {
      double[] values = vector.values();
      out.putDoubles(from == 0 ? values : java.util.Arrays.copyOfRange(values, from, to), n);
    } else if (column instanceof Int128Vector vector) {
      out.putLongs(present(vector.high(), nulls, from, n), n);
      out.putLongs(present(vector.low(), nulls, from, n), n);
    } else if (column instanceof DictionaryVector vector) {
      int number = space.number(vector.dictionary(), to);
      if (number >= 0) {
        out.putByte(CODED);
        out.putInt(number);
        out.putInts(present(vector.codes(), nulls, from, n), n);
      } else {
        out.putByte(PLAIN);
        putSpelt(vector, from, to);
      }
    } else if (column instanceof TextVector vector) {
      out.putByte(PLAIN);
      int[] offsets = vector.offsets();
      for (int i = 0; i < n; i++) {
        ints[i] = offsets[from + i + 1] - offsets[from + i];
      }
      out.putInts(ints, n);
      out.putPacked(vector.bytes(), offsets[from], offsets[to] - offsets[from]);
    } else if (column instanceof ObjectVector vector) {
      for (int i = from; i < to; i++) {
        BoxedCodec.write(nulls != null && nulls[i] != 0 ? null : vector.values()[i], out);
      }
    } else {
      throw new AssertionError(column);
    }
  }

  /** The values with 0 under each NULL, where anything may be, so that they pack well. */
  private int[] present(int[] values, int @Nullable [] nulls, int from, int n) {
    if (nulls == null && from == 0) {
      return values;
    }
    for (int i = 0; i < n; i++) {
      ints[i] = nulls == null ? values[from + i] : values[from + i] & ~nulls[from + i];
    }
    return ints;
  }

  private long[] present(long[] values, int @Nullable [] nulls, int from, int n) {
    if (nulls == null && from == 0) {
      return values;
    }
    long[] scratch = longs;
    if (scratch == null) {
      scratch = new long[Batch.CAPACITY];
      longs = scratch;
    }
    for (int i = 0; i < n; i++) {
      scratch[i] = nulls == null ? values[from + i] : values[from + i] & ~(long) nulls[from + i];
    }
    return scratch;
  }

  private void putSpelt(DictionaryVector vector, int from, int to) {
    int[] offsets = vector.dictionary().offsets();
    int total = 0;
    for (int i = from; i < to; i++) {
      int code = vector.codes()[i];
      int length = vector.isNull(i) ? 0 : offsets[code + 1] - offsets[code];
      ints[i - from] = length;
      total = Math.addExact(total, length);
    }
    if (text.length < total) {
      text = new byte[Math.max(total, 2 * text.length)];
    }
    int position = 0;
    for (int i = from; i < to; i++) {
      int length = ints[i - from];
      if (length > 0) {
        System.arraycopy(
            vector.dictionary().bytes(), offsets[vector.codes()[i]], text, position, length);
      }
      position += length;
    }
    out.putInts(ints, to - from);
    out.putPacked(text, 0, total);
  }
}
