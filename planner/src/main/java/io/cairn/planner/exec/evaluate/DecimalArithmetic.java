package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.kernel.LongKernels;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.LongVector;
import java.math.BigDecimal;

/**
 * {@code + - * / %} of decimals, exact but for half-up rounding to the result's scale. Where the
 * bounds of the operands prove that sums and products fit 64 bits, whole lanes are computed without
 * a check; where they do not, products of 64-bit numbers take both halves, and the rest goes row by
 * row.
 */
final class DecimalArithmetic extends Evaluator {
  /** Digits that always fit 64 bits. */
  private static final int MAX_LONG_DIGITS = 18;

  /** Digits of the longest decimals. */
  private static final int MAX_DIGITS = 38;

  private final Operator operator;
  private final Evaluator left;
  private final Evaluator right;
  private final int leftScale;
  private final int rightScale;
  private final ColumnType.Decimal decimal;
  private final boolean keepsScale;
  private final boolean holdsProducts;
  private final Words x = new Words();
  private final Words y = new Words();
  private final Words result = new Words();
  private final Int128 a = new Int128();
  private final Int128 b = new Int128();
  private final ColumnVector out;

  /** Operands of any scale; an integer counts as one of scale 0. */
  DecimalArithmetic(Operator operator, Evaluator left, Evaluator right, ColumnType.Decimal type) {
    super(type, type.naturalLane());
    this.operator = operator;
    this.decimal = type;
    this.leftScale = scale(left.type());
    this.rightScale = scale(right.type());
    this.keepsScale =
        switch (operator) {
          case ADD, SUBTRACT ->
              Math.max(leftScale, rightScale) == type.scale()
                  && Math.abs(leftScale - rightScale) <= MAX_LONG_DIGITS;
          case MULTIPLY -> leftScale + rightScale == type.scale();
          default -> false;
        };
    this.holdsProducts =
        type.precision() == MAX_DIGITS
            || precision(left.type()) + precision(right.type()) <= type.precision();
    this.left = widened(left);
    this.right = widened(right);
    this.out = type.naturalLane() == Lane.LONG ? new LongVector() : new Int128Vector();
  }

  static int scale(ColumnType type) {
    return type instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
  }

  private static int precision(ColumnType type) {
    return type instanceof ColumnType.Decimal decimal ? decimal.precision() : 20;
  }

  private static Evaluator widened(Evaluator operand) {
    boolean isWord = operand.lane() == Lane.INT || operand.lane() == Lane.LONG;
    return LaneConversion.to(
        operand, isWord && !BoxedValues.isUnsigned64(operand.type()) ? Lane.LONG : Lane.INT128);
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector first = left.evaluate(frame);
    ColumnVector second = right.evaluate(frame);
    int n = frame.count();
    out.setNulls(nulls.or(first.nulls(), second.nulls(), n));
    boolean areWords = keepsScale && x.take(first, n) && y.take(second, n);
    boolean done = areWords && (operator == Operator.MULTIPLY ? product(n) : sum(n));
    if (!done) {
      if (out instanceof Int128Vector wide) {
        wide.setWide();
      } else {
        ((LongVector) out).clearBounds();
      }
      if (!areWords || !checkedSum(n)) {
        computeRows(frame, first, second);
      }
    }
    return out;
  }

  /** Sums whose bounds prove them right; false if they do not. */
  private boolean sum(int n) {
    long leftFactor = Int128.longPowerOfTen(decimal.scale() - leftScale);
    long rightFactor = Int128.longPowerOfTen(decimal.scale() - rightScale);
    boolean subtracts = operator == Operator.SUBTRACT;
    if (!result.setSum(x, leftFactor, y, subtracts ? -rightFactor : rightFactor) || !fits()) {
      return false;
    }
    long[] target = target();
    long constant = y.min * rightFactor;
    if (y.isConstant() && leftFactor == 1) {
      LongKernels.addConstant(x.values, subtracts ? -constant : constant, target, n);
    } else if (x.isConstant() && rightFactor == 1) {
      long minuend = x.min * leftFactor;
      if (subtracts) {
        LongKernels.subtractFrom(minuend, y.values, target, n);
      } else {
        LongKernels.addConstant(y.values, minuend, target, n);
      }
    } else if (leftFactor == 1) {
      if (rightFactor == 1 && !subtracts) {
        LongKernels.add(x.values, y.values, target, n);
      } else if (rightFactor == 1) {
        LongKernels.subtract(x.values, y.values, target, n);
      } else {
        LongKernels.addScaled(
            x.values, y.values, subtracts ? -rightFactor : rightFactor, target, n);
      }
    } else if (subtracts) {
      LongKernels.multiplyConstant(x.values, leftFactor, target, n);
      LongKernels.subtract(target, y.values, target, n);
    } else {
      LongKernels.addScaled(y.values, x.values, leftFactor, target, n);
    }
    setBounds();
    return true;
  }

