package io.cairn.storage.internal.encoding;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.ColumnType;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Collects a chunk's statistics while it is encoded. One thread at a time. */
final class StatisticsBuilder {
  private static final long LOWER = 0xFFFF_FFFFL;

  private final ColumnType type;
  private final int rowCount;
  private final int nullCount;
  private long nanCount;
  private boolean hasInfinities;
  private @Nullable Constant min;
  private @Nullable Constant max;
  private boolean isMinCut;
  private boolean isMaxCut;
  private @Nullable Constant sum;
  private boolean isAscending;
  private boolean isStrictlyAscending;
  private long distinctCount = -1;

  StatisticsBuilder(ColumnType type, int rowCount, int nullCount) {
    this.type = type;
    this.rowCount = rowCount;
    this.nullCount = nullCount;
    if (nullCount == rowCount) {
      distinctCount = 0;
    }
  }

  private boolean hasSum() {
    return type instanceof ColumnType.Int
        || type instanceof ColumnType.Bool
        || type instanceof ColumnType.Decimal;
  }

  /** Whether {@link #order} needs calling: rows with NULL have no order here. */
  boolean wantsOrder() {
    return nullCount == 0;
  }

  void order(boolean ascending, boolean strictly) {
    isAscending = ascending;
    isStrictlyAscending = strictly;
    if (strictly) {
      distinctCount = rowCount;
    }
  }

  void distinct(long count) {
    distinctCount = count;
  }

  void bounds(Constant low, Constant high) {
    min = low;
    max = high;
  }

  /** Sums the bits of lanes INT and LONG, where rows that are NULL hold 0. */
  void sum(long[] values, boolean isUnsigned) {
    if (hasSum()) {
      sum = ChunkStatistics.exact(isUnsigned ? unsignedSum(values) : signedSum(values));
    }
  }

  /** Sums lane INT128, where rows that are NULL hold 0. */
  void sum(long[] high, long[] low) {
    if (hasSum()) {
      sum = ChunkStatistics.exact(signedSum(high).shiftLeft(64).add(unsignedSum(low)));
    }
  }

  /** Halves of 32 bits add up without overflow over a chunk's rows. */
  private static BigInteger signedSum(long[] values) {
    long lower = 0;
    long upper = 0;
    for (long value : values) {
      lower += value & LOWER;
      upper += value >> 32;
    }
    return BigInteger.valueOf(upper).shiftLeft(32).add(BigInteger.valueOf(lower));
  }

  private static BigInteger unsignedSum(long[] values) {
    long lower = 0;
    long upper = 0;
    for (long value : values) {
      lower += value & LOWER;
      upper += value >>> 32;
    }
    return BigInteger.valueOf(upper).shiftLeft(32).add(BigInteger.valueOf(lower));
  }

  /** Everything about doubles, where rows that are NULL hold the bits of 0.0. */
  void doubles(double[] values, Presence presence) {
    double total = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    long nans = 0;
    for (double value : values) {
      total += value;
      nans += Double.isNaN(value) ? 1 : 0;
    }
    for (int i = 0; i < values.length; i++) {
      if (presence.isNull(i)) {
        continue;
      }
      double value = values[i];
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    nanCount = nans;
    sum = new Constant.Real(total);
    if (nans + nullCount < rowCount) {
      hasInfinities = low == Double.NEGATIVE_INFINITY || high == Double.POSITIVE_INFINITY;
      bounds(new Constant.Real(low + 0.0), new Constant.Real(high + 0.0));
    }
    if (wantsOrder() && nans == 0) {
      boolean ascending = true;
      boolean strictly = true;
      for (int i = 1; i < values.length && ascending; i++) {
        ascending = values[i - 1] <= values[i];
        strictly &= values[i - 1] < values[i];
      }
      order(ascending, ascending && strictly);
    }
  }

  /** Bounds of texts, whole ones given. */
  void texts(byte[] bytes, int minFrom, int minTo, int maxFrom, int maxTo) {
    min = ChunkStatistics.cutMin(bytes, minFrom, minTo);
    max = ChunkStatistics.cutMax(bytes, maxFrom, maxTo);
    isMinCut = minTo - minFrom > ChunkStatistics.MAX_TEXT_BYTES;
    isMaxCut = maxTo - maxFrom > ChunkStatistics.MAX_TEXT_BYTES;
  }

  ChunkStatistics build() {
    return new ChunkStatistics(
        rowCount,
        nullCount,
        nanCount,
        hasInfinities,
        min,
        max,
        isMinCut,
        isMaxCut,
        sum,
        isAscending,
        isStrictlyAscending,
        distinctCount);
  }
}
