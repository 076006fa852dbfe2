package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.kernel.DoubleKernels;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import org.jspecify.annotations.Nullable;

/** {@code + - * / %} of floats; never fails. Results of narrower types are rounded to them. */
final class DoubleArithmetic extends Evaluator {
  private final Operator operator;
  private final Evaluator left;
  private final Evaluator right;
  private final boolean single;
  private final DoubleVector out = new DoubleVector();

  private DoubleArithmetic(
      Operator operator, Evaluator left, Evaluator right, ColumnType.FloatingPoint type) {
    super(type, Lane.DOUBLE);
    this.operator = operator;
    this.left = left;
    this.right = right;
    this.single = type.bits() < 64;
  }

  /** Operands of lane DOUBLE. */
  static Evaluator of(
      Operator operator, Evaluator left, Evaluator right, ColumnType.FloatingPoint type) {
    boolean commutes = operator == Operator.ADD || operator == Operator.MULTIPLY;
    // Kernels take constants and integers on the right.
    boolean turn = commutes && (left.constant() != null || intLane(left) != null);
    return turn
        ? new DoubleArithmetic(operator, right, left, type)
        : new DoubleArithmetic(operator, left, right, type);
  }

  @Override
  boolean costly() {
    return left.costly() || right.costly();
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector a = left.evaluate(frame);
    int n = frame.count();
    double[] result = out.values();
    ConstantEvaluator constant = right.constant();
    if (constant != null && hasConstantKernel()) {
      constant.bind();
      if (!constant.isNull()) {
        withConstant(doubles(a), constant.real(), result, n);
        return finish(a.nulls(), n);
      }
    }
    Evaluator integer = intLane(right);
    if (integer != null && (operator == Operator.ADD || operator == Operator.MULTIPLY)) {
      ColumnVector b = integer.evaluate(frame);
      if (operator == Operator.ADD) {
        DoubleKernels.addInt(doubles(a), ints(b), result, n);
      } else {
        DoubleKernels.multiplyInt(doubles(a), ints(b), result, n);
      }
      return finish(nulls.or(a.nulls(), b.nulls(), n), n);
    }
    ColumnVector b = right.evaluate(frame);
    withVector(doubles(a), doubles(b), result, n);
    return finish(nulls.or(a.nulls(), b.nulls(), n), n);
  }

  private boolean hasConstantKernel() {
    return operator == Operator.ADD
        || operator == Operator.SUBTRACT
        || operator == Operator.MULTIPLY;
  }

  private void withConstant(double[] a, double b, double[] result, int n) {
    switch (operator) {
      case ADD -> DoubleKernels.addConstant(a, b, result, n);
      case SUBTRACT -> DoubleKernels.subtractConstant(a, b, result, n);
      case MULTIPLY -> DoubleKernels.multiplyConstant(a, b, result, n);
      default -> throw new AssertionError(operator);
    }
  }

  private void withVector(double[] a, double[] b, double[] result, int n) {
    switch (operator) {
      case ADD -> DoubleKernels.add(a, b, result, n);
      case SUBTRACT -> DoubleKernels.subtract(a, b, result, n);
      case MULTIPLY -> DoubleKernels.multiply(a, b, result, n);
      case DIVIDE -> DoubleKernels.divide(a, b, result, n);
      case MODULO -> DoubleKernels.modulo(a, b, result, n);
      default -> throw new AssertionError(operator);
    }
  }

  private ColumnVector finish(int @Nullable [] lane, int n) {
    if (single) {
      DoubleKernels.toSingle(out.values(), out.values(), n);
    }
    out.setNulls(lane);
    return out;
  }

  private static @Nullable Evaluator intLane(Evaluator operand) {
    return operand instanceof LaneConversion conversion ? conversion.intOperand() : null;
  }
}
