package io.cairn.planner.exec.evaluate;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;

/** A column of the input, as it is. */
final class InputEvaluator extends Evaluator {
  private final int column;

  InputEvaluator(int column, ColumnType type, Lane lane) {
    super(type, lane);
    this.column = column;
  }

  @Override
  ColumnVector compute(Frame frame) {
    return frame.column(column);
  }

  @Override
  boolean costly() {
    return false;
  }
}
