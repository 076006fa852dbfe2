package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.kernel.LongKernels;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.LongVector;
import java.math.BigDecimal;

/** {@code + - * / %} of decimals, exact but for half-up rounding to the result's scale. */
final class DecimalArithmetic extends Evaluator {
  private final Operator operator;
  private final Evaluator left;
  private final Evaluator right;
  private final int leftScale;
  private final int rightScale;
  private final ColumnType.Decimal decimal;
  private final boolean fast;
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
    this.fast =
        (operator == Operator.ADD || operator == Operator.SUBTRACT)
            && leftScale == type.scale()
            && rightScale == type.scale()
            && type.naturalLane() == Lane.LONG
            && left.lane() != Lane.INT128
            && right.lane() != Lane.INT128;
    Lane operandLane = fast ? Lane.LONG : Lane.INT128;
    this.left = LaneConversion.to(left, operandLane);
    this.right = LaneConversion.to(right, operandLane);
    this.out = type.naturalLane() == Lane.LONG ? new LongVector() : new Int128Vector();
  }

  static int scale(ColumnType type) {
    return type instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector x = left.evaluate(frame);
    ColumnVector y = right.evaluate(frame);
    int n = frame.count();
    out.setNulls(nulls.or(x.nulls(), y.nulls(), n));
    if (!fast || !computeFast(longs(x), longs(y), n)) {
      computeRows(frame, x, y);
    }
    return out;
  }

  /** Over all positions; false if one may be out of range, which the rows tell exactly. */
  private boolean computeFast(long[] x, long[] y, int n) {
    long[] result = longs(out);
    boolean overflow;
    if (operator == Operator.ADD) {
      LongKernels.add(x, y, result, n);
      overflow = LongKernels.addOverflows(x, y, result, n);
    } else {
      LongKernels.subtract(x, y, result, n);
      overflow = LongKernels.subtractOverflows(x, y, result, n);
    }
    long limit = Int128.longPowerOfTen(decimal.precision()) - 1;
    return !overflow && !LongKernels.outside(result, -limit, limit, n);
  }

  private void computeRows(Frame frame, ColumnVector x, ColumnVector y) {
    int[] rows = frame.active();
    int count = frame.activeCount();
    boolean wide = !fast;
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (out.isNull(row)) {
        continue;
      }
      long xLow = wide ? low(x)[row] : longs(x)[row];
      long xHigh = wide ? high(x)[row] : xLow >> 63;
      long yLow = wide ? low(y)[row] : longs(y)[row];
      long yHigh = wide ? high(y)[row] : yLow >> 63;
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
      if (out instanceof LongVector result) {
        result.values()[row] = a.low;
      } else {
        high(out)[row] = a.high;
        low(out)[row] = a.low;
      }
    }
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
