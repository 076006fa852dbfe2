package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/** Values in 64-bit lanes; see {@link io.cairn.storage.type.Lane#LONG}. */
public final class LongVector extends ColumnVector {
  private final long[] values;
  private long min = Long.MIN_VALUE;
  private long max = Long.MAX_VALUE;

  /** A vector of {@link Batch#CAPACITY} zeros without NULLs. */
  public LongVector() {
    this(new long[Batch.CAPACITY], null);
  }

  /** Uses both arrays as they are, without a copy. */
  public LongVector(long[] values, int @Nullable [] nulls) {
    super(nulls);
    this.values = values;
  }

  /** One entry a row. */
  public long[] values() {
    return values;
  }

  /**
   * A number that no value is below, of the rows that are selected and not NULL: what arithmetic
   * need not check. {@code Long.MIN_VALUE} if unknown.
   */
  public long min() {
    return min;
  }

  /** A number that no such value is above, {@code Long.MAX_VALUE} if unknown. */
  public long max() {
    return max;
  }

  /** Sets both bounds; whoever fills a vector anew that has bounds sets them anew, too. */
  public void setBounds(long newMin, long newMax) {
    min = newMin;
    max = newMax;
  }

  /** Forgets both bounds. */
  public void clearBounds() {
    setBounds(Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
