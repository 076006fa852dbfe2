package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/** Floating-point values; see {@link io.cairn.storage.type.Lane#DOUBLE}. */
public final class DoubleVector extends ColumnVector {
  private final double[] values;

  /** A vector of {@link Batch#CAPACITY} zeros without NULLs. */
  public DoubleVector() {
    this(new double[Batch.CAPACITY], null);
  }

  /** Uses both arrays as they are, without a copy. */
  public DoubleVector(double[] values, int @Nullable [] nulls) {
    super(nulls);
    this.values = values;
  }

  /** One entry a row. */
  public double[] values() {
    return values;
  }
}
