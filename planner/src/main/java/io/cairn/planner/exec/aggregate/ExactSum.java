package io.cairn.planner.exec.aggregate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.planner.exec.value.TypeNames;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SUM, SUM0 and AVG of integers and decimals, exact, in any order. A group has a sum of 64 bits as
 * long as the values' magnitudes prove that it cannot overflow, and one of 128 bits that takes it
 * over before it could.
 */
final class ExactSum extends Accumulator {
  private static final long EXACT_DOUBLE = 1L << 53;

  /** Values of more bits go to the sums of 128 bits at once: else these would be needed often. */
  private static final int MAX_BITS = 44;

  private final ColumnType argumentType;
  private final boolean unsigned;

  /** Whether a sum of all rows that there can be fits 64 bits. */
  private final boolean small;

  private final Counts counts;
  private long[] sums = new long[1];

  /** What the magnitudes since the last {@link #flush} add up to at most. */
  private long reserved;

  private long[] low = {};
  private long[] high = {};
  private final Int128 number = new Int128();
  private @Nullable LongVector sumState;
  private @Nullable Int128Vector wideState;

  ExactSum(ColumnType argumentType, Lane lane, Counts counts) {
    this.argumentType = argumentType;
    this.unsigned = BoxedValues.isUnsigned64(argumentType);
    this.small = lane == Lane.INT;
    this.counts = counts;
  }

  @Override
  void grow(int groups) {
    counts.grow(groups);
    if (groups > sums.length) {
      int capacity = capacity(sums.length, groups);
      sums = Arrays.copyOf(sums, capacity);
      if (low.length > 0) {
        low = Arrays.copyOf(low, capacity);
        high = Arrays.copyOf(high, capacity);
      }
    }
  }

  private void needWide() {
    if (low.length == 0) {
      low = new long[sums.length];
      high = new long[sums.length];
    }
  }

  /** Makes room for values of so many bits in the sums; false if they are too large for these. */
  private boolean reserve(int bits, int n) {
    if (bits > MAX_BITS) {
      return false;
    }
    long most = (long) n << bits;
    if (reserved > Long.MAX_VALUE - most) {
      flush();
    }
    reserved += most;
    return true;
  }

  private void flush() {
    needWide();
    for (int group = 0; group < sums.length; group++) {
      if (sums[group] != 0) {
        addWide(group, sums[group] >> 63, sums[group]);
        sums[group] = 0;
      }
    }
    reserved = 0;
  }

  @Override
  void add(@Nullable ColumnVector argument, int @Nullable [] rows, int n, int @Nullable [] groups) {
    add(java.util.Objects.requireNonNull(argument), rows, n, groups, null);
  }

  /** As {@link #add}; sums that fit a common loop are left to {@code fused} if there is one. */
  void add(
      ColumnVector vector,
      int @Nullable [] rows,
      int n,
      int @Nullable [] groups,
      @Nullable FusedSums fused) {
    int[] nulls = vector.nulls();
    counts.add(nulls, rows, n, groups, sums.length);
    if (vector instanceof IntVector ints) {
      if (groups == null) {
        needWide();
        addTo(0, sum(ints.values(), nulls, rows, n));
      } else {
        reserve(Integer.SIZE - 1, n);
        addInts(ints.values(), nulls, rows, n, groups, fused);
      }
    } else if (vector instanceof LongVector longs) {
      if (groups == null && !unsigned) {
        needWide();
        sum(longs.values(), nulls, rows, n);
      } else {
        int bits = bits(longs.min(), longs.max());
        addLongs(longs.values(), bits, nulls, rows, n, groups, fused);
      }
    } else {
      Int128Vector wide = (Int128Vector) vector;
      if (groups == null && wide.isNarrow()) {
        needWide();
        sum(wide.low(), nulls, rows, n);
      } else if (groups != null && wide.isNarrow()) {
        addLongs(wide.low(), bits(wide.min(), wide.max()), nulls, rows, n, groups, fused);
      } else if (groups != null && nulls == null && isNarrow(wide, rows, n)) {
        addLongs(wide.low(), Long.SIZE, null, rows, n, groups, fused);
      } else {
        needWide();
        addWide(wide, rows, n, groups);
      }
    }
  }

