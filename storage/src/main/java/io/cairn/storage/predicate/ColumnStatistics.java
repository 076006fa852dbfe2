package io.cairn.storage.predicate;

import org.jspecify.annotations.Nullable;

/**
 * What is known about the values of a column over some rows. Immutable.
 *
 * @param rowCount rows, NULLs among them
 * @param nullCount NULLs, or -1 if unknown
 * @param nanCount NaNs, or -1 if unknown; 0 for types without NaN
 * @param min the smallest value that is neither NULL nor NaN or a bound below it; null if unknown
 *     or if there is none
 * @param max the largest such value or a bound above it; null if unknown or if there is none
 * @param distinctCount an estimate of distinct values, or -1 if unknown
 */
public record ColumnStatistics(
    long rowCount,
    long nullCount,
    long nanCount,
    @Nullable Constant min,
    @Nullable Constant max,
    long distinctCount) {
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
