package io.cairn.storage.internal.encoding;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Doubles as integers of one scale.
 *
 * @param integers one a row
 * @param scale from integers to doubles
 * @param outliers rows that have no such integer: -0.0, NaNs, infinities, numbers of more digits
 */
record ScaledBody(Integers integers, DoubleScale scale, Outliers outliers) implements Body {
  /** Integers beyond do not all keep their order as doubles, nor have a successor to ask for. */
  static final long MAX_INTEGER = 1L << 62;

  /** Selections of fewer rows are read one by one. */
  private static final int FEW_ROWS = 64;

  @Override
  public String name() {
    return name(scale, integers.name(), outliers.count());
  }

  static String name(DoubleScale scale, String integers, int outlierCount) {
    return (scale.isDecimal() ? "decimal-scale+" : "binary-scale+")
        + integers
        + (outlierCount == 0 ? "" : Outliers.NAME);
  }

  @Override
  public long heapBytes() {
    return 64 + integers.heapBytes() + outliers.heapBytes();
  }

  @Override
  public ColumnVector decode(int batch, Scratch scratch) {
    DoubleVector vector = scratch.doubleVector();
    integers.decode(batch, 0, scratch.longs, scratch);
    scale.toDoubles(scratch.longs, vector.values());
    outliers.patch(batch, vector.values());
    return vector;
  }

  @Override
  public ColumnVector decode(int batch, int[] rows, int count, Scratch scratch) {
    if (2 * count > Planes.LANES) {
      return decode(batch, scratch);
    }
    DoubleVector vector = scratch.doubleVector();
    double[] out = vector.values();
    if (count < FEW_ROWS && integers.hasRandomAccess()) {
      for (int i = 0; i < count; i++) {
        out[rows[i]] = scale.toDouble(integers.get(batch, rows[i]));
      }
    } else {
      // Decoding all lanes is cheap, converting them is not.
      integers.decode(batch, 0, scratch.longs, scratch);
      for (int i = 0; i < count; i++) {
        out[rows[i]] = scale.toDouble(scratch.longs[rows[i]]);
      }
    }
    outliers.patch(batch, out);
    return vector;
  }

  @Override
  public Rejector bind(ColumnFilter filter) {
    LongRanges keys = filter.ranges();
    LongRanges ranges = scale.toIntegers(keys, integers.min(), integers.max());
    return (batch, mask, scratch) -> {
      if (outliers.isEmpty(batch)) {
        integers.reject(batch, ranges, mask, scratch);
      } else {
        int[] own = scratch.ownMask;
        Arrays.fill(own, 0);
        integers.reject(batch, ranges, own, scratch);
        outliers.judge(
            batch, bits -> keys.contains(OrderedDouble.key(Double.longBitsToDouble(bits))), own);
        Masks.and(mask, own);
      }
    };
  }

  @Override
  public @Nullable Constant min(int batch) {
    double least = scale.toDouble(integers.min(batch));
    return new Constant.Real(Math.min(least, outliers.minReal(batch)));
  }

  @Override
  public @Nullable Constant max(int batch) {
    double most = scale.toDouble(integers.max(batch));
    return new Constant.Real(Math.max(most, outliers.maxReal(batch)));
  }

  @Override
  public long nanCount(int batch) {
    return outliers.nanCount(batch);
  }
}