  /** As {@link SumKernels#bits}, of everything within bounds. */
  private static int bits(long min, long max) {
    return Long.SIZE - Long.numberOfLeadingZeros((min ^ (min >> 63)) | (max ^ (max >> 63)));
  }

  private static boolean isNarrow(Int128Vector vector, int @Nullable [] rows, int n) {
    return rows == null
        ? SumKernels.isNarrow(vector.high(), vector.low(), n)
        : SumKernels.isNarrow(vector.high(), vector.low(), rows, n);
  }

  private static long sum(int[] values, int @Nullable [] nulls, int @Nullable [] rows, int n) {
    long sum = 0;
    if (rows != null) {
      for (int i = 0; i < n; i++) {
        int row = rows[i];
        sum += nulls == null ? values[row] : values[row] & ~nulls[row];
      }
    } else if (nulls != null) {
      for (int i = 0; i < n; i++) {
        sum += values[i] & ~nulls[i];
      }
    } else {
      long second = 0;
      long third = 0;
      long fourth = 0;
      int i = 0;
      for (; i + 3 < n; i += 4) {
        sum += values[i];
        second += values[i + 1];
        third += values[i + 2];
        fourth += values[i + 3];
      }
      for (; i < n; i++) {
        sum += values[i];
      }
      sum += second + third + fourth;
    }
    return sum;
  }

