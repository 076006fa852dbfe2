package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.Cancellation;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of an order over kept batches, as words of 64 bits whose unsigned order is the order
 * wanted, descending included. Rows are numbered {@code batch * Batch.CAPACITY + row}.
 *
 * <p>One word may not tell all of a value: what it tells is its aspect, a number with a meaning of
 * the subclass, chosen for some rows together. Thread-safe, as the batches do not change.
 */
abstract class OrderKey {
  private static final int[] NONE = new int[0];

  static final int ROW_BITS = 11;
  static final int ROW_MASK = Batch.CAPACITY - 1;

  private final SortKey key;

  /** The validity of each batch; {@link #NONE} where no row is NULL. */
  private final int[][] nulls;

  private final boolean hasNulls;

  /** The word is xored with it: all ones for descending order. */
  final long turn;

  OrderKey(SortKey key, List<Batch> batches) {
    this.key = key;
    this.turn = key.descending() ? -1 : 0;
    this.nulls = new int[batches.size()][];
    boolean any = false;
    for (int i = 0; i < nulls.length; i++) {
      int[] lane = batches.get(i).column(key.column()).nulls();
      nulls[i] = lane == null ? NONE : lane;
      any |= lane != null;
    }
    this.hasNulls = any;
  }

  final boolean nullsFirst() {
    return key.nullsFirst();
  }

  /** -1 where the row of the batch is NULL; absent if none is. */
  final int @Nullable [] nulls(int batch) {
    int[] lane = nulls[batch];
    return lane == NONE ? null : lane;
  }

  final boolean hasNulls() {
    return hasNulls;
  }

  final boolean isNull(int row) {
    int[] lane = nulls[row >>> ROW_BITS];
    return lane != NONE && lane[row & ROW_MASK] != 0;
  }

  static ColumnVector vector(List<Batch> batches, SortKey key, int batch) {
    return batches.get(batch).column(key.column());
  }

  /** What one word should tell of all rows. */
  abstract int aspect(Cancellation cancellation);

  /** What one word should tell of these rows, none of which is NULL. */
  abstract int aspect(int[] rows, int count, Cancellation cancellation);

  /** Whether words that are equal leave open which value comes first. */
  boolean continues(int aspect, long word) {
    return false;
  }

  /**
   * Words of the first {@code n} rows of a batch, from {@code out[0]} on; anything under a NULL.
   */
  abstract void words(int batch, int n, int aspect, long[] out);

  /** Words of the rows {@code rows[from..to)}, at their places; anything under a NULL. */
  abstract void words(int[] rows, int from, int to, int aspect, long[] out);

  /** Orders the values of two rows that are not NULL. */
  abstract int compareValues(int a, int b);

  final int compare(int a, int b) {
    if (hasNulls) {
      boolean aNull = isNull(a);
      boolean bNull = isNull(b);
      if (aNull || bNull) {
        return aNull == bNull ? 0 : aNull == nullsFirst() ? -1 : 1;
      }
    }
    return compareValues(a, b);
  }
}
