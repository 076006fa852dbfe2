package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.kernel.Int128;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** ABS, SIGN, FLOOR, CEIL, ROUND and TRUNCATE of integers, decimals and floats. */
final class NumberFunction extends Evaluator {
  /** Beyond so many digits a double has nothing to round. */
  private static final long MAX_DIGITS = 400;

  private static final double WHOLE_FROM = 0x1p52;

  private final Operator operator;
  private final Evaluator operand;
  private final @Nullable Evaluator digits;
  private final boolean real;
  private final Int128 number = new Int128();
  private final ColumnVector out;

  /** Operand and result are both floats, or both exact; digits are in lane LONG, or absent. */
  NumberFunction(
      Operator operator, Evaluator operand, @Nullable Evaluator digits, ColumnType type) {
    super(type, type.naturalLane());
    this.operator = operator;
    this.real = operand.lane() == Lane.DOUBLE;
    this.operand = real ? operand : LaneConversion.to(operand, Lane.INT128);
    this.digits = digits;
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
    ColumnVector places = digits == null ? null : digits.evaluate(frame);
    int n = frame.count();
    int[] lane = places == null ? in.nulls() : nulls.or(in.nulls(), places.nulls(), n);
    out.setNulls(lane);
    int[] rows = frame.active();
    int count = frame.activeCount();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (lane != null && lane[row] != 0) {
        continue;
      }
      long to = places == null ? 0 : longs(places)[row];
      if (real) {
        double value = value(doubles(in)[row], to);
        doubles(out)[row] =
            type() instanceof ColumnType.FloatingPoint floating && floating.bits() < 64
                ? (float) value
                : value;
      } else {
        exact(high(in)[row], low(in)[row], to);
        store(row);
      }
    }
    return out;
  }

  private double value(double x, long to) {
    switch (operator) {
      case ABS -> {
        return Math.abs(x);
      }
      case SIGN -> {
        return Math.signum(x);
      }
      case FLOOR -> {
        return Math.floor(x);
      }
      case CEIL -> {
        return Math.ceil(x);
      }
      default -> {}
    }
    if (!Double.isFinite(x) || to > MAX_DIGITS || (to >= 0 && Math.abs(x) >= WHOLE_FROM)) {
      return x;
    }
    if (to < -MAX_DIGITS) {
      return 0;
    }
    if (to == 0) {
      return operator == Operator.ROUND ? NumericCast.roundHalfAway(x) : (double) (long) x;
    }
    // The decimal that is shown for the number is what users expect to see rounded.
    boolean single = type() instanceof ColumnType.FloatingPoint floating && floating.bits() < 64;
    String shown = single ? Float.toString((float) x) : Double.toString(x);
    return new BigDecimal(shown).setScale((int) to, rounding()).doubleValue();
  }

  private RoundingMode rounding() {
    return switch (operator) {
      case FLOOR -> RoundingMode.FLOOR;
      case CEIL -> RoundingMode.CEILING;
      case ROUND -> RoundingMode.HALF_UP;
      case TRUNCATE -> RoundingMode.DOWN;
      default -> throw new AssertionError(operator);
    };
  }

  /** Leaves the result, at the result's scale, in {@code number}. */
  private void exact(long high, long low, long to) {
    int from = DecimalArithmetic.scale(operand.type());
    int scale = DecimalArithmetic.scale(type());
    boolean fits;
    switch (operator) {
      case ABS -> {
        fits = high < 0 ? number.negate(high, low) : number.set(high, low);
        fits = fits && number.rescale(number.high, number.low, scale - from);
      }
      case SIGN -> {
        number.set(high < 0 ? -1 : (high | low) == 0 ? 0 : 1);
        fits = number.rescale(number.high, number.low, scale);
      }
      default -> {
        if (to >= from) {
          fits = number.rescale(high, low, scale - from);
        } else if (to < -MAX_DIGITS) {
          fits = number.set(0);
        } else {
          BigDecimal rounded =
              new BigDecimal(Int128.toBigInteger(high, low), from)
                  .setScale((int) to, rounding())
                  .setScale(scale, RoundingMode.HALF_UP);
          fits = number.set(rounded.unscaledValue());
        }
      }
    }
    if (!fits || !inRange()) {
      throw Failures.overflow(
          Signs.of(operator)
              + "("
              + new BigDecimal(Int128.toBigInteger(high, low), from).toPlainString()
              + ")",
          type());
    }
  }

  private boolean inRange() {
    return type() instanceof ColumnType.Decimal decimal
        ? Int128.fits(number.high, number.low, decimal.precision())
        : NumericCast.fits((ColumnType.Int) type(), number);
  }

  private void store(int row) {
    if (out instanceof IntVector ints) {
      ints.values()[row] = (int) number.low;
    } else if (out instanceof LongVector longs) {
      longs.values()[row] = number.low;
    } else {
      high(out)[row] = number.high;
      low(out)[row] = number.low;
    }
  }
}
