package io.cairn.storage.internal.encoding;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Integers in lanes INT, LONG or INT128.
 *
 * @param values the integers; of UINT64, in signed order
 * @param bias what to add to a value for the lane's bits: not 0 for UINT64
 * @param outliers values that did not fit the others' width
 */
record IntegersBody(Integers values, long bias, Outliers outliers) implements Body {
  @Override
  public String name() {
    return values.name() + outliers.name();
  }

  @Override
  public long heapBytes() {
    return values.heapBytes() + outliers.heapBytes();
  }

  @Override
  public ColumnVector decode(int batch, Scratch scratch) {
    if (scratch.lane == Lane.INT) {
      IntVector vector = scratch.intVector();
      values.decode(batch, bias, vector.values(), scratch);
      outliers.patch(batch, bias, vector.values());
      return vector;
    }
    if (scratch.lane == Lane.LONG) {
      LongVector vector = scratch.longVector();
      values.decode(batch, bias, vector.values(), scratch);
      outliers.patch(batch, bias, vector.values());
      return withBounds(batch, vector);
    }
    Int128Vector vector = scratch.int128Vector();
    values.decode(batch, bias, vector.low(), scratch);
    outliers.patch(batch, bias, vector.low());
    vector.setNarrow(least(batch), most(batch));
    return vector;
  }

  @Override
  public ColumnVector decode(int batch, int[] rows, int count, Scratch scratch) {
    if (!values.hasRandomAccess() || scratch.lane == Lane.INT128) {
      return decode(batch, scratch);
    }
    if (scratch.lane == Lane.INT) {
      IntVector vector = scratch.intVector();
      values.decode(batch, bias, rows, count, vector.values());
      outliers.patch(batch, bias, vector.values());
      return vector;
    }
    LongVector vector = scratch.longVector();
    values.decode(batch, bias, rows, count, vector.values());
    outliers.patch(batch, bias, vector.values());
    return withBounds(batch, vector);
  }

  /** Bits of unsigned numbers have no bounds as signed ones. */
  private LongVector withBounds(int batch, LongVector vector) {
    if (bias == 0) {
      vector.setBounds(least(batch), most(batch));
    } else {
      vector.clearBounds();
    }
    return vector;
  }

  private long least(int batch) {
    return Math.min(values.min(batch), outliers.min(batch));
  }

  private long most(int batch) {
    return Math.max(values.max(batch), outliers.max(batch));
  }

  @Override
  public Rejector bind(ColumnFilter filter) {
    // Values of lane INT128 that fit 64 bits compare with the 64-bit part of the set.
    LongRanges ranges = filter.ranges();
    return (batch, mask, scratch) -> {
      if (outliers.isEmpty(batch)) {
        values.reject(batch, ranges, mask, scratch);
      } else {
        int[] own = scratch.ownMask;
        Arrays.fill(own, 0);
        values.reject(batch, ranges, own, scratch);
        outliers.judge(batch, value -> ranges.contains(value), own);
        Masks.and(mask, own);
      }
    };
  }

  @Override
  public @Nullable Constant min(int batch) {
    return constant(least(batch));
  }

  @Override
  public @Nullable Constant max(int batch) {
    return constant(most(batch));
  }

  private Constant constant(long value) {
    return constant(value, bias);
  }

  /** An integer in signed order as a constant of its column. */
  static Constant constant(long value, long bias) {
    if (bias == 0) {
      return new Constant.Whole(value);
    }
    return ChunkStatistics.exact(BigInteger.valueOf(value).subtract(BigInteger.valueOf(bias)));
  }
}
