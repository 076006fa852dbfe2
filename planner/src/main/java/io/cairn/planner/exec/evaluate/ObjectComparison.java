package io.cairn.planner.exec.evaluate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.value.TypeNames;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;

/** {@code =} and {@code <>} of nested values. */
final class ObjectComparison extends Evaluator {
  private final Evaluator left;
  private final Evaluator right;
  private final int flip;
  private final IntVector out = new IntVector();

  ObjectComparison(Operator operator, Evaluator left, Evaluator right) {
    super(ColumnType.BOOLEAN, Lane.INT);
    if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
      throw new QueryException(
          ErrorCode.TYPE_MISMATCH,
          "Values of type "
              + TypeNames.of(left.type())
              + " have no order; compare them with = or <>, or compare their parts");
    }
    this.left = left;
    this.right = right;
    this.flip = Comparison.flip(operator);
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector a = left.evaluate(frame);
    ColumnVector b = right.evaluate(frame);
    out.setNulls(nulls.or(a.nulls(), b.nulls(), frame.count()));
    int[] rows = frame.active();
    int count = frame.activeCount();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      Object x = objects(a)[row];
      Object y = objects(b)[row];
      boolean equal = x != null && y != null && DeepValue.of(x).equals(DeepValue.of(y));
      out.values()[row] = (equal ? 1 : 0) ^ flip;
    }
    return out;
  }
}
