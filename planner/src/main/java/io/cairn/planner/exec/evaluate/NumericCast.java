package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** CAST between numbers: rounds half away from zero, refuses what does not fit. */
final class NumericCast extends Evaluator {
  private static final double LONG_LIMIT = 0x1p63;
  private static final double EXACT_LIMIT = 0x1p53;
  private static final int EXACT_POWER = 18;

  private final Evaluator operand;
  private final ColumnVector out;
  private final Int128 number = new Int128();

  /** From an integer, float or decimal to another one of these. */
  NumericCast(Evaluator operand, ColumnType type) {
    super(type, type.naturalLane());
    this.operand = operand;
    this.out =
        switch (type.naturalLane()) {
          case INT -> new IntVector();
          case LONG -> new LongVector();
          case DOUBLE -> new DoubleVector();
          case INT128 -> new Int128Vector();
          case TEXT, OBJECT -> throw new AssertionError(type);
        };
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector in = operand.evaluate(frame);
    out.setNulls(in.nulls());
    int[] rows = frame.active();
    int count = frame.activeCount();
    boolean real = in instanceof DoubleVector;
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (in.isNull(row)) {
        continue;
      }
      if (type() instanceof ColumnType.FloatingPoint floating) {
        doubles(out)[row] = toFloat(in, row, floating);
      } else {
        if (real) {
          fromReal(doubles(in)[row]);
        } else {
          fromExact(in, row);
        }
        store(in, row);
      }
    }
    return out;
  }

  private void store(ColumnVector in, int row) {
    if (out instanceof IntVector ints) {
      if (!inRange()) {
        throw outOfRange(in, row);
      }
      ints.values()[row] = (int) number.low;
    } else if (out instanceof LongVector longs) {
      if (!inRange()) {
        throw outOfRange(in, row);
      }
      longs.values()[row] = number.low;
    } else {
      if (!inRange()) {
        throw outOfRange(in, row);
      }
      high(out)[row] = number.high;
      low(out)[row] = number.low;
    }
  }

  private boolean inRange() {
    if (type() instanceof ColumnType.Decimal decimal) {
      return Int128.fits(number.high, number.low, decimal.precision());
    }
    return fits((ColumnType.Int) type(), number);
  }

  static boolean fits(ColumnType.Int type, Int128 number) {
    if (!type.signed()) {
      return number.high == 0 && (type.bits() == 64 || (number.low >>> type.bits()) == 0);
    }
    return number.high == number.low >> 63
        && (type.bits() == 64 || number.low >> (type.bits() - 1) == number.low >> 63);
  }

  private void fromExact(ColumnVector in, int row) {
    if (in instanceof Int128Vector wide) {
      number.set(wide.high()[row], wide.low()[row]);
    } else {
      long value = in instanceof IntVector ints ? ints.values()[row] : longs(in)[row];
      number.set(value);
      if (BoxedValues.isUnsigned64(operand.type())) {
        number.high = 0;
      }
    }
    int shift = DecimalArithmetic.scale(type()) - DecimalArithmetic.scale(operand.type());
    if (!number.rescale(number.high, number.low, shift)) {
      throw outOfRange(in, row);
    }
  }

  private void fromReal(double value) {
    if (type() instanceof ColumnType.Decimal decimal) {
      if (!Double.isFinite(value)) {
        throw Failures.outOfRange(value, type());
      }
      BigDecimal exact = new BigDecimal(Double.toString(value));
      BigInteger unscaled = exact.setScale(decimal.scale(), RoundingMode.HALF_UP).unscaledValue();
      if (!number.set(unscaled)) {
        throw Failures.outOfRange(value, type());
      }
      return;
    }
    if (value >= -LONG_LIMIT && value < LONG_LIMIT) {
      number.set(roundHalfAway(value));
      return;
    }
    if (!Double.isFinite(value) || !number.set(new BigDecimal(value).toBigInteger())) {
      throw Failures.outOfRange(value, type());
    }
  }

  /** The nearest whole number, half away from zero, of a value within the range of long. */
  static long roundHalfAway(double value) {
    long whole = (long) value;
    double rest = value - whole;
    return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole;
  }

  private double toFloat(ColumnVector in, int row, ColumnType.FloatingPoint floating) {
    double value;
    if (in instanceof DoubleVector reals) {
      value = reals.values()[row];
    } else {
      long low = in instanceof IntVector ints ? ints.values()[row] : lowOf(in, row);
      long high = in instanceof Int128Vector wide ? wide.high()[row] : low >> 63;
      if (BoxedValues.isUnsigned64(operand.type())) {
        high = 0;
      }
      value = toDouble(high, low, DecimalArithmetic.scale(operand.type()));
    }
    if (floating.bits() == 64) {
      return value;
    }
    float single = (float) value;
    if (Float.isInfinite(single) && !Double.isInfinite(value)) {
      throw Failures.outOfRange(value, type());
    }
    return single;
  }

  /** {@code value / 10^scale} as the nearest double. */
  static double toDouble(long high, long low, int scale) {
    if (scale == 0) {
      return Int128.toDouble(high, low);
    }
    if (high == low >> 63 && scale <= EXACT_POWER && Math.abs((double) low) < EXACT_LIMIT) {
      // Both are exact doubles, so that the quotient is rounded once.
      return (double) low / (double) Int128.longPowerOfTen(scale);
    }
    return new BigDecimal(Int128.toBigInteger(high, low), scale).doubleValue();
  }

  private static long lowOf(ColumnVector in, int row) {
    return in instanceof Int128Vector wide ? wide.low()[row] : longs(in)[row];
  }

  private RuntimeException outOfRange(ColumnVector in, int row) {
    @Nullable Object value = BoxedValues.get(in, row, operand.type());
    return Failures.outOfRange(
        value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value),
        type());
  }
}
