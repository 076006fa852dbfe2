package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Codes into ascending distinct numbers of up to 64 bits.
 *
 * @param codes one a row, within the table in every lane
 * @param entries the lane's bits
 * @param reals the same as doubles; empty for integers
 * @param bias what makes a signed integer of an entry
 * @param hasNan whether some entry is NaN
 */
record NumberDictionaryBody(
    Integers codes, long[] entries, double[] reals, long bias, boolean hasNan) implements Body {
  static NumberDictionaryBody readFrom(ByteReader in, ColumnType type, int rowCount) {
    long size = in.readVarint();
    if (size < 1 || size > TextDictionaryBody.MAX_ENTRIES || size > rowCount) {
      throw in.corrupt(
          "a dictionary of " + Long.toUnsignedString(size) + " numbers for " + rowCount + " rows");
    }
    boolean isReal = type.naturalLane() == Lane.DOUBLE;
    long bias = ColumnFilter.isUnsignedLong(type) ? Long.MIN_VALUE : 0;
    byte[] bytes = Part.read(in, 8 * (int) size, 0);
    long[] entries = new long[(int) size];
    double[] reals = new double[isReal ? entries.length : 0];
    boolean hasNan = false;
    long previous = 0;
    for (int i = 0; i < entries.length; i++) {
      entries[i] = RawBytes.getLong(bytes, 8 * i);
      if (isReal) {
        reals[i] = Double.longBitsToDouble(entries[i]);
        hasNan |= Double.isNaN(reals[i]);
      }
      long order = isReal ? OrderedDouble.order(entries[i]) : entries[i] + bias;
      if (i > 0 && order <= previous) {
        throw in.corrupt("number " + i + " of a dictionary is not above the one before");
      }
      previous = order;
    }
    Integers codes = Integers.readFrom(in, rowCount);
    codes.checkCodes(in, entries.length);
    return new NumberDictionaryBody(codes, entries, reals, bias, hasNan);
  }

  @Override
  public String name() {
    return "dictionary+" + codes.name();
  }

  @Override
  public long heapBytes() {
    return 96 + codes.heapBytes() + 8L * (entries.length + reals.length);
  }

  @Override
  public ColumnVector decode(int batch, Scratch scratch) {
    codes.decode(batch, 0, scratch.offsets, scratch);
    if (scratch.lane == Lane.DOUBLE) {
      DoubleVector vector = scratch.doubleVector();
      LongPlaneKernels.gather(scratch.offsets, reals, vector.values());
      return vector;
    }
    if (scratch.lane == Lane.LONG) {
      LongVector vector = scratch.longVector();
      LongPlaneKernels.gather(scratch.offsets, entries, vector.values());
      if (bias == 0) {
        vector.setBounds(entries[(int) codes.min(batch)], entries[(int) codes.max(batch)]);
      } else {
        vector.clearBounds();
      }
      return vector;
    }
    if (scratch.lane == Lane.INT128) {
      Int128Vector vector = scratch.int128Vector();
      LongPlaneKernels.gather(scratch.offsets, entries, vector.low());
      vector.setNarrow(entries[(int) codes.min(batch)], entries[(int) codes.max(batch)]);
      return vector;
    }
    IntVector vector = scratch.intVector();
    for (int i = 0; i < Planes.LANES; i++) {
      vector.values()[i] = (int) entries[scratch.offsets[i]];
    }
    return vector;
  }

  @Override
  public Rejector bind(ColumnFilter filter) {
    int[] mask = new int[entries.length];
    filter.rejectValues(
        reals.length > 0 ? new DoubleVector(reals, null) : new LongVector(entries, null),
        mask.length,
        mask);
    LongRanges ranges = acceptedCodes(mask);
    return (batch, lanes, scratch) -> codes.reject(batch, ranges, lanes, scratch);
  }

  private static LongRanges acceptedCodes(int[] mask) {
    long[] lows = new long[mask.length];
    long[] highs = new long[mask.length];
    int count = 0;
    for (int code = 0; code < mask.length; code++) {
      if (mask[code] < 0) {
        continue;
      }
      if (count > 0 && highs[count - 1] == code - 1) {
        highs[count - 1] = code;
      } else {
        lows[count] = code;
        highs[count++] = code;
      }
    }
    return new LongRanges(Arrays.copyOf(lows, count), Arrays.copyOf(highs, count));
  }

  @Override
  public @Nullable Constant min(int batch) {
    return hasNan ? null : constant((int) codes.min(batch));
  }

  @Override
  public @Nullable Constant max(int batch) {
    return hasNan ? null : constant((int) codes.max(batch));
  }

  private Constant constant(int code) {
    return reals.length > 0
        ? new Constant.Real(reals[code])
        : IntegersBody.constant(entries[code] + bias, bias);
  }

  @Override
  public long nanCount(int batch) {
    return hasNan ? -1 : 0;
  }
}
