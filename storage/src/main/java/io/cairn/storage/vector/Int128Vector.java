package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/** Values of 128 bits in two lanes, two's complement: {@code high * 2^64 + unsigned(low)}. */
public final class Int128Vector extends ColumnVector {
  private final long[] high;
  private final long[] low;

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
    return high;
  }

  /** The lower 64 bits, one entry a row. */
  public long[] low() {
    return low;
  }
}
