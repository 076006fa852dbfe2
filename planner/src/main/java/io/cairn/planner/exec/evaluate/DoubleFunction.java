package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import org.jspecify.annotations.Nullable;

/**
 * Functions of one or two doubles. Outside their domain they give NaN or an infinity, as floats do
 * everywhere.
 */
final class DoubleFunction extends Evaluator {
  private final Operator operator;
  private final Evaluator first;
  private final @Nullable Evaluator second;
  private final DoubleVector out = new DoubleVector();

  /** Operands of lane DOUBLE. */
  DoubleFunction(Operator operator, Evaluator first, @Nullable Evaluator second, ColumnType type) {
    super(type, Lane.DOUBLE);
    this.operator = operator;
    this.first = first;
    this.second = second;
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector a = first.evaluate(frame);
    int n = frame.count();
    if (second == null) {
      unary(doubles(a), out.values(), n);
      out.setNulls(a.nulls());
      return out;
    }
    ColumnVector b = second.evaluate(frame);
    binary(doubles(a), doubles(b), out.values(), n);
    out.setNulls(nulls.or(a.nulls(), b.nulls(), n));
    return out;
  }

  private void unary(double[] a, double[] result, int n) {
    for (int i = 0; i < n; i++) {
      result[i] = value(a[i]);
    }
  }

  private double value(double x) {
    return switch (operator) {
      case SQRT -> Math.sqrt(x);
      case EXP -> Math.exp(x);
      case LN -> Math.log(x);
      case LOG10 -> Math.log10(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ASIN -> Math.asin(x);
      case ACOS -> Math.acos(x);
      case ATAN -> Math.atan(x);
      case RADIANS -> Math.toRadians(x);
      case DEGREES -> Math.toDegrees(x);
      default -> throw new AssertionError(operator);
    };
  }

  private void binary(double[] a, double[] b, double[] result, int n) {
    boolean power = operator == Operator.POWER;
    for (int i = 0; i < n; i++) {
      result[i] = power ? Math.pow(a[i], b[i]) : Math.atan2(a[i], b[i]);
    }
  }
}