  /** Sums the halves apart: neither can overflow within a batch. */
  private void sum(long[] values, int @Nullable [] nulls, int @Nullable [] rows, int n) {
    long lower = 0;
    long upper = 0;
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      long value = nulls == null ? values[row] : values[row] & ~(long) nulls[row];
      lower += value & 0xFFFF_FFFFL;
      upper += value >> 32;
    }
    number.set(upper >> 32, upper << 32);
    number.add(number.high, number.low, 0, lower);
    addWide(0, number.high, number.low);
  }

  private void addTo(int group, long value) {
    addWide(group, value >> 63, value);
  }

  private void addInts(
      int[] values,
      int @Nullable [] nulls,
      int @Nullable [] rows,
      int n,
      int[] groups,
      @Nullable FusedSums fused) {
    if (nulls == null && fused != null) {
      fused.add(sums, values);
      return;
    }
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      sums[groups[row]] += nulls == null ? values[row] : values[row] & ~nulls[row];
    }
  }

  /**
   * {@code atMost} is how many bits the magnitudes have at most; more than is of use if unknown.
   */
  private void addLongs(
      long[] values,
      int atMost,
      int @Nullable [] nulls,
      int @Nullable [] rows,
      int n,
      int @Nullable [] groups,
      @Nullable FusedSums fused) {
    if (!unsigned && groups != null && nulls == null) {
      int bits = atMost;
      if (bits > MAX_BITS) {
        bits = rows == null ? SumKernels.bits(values, n) : SumKernels.bits(values, rows, n);
      }
      if (reserve(bits, n)) {
        if (fused != null) {
          fused.add(sums, values);
        } else if (rows == null) {
          SumKernels.longs(groups, n, sums, values);
        } else {
          SumKernels.longs(groups, rows, n, sums, values);
        }
        return;
      }
    }
    needWide();
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      long value = nulls == null ? values[row] : values[row] & ~(long) nulls[row];
      int group = groups == null ? 0 : groups[row];
      if (unsigned) {
        addWide(group, 0, value);
      } else {
        add(group, value);
      }
    }
  }

  private void add(int group, long value) {
    long old = low[group];
    long sum = old + value;
    low[group] = sum;
    long carry = ((old & value) | ((old | value) & ~sum)) >>> 63;
    high[group] += (value >> 63) + carry;
  }

  private void addWide(Int128Vector vector, int @Nullable [] rows, int n, int @Nullable [] groups) {
    long[] upper = vector.high();
    long[] lower = vector.low();
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      if (!vector.isNull(row)) {
        addWide(groups == null ? 0 : groups[row], upper[row], lower[row]);
      }
    }
  }

  private void addWide(int group, long upper, long lower) {
    if (!number.add(high[group], low[group], upper, lower)) {
      throw overflow("SUM", "", argumentType);
    }
    high[group] = number.high;
    low[group] = number.low;
  }

  @Override
  List<Lane> stateLanes() {
    List<Lane> lanes = new ArrayList<>(counts.stateLanes());
    lanes.add(small ? Lane.LONG : Lane.INT128);
    return lanes;
  }

  @Override
  void states(int first, int count, ColumnVector[] out, int at) {
    int next = counts.states(first, count, out, at);
    if (small) {
      LongVector narrow = sumState == null ? new LongVector() : sumState;
      sumState = narrow;
      if (low.length == 0) {
        System.arraycopy(sums, first, narrow.values(), 0, count);
      } else {
        for (int i = 0; i < count; i++) {
          total(first + i);
          if (number.high != number.low >> 63) {
            throw overflow("SUM", "", argumentType);
          }
          narrow.values()[i] = number.low;
        }
      }
      out[next] = narrow;
      return;
    }
    Int128Vector wide = wideState == null ? new Int128Vector() : wideState;
    wideState = wide;
    for (int i = 0; i < count; i++) {
      total(first + i);
      wide.high()[i] = number.high;
      wide.low()[i] = number.low;
    }
    out[next] = wide;
  }

  @Override
  void addStates(ColumnVector[] states, int at, int n, int[] groups) {
    int next = counts.addStates(states, at, n, groups, sums.length);
    if (states[next] instanceof LongVector narrow) {
      addLongs(narrow.values(), Long.SIZE, null, null, n, groups, null);
      return;
    }
    Int128Vector wide = (Int128Vector) states[next];
    if (!unsigned && isNarrow(wide, null, n)) {
      addLongs(wide.low(), Long.SIZE, null, null, n, groups, null);
      return;
    }
    needWide();
    for (int i = 0; i < n; i++) {
      addWide(groups[i], wide.high()[i], wide.low()[i]);
    }
  }

  /** Leaves a group's sum in {@code number}. */
  private void total(int group) {
    long sum = sums[group];
    if (low.length == 0) {
      number.set(sum);
    } else if (!number.add(high[group], low[group], sum >> 63, sum)) {
      throw overflow("SUM", "", argumentType);
    }
  }

  @Override
  ColumnVector result(AggregateCall call, int first, int count) {
    int[] nulls = null;
    if (call.function() != AggregateCall.Function.SUM0) {
      for (int i = 0; i < count; i++) {
        if (counts.of(first + i) == 0) {
          nulls = nulls == null ? new int[Batch.CAPACITY] : nulls;
          nulls[i] = -1;
        }
      }
    }
    ColumnVector out =
        switch (call.type().naturalLane()) {
          case DOUBLE -> new DoubleVector();
          case LONG -> new LongVector();
          case INT -> new IntVector();
          default -> new Int128Vector();
        };
    out.setNulls(nulls);
    if (isPlain(call) && copy(out, first, count)) {
      return out;
    }
    for (int i = 0; i < count; i++) {
      int group = first + i;
      if (nulls != null && nulls[i] != 0) {
        continue;
      }
      total(group);
      if (out instanceof DoubleVector doubles) {
        doubles.values()[i] = real(call, group);
        continue;
      }
      Int128 exact = exact(call, group);
      if (out instanceof LongVector longs) {
        longs.values()[i] = exact.low;
      } else if (out instanceof IntVector ints) {
        ints.values()[i] = (int) exact.low;
      } else {
        ((Int128Vector) out).high()[i] = exact.high;
        ((Int128Vector) out).low()[i] = exact.low;
      }
    }
    return out;
  }

  /** Whether a sum of 64 bits is a call's result as it is. */
  private boolean isPlain(AggregateCall call) {
    if (call.function() == AggregateCall.Function.AVG || low.length > 0 || unsigned) {
      return false;
    }
    if (call.type() instanceof ColumnType.Decimal result) {
      int scale = argumentType instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
      return result.scale() == scale && result.precision() > 18;
    }
    return call.type() instanceof ColumnType.Int integer
        && integer.bits() == Long.SIZE
        && integer.signed()
        && !(argumentType instanceof ColumnType.Decimal);
  }

  private boolean copy(ColumnVector out, int first, int count) {
    if (out instanceof LongVector longs) {
      System.arraycopy(sums, first, longs.values(), 0, count);
      return true;
    }
    if (out instanceof Int128Vector wide) {
      System.arraycopy(sums, first, wide.low(), 0, count);
      for (int i = 0; i < count; i++) {
        wide.high()[i] = sums[first + i] >> 63;
      }
      return true;
    }
    return false;
  }

  private Int128 exact(AggregateCall call, int group) {
    int from = argumentType instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    int to = call.type() instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    boolean fits;
    if (call.function() == AggregateCall.Function.AVG) {
      long divisor = counts.of(group);
      fits =
          to >= from
              ? number.divide(number.high, number.low, 0, divisor, to - from)
              : number.divide(number.high, number.low, 0, divisor, 0)
                  && number.rescale(number.high, number.low, to - from);
    } else {
      fits = number.rescale(number.high, number.low, to - from);
    }
    if (call.type() instanceof ColumnType.Decimal decimal) {
      fits = fits && Int128.fits(number.high, number.low, decimal.precision());
    } else {
      fits = fits && fitsWord(call);
    }
    if (!fits) {
      throw overflow(call.function().name(), call.name(), call.type());
    }
    return number;
  }

  private boolean fitsWord(AggregateCall call) {
    if (call.type() instanceof ColumnType.Int integer && !integer.signed()) {
      return number.high == 0 && (integer.bits() == 64 || number.low >>> integer.bits() == 0);
    }
    int bits = call.type() instanceof ColumnType.Int integer ? integer.bits() : Long.SIZE;
    long sign = number.low >> 63;
    return number.high == sign && (bits == Long.SIZE || number.low >> (bits - 1) == sign);
  }

  private double real(AggregateCall call, int group) {
    int scale = argumentType instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    boolean average = call.function() == AggregateCall.Function.AVG;
    long divisor = average ? counts.of(group) : 1;
    long sum = number.low;
    if (scale == 0
        && number.high == sum >> 63
        && Math.abs((double) sum) < EXACT_DOUBLE
        && divisor < EXACT_DOUBLE) {
      return (double) sum / divisor;
    }
    BigInteger exact = Int128.toBigInteger(number.high, number.low);
    return new BigDecimal(exact, scale)
        .divide(BigDecimal.valueOf(divisor), MathContext.DECIMAL128)
        .doubleValue();
  }

  private static QueryException overflow(String function, String column, ColumnType type) {
    return new QueryException(
        ErrorCode.NUMERIC_OUT_OF_RANGE,
        "The result of "
            + function
            + (column.isEmpty() ? "" : " for column " + column)
            + " does not fit "
            + TypeNames.of(type)
            + "; cast the argument to DOUBLE");
  }

  @Override
  void clear(int groups) {
    int n = Math.min(groups, sums.length);
    counts.clear(groups);
    Arrays.fill(sums, 0, n, 0);
    low = new long[0];
    high = new long[0];
    reserved = 0;
  }

  @Override
  long bytes() {
    return counts.bytes() + 8L * sums.length + 16L * low.length;
  }
}
