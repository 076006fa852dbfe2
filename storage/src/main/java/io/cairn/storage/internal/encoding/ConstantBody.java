package io.cairn.storage.internal.encoding;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One value in every row.
 *
 * @param lane the natural lane of the column's type
 * @param high the upper 64 bits of lane INT128
 * @param low the value of lanes INT and LONG, the lower bits of INT128, the bits of DOUBLE
 * @param text the value of lane TEXT
 * @param bound the value as a constant; absent if it is NaN or there is none
 * @param isNan whether the value is NaN
 */
record ConstantBody(
    Lane lane, long high, long low, Dictionary text, @Nullable Constant bound, boolean isNan)
    implements Body {
  @Override
  public String name() {
    return "constant";
  }

  @Override
  public long heapBytes() {
    return 96L + text.bytes().length;
  }

  @Override
  public Body withDictionaryOf(DictionaryPool pool) {
    return text.size() == 0
        ? this
        : new ConstantBody(lane, high, low, pool.share(text), bound, isNan);
  }

  @Override
  public ColumnVector decode(int batch, Scratch scratch) {
    switch (scratch.lane) {
      case INT -> {
        IntVector vector = scratch.intVector();
        Arrays.fill(vector.values(), (int) low);
        return vector;
      }
      case LONG -> {
        LongVector vector = scratch.longVector();
        Arrays.fill(vector.values(), low);
        vector.setBounds(low, low);
        return vector;
      }
      case DOUBLE -> {
        DoubleVector vector = scratch.doubleVector();
        Arrays.fill(vector.values(), Double.longBitsToDouble(low));
        return vector;
      }
      case INT128 -> {
        Int128Vector vector = scratch.int128Vector();
        vector.setWide();
        Arrays.fill(vector.high(), high);
        Arrays.fill(vector.low(), low);
        if (high == low >> 63) {
          vector.setNarrow(low, low);
        }
        return vector;
      }
      case TEXT -> {
        Arrays.fill(scratch.offsets, 0);
        return new DictionaryVector(scratch.offsets, text, null);
      }
      case OBJECT -> throw new AssertionError(scratch.lane);
    }
    throw new AssertionError(scratch.lane);
  }

  @Override
  public Rejector bind(ColumnFilter filter) {
    int[] mask = new int[1];
    filter.rejectValues(value(), 1, mask);
    boolean isRejected = mask[0] < 0;
    return (batch, lanes, scratch) -> {
      if (isRejected) {
        Masks.rejectAll(lanes);
      }
    };
  }

  /** The value in a vector of one row. */
  private ColumnVector value() {
    return switch (lane) {
      case INT, LONG -> new LongVector(new long[] {low}, null);
      case DOUBLE -> new DoubleVector(new double[] {Double.longBitsToDouble(low)}, null);
      case INT128 -> new Int128Vector(new long[] {high}, new long[] {low}, null);
      case TEXT -> new TextVector(text.bytes(), text.offsets(), null);
      case OBJECT -> throw new AssertionError(lane);
    };
  }

  @Override
  public @Nullable Constant min(int batch) {
    return bound;
  }

  @Override
  public @Nullable Constant max(int batch) {
    return bound;
  }

  @Override
  public long nanCount(int batch) {
    return isNan ? -1 : 0;
  }
}
