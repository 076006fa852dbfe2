package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.kernel.IntKernels;
import io.cairn.planner.exec.kernel.Masks;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;

/** NOT, IS NULL, IS TRUE and their kin. */
final class TruthTest extends Evaluator {
  private final Operator operator;
  private final Evaluator operand;
  private final IntVector out = new IntVector();

  TruthTest(Operator operator, Evaluator operand) {
    super(ColumnType.BOOLEAN, Lane.INT);
    this.operator = operator;
    this.operand = operand;
  }

  @Override
  boolean costly() {
    return operand.costly();
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector in = operand.evaluate(frame);
    int n = frame.count();
    int[] truth = out.values();
    int[] lane = in.nulls();
    out.setNulls(null);
    switch (operator) {
      case NOT -> {
        Masks.not(ints(in), truth, n);
        out.setNulls(lane);
      }
      case IS_NULL, IS_NOT_NULL -> {
        int flip = operator == Operator.IS_NULL ? 0 : 1;
        if (lane == null) {
          IntKernels.fill(truth, 0, n, flip);
        } else {
          Masks.nullToTruth(lane, flip, truth, n);
        }
      }
      case IS_TRUE -> Masks.trueOnly(ints(in), lane, 0, truth, n);
      case IS_FALSE -> Masks.trueOnly(ints(in), lane, 1, truth, n);
      case IS_NOT_TRUE -> {
        Masks.trueOnly(ints(in), lane, 0, truth, n);
        Masks.not(truth, truth, n);
      }
      case IS_NOT_FALSE -> {
        Masks.trueOnly(ints(in), lane, 1, truth, n);
        Masks.not(truth, truth, n);
      }
      default -> throw new AssertionError(operator);
    }
    return out;
  }
}
