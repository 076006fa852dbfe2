package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.Masks;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;

/** IS [NOT] DISTINCT FROM: an equality that takes NULL as a value. */
final class DistinctTest extends Evaluator {
  private final Evaluator equality;
  private final Evaluator left;
  private final Evaluator right;
  private final boolean negated;
  private final IntVector out = new IntVector();

  /**
   * @param equality {@code left = right}, over the same evaluators
   * @param negated for IS NOT DISTINCT FROM
   */
  DistinctTest(Evaluator equality, Evaluator left, Evaluator right, boolean negated) {
    super(ColumnType.BOOLEAN, Lane.INT);
    this.equality = equality;
    this.left = left;
    this.right = right;
    this.negated = negated;
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector equal = equality.evaluate(frame);
    int n = frame.count();
    int[] a = left.evaluate(frame).nulls();
    int[] b = right.evaluate(frame).nulls();
    int[] truth = out.values();
    int[] values = ints(equal);
    if (a == null && b == null) {
      System.arraycopy(values, 0, truth, 0, n);
    } else {
      for (int i = 0; i < n; i++) {
        int an = a == null ? 0 : a[i];
        int bn = b == null ? 0 : b[i];
        truth[i] = (values[i] & ~(an | bn)) | (an & bn & 1);
      }
    }
    if (!negated) {
      Masks.not(truth, truth, n);
    }
    return out;
  }
}
