package io.cairn.planner.exec.window;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.value.Temporal;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order key of frames whose bounds are values: finds the rows whose key is within an offset of
 * that of a row. NULLs and NaNs have no distance from other keys: their frame is their peers. One
 * thread at a time.
 */
final class RangeKey {
  private final SortKey key;
  private final ColumnType type;
  private final boolean startInMonths;
  private final boolean endInMonths;
  private final boolean isReal;
  private long[] wholes = new long[0];
  private double[] reals = new double[0];
  private byte[] special = new byte[0];
  private @Nullable RowGroups peers;
  private Offset startOffset = new Offset(0, 0, 0);
  private Offset endOffset = startOffset;
  private int partition = -1;
  private int regularFrom;
  private int regularTo;

  /** A distance: of doubles, of whole numbers or units of time, or in months. */
  private record Offset(double real, long whole, long months) {}

  /**
   * @param startInMonths whether the offset of the frame's start is an interval of months
   */
  RangeKey(SortKey key, OutputColumn column, boolean startInMonths, boolean endInMonths) {
    this.key = key;
    this.startInMonths = startInMonths;
    this.endInMonths = endInMonths;
    this.type = column.type();
    this.isReal = type instanceof ColumnType.FloatingPoint;
  }

  /** Takes over the offsets in boxed form; null for a bound without one. */
  void bind(@Nullable Object start, @Nullable Object end) {
    startOffset = offset(start, startInMonths);
    endOffset = offset(end, endInMonths);
    partition = -1;
  }

  private Offset offset(@Nullable Object value, boolean inMonths) {
    if (value == null) {
      return new Offset(0, 0, 0);
    }
    if (value instanceof Double real) {
      if (!(real >= 0)) {
        throw negative(real);
      }
      return new Offset(real, 0, 0);
    }
    if (value instanceof BigDecimal decimal) {
      if (decimal.signum() < 0) {
        throw negative(decimal);
      }
      boolean fits = decimal.unscaledValue().bitLength() < Long.SIZE;
      return new Offset(0, fits ? decimal.unscaledValue().longValue() : Long.MAX_VALUE, 0);
    }
    long whole = ((Number) value).longValue();
    if (whole < 0) {
      throw negative(whole);
    }
    if (inMonths) {
      return new Offset(0, 0, whole);
    }
    // Intervals are in microseconds, as are days here; timestamps may be finer.
    long units = type instanceof ColumnType.Timestamp ? Temporal.unitsPerSecond(type) : 0;
    boolean finer = units > Temporal.MICROS_PER_SECOND;
    long factor = finer ? units / Temporal.MICROS_PER_SECOND : 1;
    return new Offset(0, whole > Long.MAX_VALUE / factor ? Long.MAX_VALUE : whole * factor, 0);
  }

  private static QueryException negative(Object offset) {
    return new QueryException(
        ErrorCode.INVALID_ARGUMENT, "The offset of a frame is " + offset + ", expected 0 or more");
  }

  void prepare(WindowRows rows, RowGroups groups, int end) {
    peers = groups;
    partition = -1;
    if (special.length < end) {
      special = new byte[end];
      wholes = isReal ? wholes : new long[end];
      reals = isReal ? new double[end] : reals;
    }
    for (int row = 0; row < end; row++) {
      ColumnVector vector = rows.vector(row, key.column());
      int position = rows.position(row);
      if (vector.isNull(position)) {
        special[row] = 1;
      } else if (isReal) {
        double value = ((DoubleVector) vector).values()[position];
        special[row] = (byte) (Double.isNaN(value) ? 1 : 0);
        reals[row] = value;
      } else {
        special[row] = 0;
        wholes[row] = scaled(WholeNumbers.get(vector, position));
      }
    }
  }

  /** Days as microseconds, as intervals have them. */
  private long scaled(long value) {
    return type instanceof ColumnType.Date ? value * Temporal.MICROS_PER_DAY : value;
  }

  long bytes() {
    return special.length + 8L * (wholes.length + reals.length);
  }

  /** The first row of the frame: the first that is not further before, or is as far behind. */
  int first(int row, int least, int most, boolean preceding) {
    if (special[row] != 0) {
      return Objects.requireNonNull(peers).start(row);
    }
    regular(least, most);
    return search(row, startOffset, preceding, false);
  }

  /** The row after the last one of the frame. */
  int end(int row, int least, int most, boolean preceding) {
    if (special[row] != 0) {
      return Objects.requireNonNull(peers).end(row);
    }
    regular(least, most);
    return search(row, endOffset, preceding, true);
  }

  /** Finds the rows of a partition that have a distance from each other. */
  private void regular(int least, int most) {
    if (partition == least) {
      return;
    }
    partition = least;
    regularFrom = least;
    while (regularFrom < most && special[regularFrom] != 0) {
      regularFrom++;
    }
    regularTo = most;
    while (regularTo > regularFrom && special[regularTo - 1] != 0) {
      regularTo--;
    }
  }

  /** The first row at or, for {@code after}, behind the target in the order. */
  private int search(int row, Offset offset, boolean preceding, boolean after) {
    boolean down = preceding != key.descending();
    double real = isReal ? reals[row] + (down ? -offset.real : offset.real) : 0;
    long whole = isReal ? 0 : moved(wholes[row], offset, down);
    int low = regularFrom;
    int high = regularTo;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = isReal ? compare(reals[middle], real) : Long.compare(wholes[middle], whole);
      order = key.descending() ? -order : order;
      if (order < 0 || (after && order == 0)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int compare(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  private long moved(long value, Offset offset, boolean down) {
    if (offset.months != 0) {
      long unitsPerDay = Temporal.SECONDS_PER_DAY * Temporal.unitsPerSecond(type);
      long day = Math.floorDiv(value, unitsPerDay);
      long moved = Temporal.addMonths(day, down ? -offset.months : offset.months);
      return Math.addExact(Math.multiplyExact(moved, unitsPerDay), value - day * unitsPerDay);
    }
    long sum = down ? value - offset.whole : value + offset.whole;
    if (down) {
      return sum > value ? Long.MIN_VALUE : sum;
    }
    return sum < value ? Long.MAX_VALUE : sum;
  }
}
