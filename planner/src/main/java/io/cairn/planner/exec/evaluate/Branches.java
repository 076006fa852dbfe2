package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.Masks;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CASE and COALESCE: each value is evaluated only for the rows that no earlier branch took, so that
 * the others cannot make it fail.
 */
final class Branches extends Evaluator {
  private final List<Evaluator> conditions;
  private final List<Evaluator> values;
  private final BranchMerge merge;
  private final Frame open;
  private final Frame chosen;
  private final int[] openMask = new int[Batch.CAPACITY];
  private final int[] chosenMask = new int[Batch.CAPACITY];

  private Branches(
      List<Evaluator> conditions,
      List<Evaluator> values,
      ColumnType type,
      Lane lane,
      Bindings bindings) {
    super(type, lane);
    this.conditions = conditions;
    this.values = values;
    this.merge = new BranchMerge(lane);
    this.open = new Frame(bindings);
    this.chosen = new Frame(bindings);
  }

  /** Values in one lane, one more than conditions: the last is ELSE. */
  static Branches ofCase(
      List<Evaluator> conditions,
      List<Evaluator> values,
      ColumnType type,
      Lane lane,
      Bindings bindings) {
    return new Branches(conditions, values, type, lane, bindings);
  }

  /** Values in one lane. */
  static Branches ofCoalesce(
      List<Evaluator> values, ColumnType type, Lane lane, Bindings bindings) {
    return new Branches(List.of(), values, type, lane, bindings);
  }

  @Override
  ColumnVector compute(Frame frame) {
    int n = frame.count();
    merge.start(n);
    frame.activeMask(openMask);
    for (int i = 0; i < values.size() && Masks.any(openMask, n); i++) {
      if (i < conditions.size()) {
        take(conditions.get(i), values.get(i), frame, n);
      } else {
        takeUnlessNull(values.get(i), frame, n);
      }
    }
    return merge.finish(n);
  }

  private void take(Evaluator condition, Evaluator value, Frame frame, int n) {
    ColumnVector truth = condition.evaluate(open.restrict(frame, openMask));
    int[] lane = truth.nulls();
    int[] held = ints(truth);
    for (int i = 0; i < n; i++) {
      chosenMask[i] = openMask[i] & held[i] & (lane == null ? 1 : ~lane[i]);
    }
    Masks.andNot(openMask, chosenMask, openMask, n);
    if (Masks.any(chosenMask, n)) {
      merge.take(value.evaluate(chosen.restrict(frame, chosenMask)), chosenMask, n);
    }
  }

  private void takeUnlessNull(Evaluator value, Frame frame, int n) {
    ColumnVector next = value.evaluate(open.restrict(frame, openMask));
    int[] lane = next.nulls();
    notNull(lane, n);
    merge.take(next, chosenMask, n);
    Masks.andNot(openMask, chosenMask, openMask, n);
  }

  private void notNull(int @Nullable [] lane, int n) {
    for (int i = 0; i < n; i++) {
      chosenMask[i] = openMask[i] & (lane == null ? 1 : ~lane[i]);
    }
  }
}