  /** Products whose bounds prove them right, or all bits of them; false if they may be too long. */
  private boolean product(int n) {
    if (result.setProduct(x, y) && fits()) {
      long[] target = target();
      if (y.isConstant()) {
        LongKernels.multiplyConstant(x.values, y.min, target, n);
      } else if (x.isConstant()) {
        LongKernels.multiplyConstant(y.values, x.min, target, n);
      } else {
        LongKernels.multiply(x.values, y.values, target, n);
      }
      setBounds();
      return true;
    }
    if (holdsProducts && out instanceof Int128Vector wide) {
      wide.setWide();
      LongKernels.multiplyWide(x.values, y.values, wide.high(), wide.low(), n);
      return true;
    }
    return false;
  }

  private long[] target() {
    return out instanceof LongVector longs ? longs.values() : low(out);
  }

  /** Whether the result's bounds are within the type. */
  private boolean fits() {
    if (decimal.precision() > MAX_LONG_DIGITS) {
      return true;
    }
    long limit = Int128.longPowerOfTen(decimal.precision());
    return result.min > -limit && result.max < limit;
  }

  private void setBounds() {
    if (out instanceof LongVector longs) {
      longs.setBounds(result.min, result.max);
    } else {
      ((Int128Vector) out).setNarrow(result.min, result.max);
    }
  }

  /** Sums of one scale in lane LONG; false if one may be out of range, in whatever row. */
  private boolean checkedSum(int n) {
    boolean adds = operator == Operator.ADD;
    if (leftScale != rightScale
        || !(out instanceof LongVector)
        || !(adds || operator == Operator.SUBTRACT)) {
      return false;
    }
    long[] sums = longs(out);
    boolean overflow;
    if (adds) {
      LongKernels.add(x.values, y.values, sums, n);
      overflow = LongKernels.addOverflows(x.values, y.values, sums, n);
    } else {
      LongKernels.subtract(x.values, y.values, sums, n);
      overflow = LongKernels.subtractOverflows(x.values, y.values, sums, n);
    }
    long limit = Int128.longPowerOfTen(decimal.precision()) - 1;
    return !overflow && !LongKernels.outside(sums, -limit, limit, n);
  }

  private void computeRows(Frame frame, ColumnVector first, ColumnVector second) {
    int[] rows = frame.active();
    int count = frame.activeCount();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (out.isNull(row)) {
        continue;
      }
      long xLow = lower(first, row);
      long xHigh = upper(first, row);
      long yLow = lower(second, row);
      long yHigh = upper(second, row);
      boolean fits = row(xHigh, xLow, yHigh, yLow);
      if (!fits || !Int128.fits(a.high, a.low, decimal.precision())) {
        throw Failures.overflow(
            text(xHigh, xLow, leftScale)
                + " "
                + Signs.of(operator)
                + " "
                + text(yHigh, yLow, rightScale),
            type());
      }
      if (out instanceof LongVector longs) {
        longs.values()[row] = a.low;
      } else {
        high(out)[row] = a.high;
        low(out)[row] = a.low;
      }
    }
  }

  private static long lower(ColumnVector vector, int row) {
    return vector instanceof LongVector longs ? longs.values()[row] : low(vector)[row];
  }

  private static long upper(ColumnVector vector, int row) {
    return vector instanceof LongVector longs ? longs.values()[row] >> 63 : high(vector)[row];
  }

  /** Leaves the result in {@code a}; whether it fits 128 bits. */
  private boolean row(long xHigh, long xLow, long yHigh, long yLow) {
    int scale = decimal.scale();
    switch (operator) {
      case ADD, SUBTRACT, MODULO -> {
        int common = Math.max(leftScale, rightScale);
        boolean fits =
            a.rescale(xHigh, xLow, common - leftScale)
                && b.rescale(yHigh, yLow, common - rightScale);
        if (operator == Operator.ADD) {
          fits = fits && a.add(a.high, a.low, b.high, b.low);
        } else if (operator == Operator.SUBTRACT) {
          fits = fits && a.subtract(a.high, a.low, b.high, b.low);
        } else {
          if ((yHigh | yLow) == 0) {
            throw Failures.divisionByZero(text(xHigh, xLow, leftScale), "%");
          }
          fits = fits && a.remainder(a.high, a.low, b.high, b.low);
        }
        return fits && a.rescale(a.high, a.low, scale - common);
      }
      case MULTIPLY -> {
        int drop = leftScale + rightScale - scale;
        return drop >= 0
            ? a.multiply(xHigh, xLow, yHigh, yLow, drop)
            : a.multiply(xHigh, xLow, yHigh, yLow, 0) && a.rescale(a.high, a.low, -drop);
      }
      case DIVIDE -> {
        if ((yHigh | yLow) == 0) {
          throw Failures.divisionByZero(text(xHigh, xLow, leftScale), "/");
        }
        int shift = scale + rightScale - leftScale;
        if (shift >= 0) {
          return a.divide(xHigh, xLow, yHigh, yLow, shift);
        }
        return b.rescale(yHigh, yLow, -shift) && a.divide(xHigh, xLow, b.high, b.low, 0);
      }
      default -> throw new AssertionError(operator);
    }
  }

  private static String text(long high, long low, int scale) {
    return new BigDecimal(Int128.toBigInteger(high, low), scale).toPlainString();
  }
}
