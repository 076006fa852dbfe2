package io.cairn.planner.exec.evaluate;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;

/** The same lanes seen as values of another type. */
final class Retyped extends Evaluator {
  private final Evaluator operand;

  Retyped(Evaluator operand, ColumnType type) {
    super(type, operand.lane());
    this.operand = operand;
  }

  @Override
  ColumnVector compute(Frame frame) {
    return operand.evaluate(frame);
  }

  @Override
  boolean costly() {
    return operand.costly();
  }
}
