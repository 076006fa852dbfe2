package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.DoubleKernels;
import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;

/** GREATEST and LEAST: NULL if an operand is. */
final class ExtremeOf extends Evaluator {
  private final List<Evaluator> operands;
  private final boolean greatest;
  private final boolean unsigned;
  private final List<TextView> texts = new ArrayList<>();
  private final int[] winner = new int[Batch.CAPACITY];
  private final int[] mask = new int[Batch.CAPACITY];
  private final BranchMerge merge;

  /** Operands of one type and lane. */
  ExtremeOf(boolean greatest, List<Evaluator> operands, ColumnType type, Lane lane) {
    super(type, lane);
    this.greatest = greatest;
    this.operands = operands;
    this.unsigned = BoxedValues.isUnsigned64(type) || type instanceof ColumnType.Uuid;
    this.merge = new BranchMerge(lane);
    operands.forEach(operand -> texts.add(new TextView()));
  }

  @Override
  ColumnVector compute(Frame frame) {
    int n = frame.count();
    List<ColumnVector> vectors = new ArrayList<>();
    int[] lane = null;
    for (int i = 0; i < operands.size(); i++) {
      ColumnVector vector = operands.get(i).evaluate(frame);
      vectors.add(vector);
      if (lane() == Lane.TEXT) {
        texts.get(i).set(vector);
      }
      lane = nulls.or(lane, vector.nulls(), n);
    }
    int[] rows = frame.active();
    int count = frame.activeCount();
    java.util.Arrays.fill(winner, 0, n, -1);
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (lane != null && lane[row] != 0) {
        continue;
      }
      int best = 0;
      for (int i = 1; i < vectors.size(); i++) {
        int order = compare(vectors, i, best, row);
        if (greatest ? order > 0 : order < 0) {
          best = i;
        }
      }
      winner[row] = best;
    }
    merge.start(n);
    for (int i = 0; i < vectors.size(); i++) {
      for (int row = 0; row < n; row++) {
        mask[row] = winner[row] == i ? 1 : 0;
      }
      merge.take(vectors.get(i), mask, n);
    }
    return merge.finish(n);
  }

  private int compare(List<ColumnVector> vectors, int a, int b, int row) {
    ColumnVector x = vectors.get(a);
    ColumnVector y = vectors.get(b);
    return switch (lane()) {
      case INT -> Integer.compare(ints(x)[row], ints(y)[row]);
      case LONG ->
          unsigned
              ? Long.compareUnsigned(longs(x)[row], longs(y)[row])
              : Long.compare(longs(x)[row], longs(y)[row]);
      case DOUBLE -> DoubleKernels.compare(doubles(x)[row], doubles(y)[row]);
      case INT128 -> {
        long sign = unsigned ? Long.MIN_VALUE : 0;
        yield Int128.compare(high(x)[row] ^ sign, low(x)[row], high(y)[row] ^ sign, low(y)[row]);
      }
      case TEXT -> texts.get(a).compare(row, texts.get(b), row);
      case OBJECT -> throw new AssertionError(lane());
    };
  }
}
