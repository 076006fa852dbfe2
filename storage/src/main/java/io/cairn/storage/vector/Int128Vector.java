package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/**
 * Values of 128 bits in two lanes, two's complement: {@code high * 2^64 + unsigned(low)}.
 *
 * <p>A narrow vector is known to hold values of 64 bits alone: {@link #low} is all that a kernel
 * needs to look at, within bounds, and {@link #high} is filled when it is first asked for.
 */
public final class Int128Vector extends ColumnVector {
  private final long[] high;
  private final long[] low;
  private boolean isNarrow;
  private boolean isHighStale;
  private long min;
  private long max;

  /** A vector of {@link Batch#CAPACITY} zeros without NULLs. */
  public Int128Vector() {
    this(new long[Batch.CAPACITY], new long[Batch.CAPACITY], null);
  }

  /** Uses the arrays as they are, without a copy. */
  public Int128Vector(long[] high, long[] low, int @Nullable [] nulls) {
    super(nulls);
    this.high = high;
    this.low = low;
  }

  /** The upper 64 bits, one entry a row. */
  public long[] high() {
    if (isHighStale) {
      isHighStale = false;
      for (int i = 0; i < high.length; i++) {
        high[i] = low[i] >> 63;
      }
    }
    return high;
  }

  /** The lower 64 bits, one entry a row. */
  public long[] low() {
    return low;
  }

  /** Whether every value that is selected and not NULL is the one of its lower 64 bits, signed. */
  public boolean isNarrow() {
    return isNarrow;
  }

  /** A number that no such value of a narrow vector is below. */
  public long min() {
    return min;
  }

  /** A number that no such value of a narrow vector is above. */
  public long max() {
    return max;
  }

  /** Says that the lower lane, filled before or after, holds all, and its values these bounds. */
  public void setNarrow(long newMin, long newMax) {
    isNarrow = true;
    isHighStale = true;
    min = newMin;
    max = newMax;
  }

  /** Says that both lanes count: whoever fills a vector anew that was narrow calls it first. */
  public void setWide() {
    isNarrow = false;
    isHighStale = false;
  }
}
