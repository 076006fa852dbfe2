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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SUM, SUM0 and AVG of integers and decimals: 128 bits a group, exact, in any order. */
final class ExactSum extends Accumulator {
  private static final long EXACT_DOUBLE = 1L << 53;

  private final AggregateCall call;
  private final ColumnType argumentType;
  private final boolean unsigned;
  private long[] counts = new long[1];
  private long[] low = new long[1];
  private long[] high = new long[1];
  private final Int128 number = new Int128();
  private @Nullable LongVector countState;
  private @Nullable Int128Vector sumState;

  ExactSum(AggregateCall call, ColumnType argumentType) {
    this.call = call;
    this.argumentType = argumentType;
    this.unsigned = BoxedValues.isUnsigned64(argumentType);
  }

  @Override
  void grow(int groups) {
    if (groups > counts.length) {
      int capacity = capacity(counts.length, groups);
      counts = Arrays.copyOf(counts, capacity);
      low = Arrays.copyOf(low, capacity);
      high = Arrays.copyOf(high, capacity);
    }
  }

  @Override
  void add(@Nullable ColumnVector argument, int @Nullable [] rows, int n, int @Nullable [] groups) {
    ColumnVector vector = java.util.Objects.requireNonNull(argument);
    int[] nulls = vector.nulls();
    if (groups == null) {
      counts[0] += n - Tally.nulls(nulls, rows, n);
    } else {
      Tally.count(nulls, rows, n, groups, counts);
    }
    if (vector instanceof IntVector ints) {
      if (groups == null) {
        addTo(0, sum(ints.values(), nulls, rows, n));
      } else {
        addInts(ints.values(), nulls, rows, n, groups);
      }
    } else if (vector instanceof LongVector longs) {
      if (groups == null && !unsigned) {
        sum(longs.values(), nulls, rows, n);
      } else {
        addLongs(longs.values(), nulls, rows, n, groups);
      }
    } else {
      addWide((Int128Vector) vector, rows, n, groups);
    }
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
      int[] values, int @Nullable [] nulls, int @Nullable [] rows, int n, int[] groups) {
    for (int i = 0; i < n; i++) {
      int row = rows == null ? i : rows[i];
      int value = nulls == null ? values[row] : values[row] & ~nulls[row];
      add(groups[row], value);
    }
  }

  private void addLongs(
      long[] values,
      int @Nullable [] nulls,
      int @Nullable [] rows,
      int n,
      int @Nullable [] groups) {
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
      throw overflow();
    }
    high[group] = number.high;
    low[group] = number.low;
  }

  @Override
  List<Lane> stateLanes() {
    return List.of(Lane.LONG, Lane.INT128);
  }

  @Override
  void states(int first, int count, ColumnVector[] out, int at) {
    LongVector rows = countState == null ? new LongVector() : countState;
    Int128Vector sums = sumState == null ? new Int128Vector() : sumState;
    countState = rows;
    sumState = sums;
    System.arraycopy(counts, first, rows.values(), 0, count);
    System.arraycopy(high, first, sums.high(), 0, count);
    System.arraycopy(low, first, sums.low(), 0, count);
    out[at] = rows;
    out[at + 1] = sums;
  }

  @Override
  void addStates(ColumnVector[] states, int at, int n, int[] groups) {
    long[] rows = ((LongVector) states[at]).values();
    long[] upper = ((Int128Vector) states[at + 1]).high();
    long[] lower = ((Int128Vector) states[at + 1]).low();
    for (int i = 0; i < n; i++) {
      int group = groups[i];
      counts[group] += rows[i];
      addWide(group, upper[i], lower[i]);
    }
  }

  @Override
  ColumnVector result(int first, int count) {
    int[] nulls = null;
    ColumnVector out =
        switch (call.type().naturalLane()) {
          case DOUBLE -> new DoubleVector();
          case LONG -> new LongVector();
          case INT -> new IntVector();
          default -> new Int128Vector();
        };
    for (int i = 0; i < count; i++) {
      int group = first + i;
      if (counts[group] == 0 && call.function() != AggregateCall.Function.SUM0) {
        nulls = nulls == null ? new int[Batch.CAPACITY] : nulls;
        nulls[i] = -1;
        continue;
      }
      number.set(high[group], low[group]);
      if (out instanceof DoubleVector doubles) {
        doubles.values()[i] = real(group);
        continue;
      }
      Int128 exact = exact(group);
      if (out instanceof LongVector longs) {
        longs.values()[i] = exact.low;
      } else if (out instanceof IntVector ints) {
        ints.values()[i] = (int) exact.low;
      } else {
        ((Int128Vector) out).high()[i] = exact.high;
        ((Int128Vector) out).low()[i] = exact.low;
      }
    }
    out.setNulls(nulls);
    return out;
  }

  private Int128 exact(int group) {
    int from = argumentType instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    int to = call.type() instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    boolean fits;
    if (call.function() == AggregateCall.Function.AVG) {
      long divisor = counts[group];
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
      fits = fits && fitsWord();
    }
    if (!fits) {
      throw overflow();
    }
    return number;
  }

  private boolean fitsWord() {
    if (call.type() instanceof ColumnType.Int integer && !integer.signed()) {
      return number.high == 0 && (integer.bits() == 64 || number.low >>> integer.bits() == 0);
    }
    int bits = call.type() instanceof ColumnType.Int integer ? integer.bits() : Long.SIZE;
    long sign = number.low >> 63;
    return number.high == sign && (bits == Long.SIZE || number.low >> (bits - 1) == sign);
  }

  private double real(int group) {
    int scale = argumentType instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    boolean average = call.function() == AggregateCall.Function.AVG;
    long divisor = average ? counts[group] : 1;
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

  private QueryException overflow() {
    return new QueryException(
        ErrorCode.NUMERIC_OUT_OF_RANGE,
        "The result of "
            + call.function()
            + " for column "
            + call.name()
            + " does not fit "
            + TypeNames.of(call.type())
            + "; cast the argument to DOUBLE");
  }

  @Override
  void clear(int groups) {
    int n = Math.min(groups, counts.length);
    Arrays.fill(counts, 0, n, 0);
    Arrays.fill(low, 0, n, 0);
    Arrays.fill(high, 0, n, 0);
  }

  @Override
  long bytes() {
    return 24L * counts.length;
  }
}
