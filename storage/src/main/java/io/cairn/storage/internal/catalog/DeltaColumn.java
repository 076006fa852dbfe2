package io.cairn.storage.internal.catalog;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a column builder as they were at one moment. The builder may grow meanwhile: it
 * writes behind these rows, or into new arrays.
 */
final class DeltaColumn {
  private final Lane lane;
  private final int[] ints;
  private final long[] longs;
  private final long[] high;
  private final double[] doubles;
  private final byte[] bytes;
  private final int[] offsets;
  private final long @Nullable [] nullBits;

  DeltaColumn(ColumnBuilder builder) {
    lane = builder.lane();
    ints = builder.ints();
    longs = builder.longs();
    high = builder.high();
    doubles = builder.doubles();
    bytes = builder.bytes();
    offsets = builder.offsets();
    nullBits = builder.nullBits();
  }

  private boolean isNull(int row) {
    return nullBits != null && row >> 6 < nullBits.length && (nullBits[row >> 6] >>> row & 1) != 0;
  }

  /** Appends rows to a builder of the same lane. */
  void copyTo(ColumnBuilder target, int from, int count) {
    for (int row = from; row < from + count; row++) {
      if (isNull(row)) {
        target.appendNull();
        continue;
      }
      switch (lane) {
        case INT -> target.appendInt(ints[row]);
        case LONG -> target.appendLong(longs[row]);
        case DOUBLE -> target.appendDouble(doubles[row]);
        case INT128 -> target.appendInt128(high[row], longs[row]);
        case TEXT -> target.appendBytes(bytes, offsets[row], offsets[row + 1] - offsets[row]);
        case OBJECT -> throw new AssertionError(lane);
      }
    }
  }

  /** Rows from {@code from} on as a vector of its own. */
  ColumnVector vector(int from, int count) {
    int[] nulls = nulls(from, count);
    return switch (lane) {
      case INT -> new IntVector(lane(ints, from, count), nulls);
      case LONG -> new LongVector(lane(longs, from, count), nulls);
      case DOUBLE -> {
        double[] values = new double[Batch.CAPACITY];
        System.arraycopy(doubles, from, values, 0, count);
        yield new DoubleVector(values, nulls);
      }
      case INT128 -> new Int128Vector(lane(high, from, count), lane(longs, from, count), nulls);
      case TEXT -> {
        int start = offsets[from];
        int[] ends = new int[Batch.CAPACITY + 1];
        for (int i = 0; i <= count; i++) {
          ends[i] = offsets[from + i] - start;
        }
        yield new TextVector(Arrays.copyOfRange(bytes, start, start + ends[count]), ends, nulls);
      }
      case OBJECT -> throw new AssertionError(lane);
    };
  }

  private static int[] lane(int[] source, int from, int count) {
    int[] values = new int[Batch.CAPACITY];
    System.arraycopy(source, from, values, 0, count);
    return values;
  }

  private static long[] lane(long[] source, int from, int count) {
    long[] values = new long[Batch.CAPACITY];
    System.arraycopy(source, from, values, 0, count);
    return values;
  }

  private int @Nullable [] nulls(int from, int count) {
    if (nullBits == null) {
      return null;
    }
    int[] lane = null;
    for (int i = 0; i < count; i++) {
      if (isNull(from + i)) {
        lane = lane == null ? new int[Batch.CAPACITY] : lane;
        lane[i] = -1;
      }
    }
    return lane;
  }

  /** Bytes that rows take in their lanes. */
  long rawBytes(int rowCount) {
    return switch (lane) {
      case INT -> 4L * rowCount;
      case LONG, DOUBLE -> 8L * rowCount;
      case INT128 -> 16L * rowCount;
      case TEXT -> 4L * rowCount + offsets[rowCount];
      case OBJECT -> throw new AssertionError(lane);
    };
  }
}
