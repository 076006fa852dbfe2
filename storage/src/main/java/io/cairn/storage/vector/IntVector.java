package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/** Values in 32-bit lanes; see {@link io.cairn.storage.type.Lane#INT}. */
public final class IntVector extends ColumnVector {
  private final int[] values;

  /** A vector of {@link Batch#CAPACITY} zeros without NULLs. */
  public IntVector() {
    this(new int[Batch.CAPACITY], null);
  }

  /** Uses both arrays as they are, without a copy. */
  public IntVector(int[] values, int @Nullable [] nulls) {
    super(nulls);
    this.values = values;
  }

  /** One entry a row. */
  public int[] values() {
    return values;
  }
}
