package io.cairn.storage.predicate;

import org.jspecify.annotations.Nullable;

/**
 * What is known about the values of a column over some rows. Immutable.
 *
 * <p>Counts of rows, NULLs and NaNs are exact where they are known. Min, max and sum are exact only
 * as their flags say; the number of distinct values is an estimate throughout.
 *
 * @param rowCount rows, NULLs among them
 * @param nullCount NULLs, or -1 if unknown
 * @param nanCount NaNs, or -1 if unknown; 0 for types without NaN
 * @param min the smallest value that is neither NULL nor NaN or a bound below it; null if unknown
 *     or if there is none
 * @param max the largest such value or a bound above it; null if unknown or if there is none
 * @param distinctCount an estimate of distinct values but NULL, or -1 if unknown
 * @param hasExactBounds whether {@code min} and {@code max} are themselves values of the column, or
 *     null because there is no value but NULL and NaN. Doubles that are zero may have the other
 *     sign, so they are never exact
 * @param sum the exact sum of all values but NULL in the unit of the lane, as for an unscaled
 *     decimal; null if unknown, of a type without exact sums, or if there is no value
 * @param isAscending whether no value is below the one in the row before, over all rows in their
 *     order, and none is NULL or NaN: equal values stand together
 */
public record ColumnStatistics(
    long rowCount,
    long nullCount,
    long nanCount,
    @Nullable Constant min,
    @Nullable Constant max,
    long distinctCount,
    boolean hasExactBounds,
    @Nullable Constant sum,
    boolean isAscending) {
  /** Statistics with bounds that need not be values, without a sum and without an order. */
  public ColumnStatistics(
      long rowCount,
      long nullCount,
      long nanCount,
      @Nullable Constant min,
      @Nullable Constant max,
      long distinctCount) {
    this(rowCount, nullCount, nanCount, min, max, distinctCount, false, null, false);
  }

  /** Statistics that tell nothing but the number of rows. */
  public static ColumnStatistics unknown(long rowCount) {
    return new ColumnStatistics(rowCount, -1, -1, null, null, -1);
  }

  /**
   * Statistics of a column of whole numbers without NULLs from {@code min} to {@code max}, both
   * included.
   */
  public static ColumnStatistics ofRange(long rowCount, long min, long max) {
    return new ColumnStatistics(
        rowCount, 0, 0, new Constant.Whole(min), new Constant.Whole(max), -1);
  }
}
