package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.IntVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code = <> < <= > >=} of byte strings, by unsigned bytes. */
final class TextComparison extends Evaluator {
  private final Operator operator;
  private final Evaluator left;
  private final Evaluator right;
  private final TextView a = new TextView();
  private final TextView b = new TextView();
  private final DictionaryMemo memo = new DictionaryMemo();
  private final IntVector out = new IntVector();

  private TextComparison(Operator operator, Evaluator left, Evaluator right) {
    super(ColumnType.BOOLEAN, Lane.INT);
    this.operator = operator;
    this.left = left;
    this.right = right;
  }

  static Evaluator of(Operator operator, Evaluator left, Evaluator right) {
    return left.constant() != null && right.constant() == null
        ? new TextComparison(Comparison.exchange(operator), right, left)
        : new TextComparison(operator, left, right);
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector x = left.evaluate(frame);
    ColumnVector y = right.evaluate(frame);
    a.set(x);
    b.set(y);
    int n = frame.count();
    int[] lane = nulls.or(x.nulls(), y.nulls(), n);
    out.setNulls(lane);
    ConstantEvaluator constant = right.constant();
    int[] rows = frame.active();
    int count = frame.activeCount();
    int[] result = out.values();
    if (constant != null) {
      if (constant.isNull()) {
        return out;
      }
      compareWith(constant.bytes(), rows, count, result);
      return out;
    }
    boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (lane != null && lane[row] != 0) {
        result[row] = 0;
      } else if (equality) {
        result[row] = (a.equal(row, b, row) ? 1 : 0) ^ Comparison.flip(operator);
      } else {
        result[row] = holds(a.compare(row, b, row));
      }
    }
    return out;
  }

  private void compareWith(byte[] text, int @Nullable [] rows, int count, int[] result) {
    Dictionary dictionary = a.dictionary();
    int[] codes = a.codes();
    if (dictionary == null || codes == null) {
      for (int k = 0; k < count; k++) {
        int row = rows == null ? k : rows[k];
        result[row] = compareWith(text, a.bytes(), a.start(row), a.end(row));
      }
      return;
    }
    byte[] known = memo.of(dictionary, text);
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      int code = codes[row];
      if (code >= dictionary.size()) {
        result[row] = 0;
        continue;
      }
      int truth = known[code] - 1;
      if (truth < 0) {
        int[] offsets = dictionary.offsets();
        truth = compareWith(text, dictionary.bytes(), offsets[code], offsets[code + 1]);
        known[code] = (byte) (truth + 1);
      }
      result[row] = truth;
    }
  }

  private int compareWith(byte[] text, byte[] bytes, int from, int to) {
    if (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL) {
      int equal =
          to - from == text.length && Arrays.equals(bytes, from, to, text, 0, text.length) ? 1 : 0;
      return equal ^ Comparison.flip(operator);
    }
    return holds(Arrays.compareUnsigned(bytes, from, to, text, 0, text.length));
  }

  private int holds(int order) {
    boolean truth =
        switch (operator) {
          case EQUAL -> order == 0;
          case NOT_EQUAL -> order != 0;
          case LESS -> order < 0;
          case LESS_OR_EQUAL -> order <= 0;
          case GREATER -> order > 0;
          case GREATER_OR_EQUAL -> order >= 0;
          default -> throw new AssertionError(operator);
        };
    return truth ? 1 : 0;
  }
}
