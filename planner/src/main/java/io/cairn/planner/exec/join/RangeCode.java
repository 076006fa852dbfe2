package io.cairn.planner.exec.join;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import org.jspecify.annotations.Nullable;

/** Whole numbers as their distance from the least; if NULL is a value, it is 0 and they follow. */
final class RangeCode extends KeyCode {
  private final Lane lane;
  private final long min;

  /** Greatest minus least value, unsigned. */
  private final long range;

  private final int nullCodes;

  private RangeCode(Lane lane, long min, long range, boolean nullSafe) {
    super(nullSafe);
    this.lane = lane;
    this.min = min;
    this.range = range;
    this.nullCodes = nullSafe ? 1 : 0;
  }

  /** Null if NULL and the range do not fit 64 bits together. */
  static @Nullable RangeCode of(FlatColumn column, boolean nullSafe) {
    boolean any = false;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    int n = column.rowCount();
    boolean nulls = column.hasNulls();
    if (column.lane() == Lane.INT) {
      int[] values = column.ints();
      int low = Integer.MAX_VALUE;
      int high = Integer.MIN_VALUE;
      for (int i = 0; i < n; i++) {
        if (!nulls || !column.isNull(i)) {
          low = Math.min(low, values[i]);
          high = Math.max(high, values[i]);
          any = true;
        }
      }
      min = low;
      max = high;
    } else {
      long[] values = column.longs();
      for (int i = 0; i < n; i++) {
        if (!nulls || !column.isNull(i)) {
          min = Math.min(min, values[i]);
          max = Math.max(max, values[i]);
          any = true;
        }
      }
    }
    if (!any) {
      min = 0;
      max = 0;
    }
    if (nullSafe && max - min == -1) {
      return null;
    }
    return new RangeCode(column.lane(), min, max - min, nullSafe);
  }

  long min() {
    return min;
  }

  long range() {
    return range;
  }

  Lane lane() {
    return lane;
  }

  @Override
  int bits() {
    return 64 - Long.numberOfLeadingZeros(range + nullCodes);
  }

  @Override
  int encode(ColumnVector vector, int[] rows, int count, long[] codes, int[] out) {
    int[] nulls = vector.nulls();
    if (nulls != null && nullCodes > 0) {
      return encodeNullSafe(vector, nulls, rows, count, codes, out);
    }
    int[] from = rows;
    int n = count;
    if (nulls != null) {
      n = withoutNulls(nulls, rows, count, out);
      from = out;
    }
    return lane == Lane.INT
        ? encode(((IntVector) vector).values(), from, n, codes, out)
        : encode(((LongVector) vector).values(), from, n, codes, out);
  }

  private int encode(int[] values, int[] rows, int count, long[] codes, int[] out) {
    int low = (int) min;
    int width = (int) range;
    int first = nullCodes;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      // Differences that overflow are beyond the width, taken as unsigned.
      int distance = values[row] - low;
      codes[row] = (distance & 0xFFFF_FFFFL) + first;
      out[n] = row;
      n += Integer.compareUnsigned(distance, width) <= 0 ? 1 : 0;
    }
    return n;
  }

  private int encode(long[] values, int[] rows, int count, long[] codes, int[] out) {
    int first = nullCodes;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      long distance = values[row] - min;
      codes[row] = distance + first;
      out[n] = row;
      n += Long.compareUnsigned(distance, range) <= 0 ? 1 : 0;
    }
    return n;
  }

  private int encodeNullSafe(
      ColumnVector vector, int[] nulls, int[] rows, int count, long[] codes, int[] out) {
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      if (nulls[row] != 0) {
        codes[row] = 0;
        out[n++] = row;
        continue;
      }
      long value =
          lane == Lane.INT
              ? ((IntVector) vector).values()[row]
              : ((LongVector) vector).values()[row];
      if (Long.compareUnsigned(value - min, range) <= 0) {
        codes[row] = value - min + 1;
        out[n++] = row;
      }
    }
    return n;
  }

  @Override
  void encodeRight(FlatColumn column, int from, int to, long[] codes) {
    if (nullCodes > 0) {
      for (int i = from; i < to; i++) {
        long value = lane == Lane.INT ? column.ints()[i] : column.longs()[i];
        codes[i] = column.isNull(i) ? 0 : value - min + 1;
      }
    } else if (lane == Lane.INT) {
      int[] values = column.ints();
      for (int i = from; i < to; i++) {
        codes[i] = values[i] - min;
      }
    } else {
      long[] values = column.longs();
      for (int i = from; i < to; i++) {
        codes[i] = values[i] - min;
      }
    }
  }
}
