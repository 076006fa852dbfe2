package io.cairn.planner.exec.sort;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.planner.exec.value.TypeNames;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import org.jspecify.annotations.Nullable;

/**
 * Values of one sort key as words of 64 bits whose unsigned order is the order wanted, descending
 * included. Numbers are one word (two in lane INT128); text is as many as needed, each with seven
 * bytes and how many of them count, or 8 if more follow. One thread at a time.
 */
final class KeyWords {
  private static final int TEXT_BYTES = 7;
  private static final int MORE = 8;

  private final SortKey key;
  private final Lane lane;
  private final boolean unsigned;
  private final long turn;
  private final TextView text = new TextView();

  KeyWords(SortKey key, OutputColumn column) {
    this.key = key;
    this.lane = column.lane();
    this.unsigned =
        BoxedValues.isUnsigned64(column.type()) || column.type() instanceof ColumnType.Uuid;
    this.turn = key.descending() ? -1 : 0;
    if (lane == Lane.OBJECT) {
      throw refusal(column);
    }
  }

  static QueryException refusal(OutputColumn column) {
    return new QueryException(
        ErrorCode.TYPE_MISMATCH,
        "Column "
            + column.name()
            + " of type "
            + TypeNames.of(column.type())
            + " has no order; order by one of its parts");
  }

  int column() {
    return key.column();
  }

  boolean nullsFirst() {
    return key.nullsFirst();
  }

  boolean isText() {
    return lane == Lane.TEXT;
  }

  boolean descending() {
    return key.descending();
  }

  /** Whether values with this word may differ in the next one. */
  boolean continues(long word, int index) {
    return switch (lane) {
      case INT128 -> index == 0;
      case TEXT -> ((word ^ turn) & 0xFF) == MORE;
      default -> false;
    };
  }

  /** The word of a row that is not NULL. */
  long word(ColumnVector vector, int row, int index) {
    return turn ^ plain(vector, row, index);
  }

  private long plain(ColumnVector vector, int row, int index) {
    switch (lane) {
      case INT -> {
        return ((IntVector) vector).values()[row] ^ Long.MIN_VALUE;
      }
      case LONG -> {
        long value = ((LongVector) vector).values()[row];
        return unsigned ? value : value ^ Long.MIN_VALUE;
      }
      case DOUBLE -> {
        return ofDouble(((DoubleVector) vector).values()[row]);
      }
      case INT128 -> {
        Int128Vector wide = (Int128Vector) vector;
        return index > 0
            ? wide.low()[row]
            : unsigned ? wide.high()[row] : wide.high()[row] ^ Long.MIN_VALUE;
      }
      case TEXT -> {
        text.set(vector);
        return ofText(text.bytes(), text.start(row) + index * TEXT_BYTES, text.end(row));
      }
      default -> throw new AssertionError(lane);
    }
  }

  /** The first words of the rows, at their positions; rows that are NULL get anything. */
  void firstWords(ColumnVector vector, int @Nullable [] rows, int count, long[] out) {
    if (lane == Lane.DOUBLE) {
      double[] values = ((DoubleVector) vector).values();
      for (int k = 0; k < count; k++) {
        int row = rows == null ? k : rows[k];
        out[row] = turn ^ ofDouble(values[row]);
      }
      return;
    }
    if (lane == Lane.INT) {
      int[] values = ((IntVector) vector).values();
      for (int k = 0; k < count; k++) {
        int row = rows == null ? k : rows[k];
        out[row] = turn ^ values[row] ^ Long.MIN_VALUE;
      }
      return;
    }
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      out[row] = vector.isNull(row) ? 0 : word(vector, row, 0);
    }
  }

  /**
   * The rows whose first word is not above this one.
   *
   * @param vector without NULLs
   * @param out gets them, in their order
   * @return their number
   */
  int atMost(ColumnVector vector, int @Nullable [] rows, int count, long word, int[] out) {
    boolean descending = turn != 0;
    long key = word ^ turn;
    if (lane == Lane.DOUBLE) {
      double bound = toDouble(key);
      // NaN is above everything: of those above a number it is one, and nothing is above it.
      if (!Double.isNaN(bound)) {
        double[] values = ((DoubleVector) vector).values();
        return descending
            ? notBelow(values, rows, count, bound, out)
            : notAbove(values, rows, count, bound, out);
      }
    } else if (lane == Lane.INT) {
      long bound = key ^ Long.MIN_VALUE;
      int[] values = ((IntVector) vector).values();
      int kept = 0;
      for (int k = 0; k < count; k++) {
        int row = rows == null ? k : rows[k];
        out[kept] = row;
        kept += (descending ? values[row] >= bound : values[row] <= bound) ? 1 : 0;
      }
      return kept;
    } else if (lane == Lane.LONG && !unsigned) {
      long bound = key ^ Long.MIN_VALUE;
      long[] values = ((LongVector) vector).values();
      int kept = 0;
      for (int k = 0; k < count; k++) {
        int row = rows == null ? k : rows[k];
        out[kept] = row;
        kept += (descending ? values[row] >= bound : values[row] <= bound) ? 1 : 0;
      }
      return kept;
    }
    int kept = 0;
    long most = word ^ Long.MIN_VALUE;
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      out[kept] = row;
      kept += (word(vector, row, 0) ^ Long.MIN_VALUE) <= most ? 1 : 0;
    }
    return kept;
  }

  private static int notBelow(
      double[] values, int @Nullable [] rows, int count, double bound, int[] out) {
    int kept = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        out[kept] = i;
        kept += values[i] < bound ? 0 : 1;
      }
    } else {
      for (int k = 0; k < count; k++) {
        out[kept] = rows[k];
        kept += values[rows[k]] < bound ? 0 : 1;
      }
    }
    return kept;
  }

  private static int notAbove(
      double[] values, int @Nullable [] rows, int count, double bound, int[] out) {
    int kept = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        out[kept] = i;
        kept += values[i] <= bound ? 1 : 0;
      }
    } else {
      for (int k = 0; k < count; k++) {
        out[kept] = rows[k];
        kept += values[rows[k]] <= bound ? 1 : 0;
      }
    }
    return kept;
  }

  /** The value whose word, ascending, this is. */
  private static double toDouble(long word) {
    return Double.longBitsToDouble(word < 0 ? word ^ Long.MIN_VALUE : ~word);
  }

  static long ofDouble(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ ((bits >> 63) | Long.MIN_VALUE);
  }

  private static long ofText(byte[] bytes, int from, int to) {
    int count = Math.min(TEXT_BYTES, to - from);
    long word = 0;
    for (int i = 0; i < count; i++) {
      word |= (bytes[from + i] & 0xFFL) << (56 - 8 * i);
    }
    return word | (to - from > TEXT_BYTES ? MORE : Math.max(count, 0));
  }
}
