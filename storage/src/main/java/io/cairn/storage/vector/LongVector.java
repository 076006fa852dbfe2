package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/** Values in 64-bit lanes; see {@link io.cairn.storage.type.Lane#LONG}. */
public final class LongVector extends ColumnVector {
  private final long[] values;

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
}
