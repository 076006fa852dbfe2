package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/**
 * The values of one column over the rows of a batch.
 *
 * <p>Arrays start at index 0 and have at least {@link Batch#CAPACITY} entries, so that kernels can
 * run over all of them with a constant trip count. Entries from the batch's row count on, and
 * entries under a NULL, hold anything. A vector belongs to who made it and is overwritten by the
 * next batch; one thread at a time.
 */
public abstract sealed class ColumnVector
    permits IntVector,
        LongVector,
        DoubleVector,
        Int128Vector,
        TextVector,
        DictionaryVector,
        ObjectVector {
  private int @Nullable [] nulls;

  ColumnVector(int @Nullable [] nulls) {
    this.nulls = nulls;
  }

  /** One entry a row: -1 where the row is NULL, else 0. Absent if no row is NULL. */
  public final int @Nullable [] nulls() {
    return nulls;
  }

  /** Replaces the validity lane; absent for no NULL. */
  public final void setNulls(int @Nullable [] lane) {
    this.nulls = lane;
  }

  public final boolean isNull(int row) {
    return nulls != null && nulls[row] != 0;
  }
}
