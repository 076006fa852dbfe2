package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.IntVector;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** IN over constants: whole numbers and floats in a sorted array, everything else in a set. */
final class Membership extends Evaluator {
  private final Evaluator operand;
  private final List<ConstantEvaluator> constants;
  private final IntVector out = new IntVector();
  private final TextView text = new TextView();
  private final DictionaryMemo memo = new DictionaryMemo();
  private boolean bound;
  private boolean anyNull;
  private long[] words = {};
  private Set<Object> others = Set.of();

  /** Constants of the operand's type; of an INT lane they may be in lane LONG. */
  Membership(Evaluator operand, List<ConstantEvaluator> constants) {
    super(ColumnType.BOOLEAN, Lane.INT);
    this.operand = operand;
    this.constants = constants;
  }

  @Override
  boolean costly() {
    return operand.costly();
  }

  @Override
  ColumnVector compute(Frame frame) {
    bind();
    ColumnVector in = operand.evaluate(frame);
    int n = frame.count();
    int[] truth = out.values();
    switch (operand.lane()) {
      case INT -> {
        int[] values = ints(in);
        for (int i = 0; i < n; i++) {
          truth[i] = holds(values[i]);
        }
      }
      case LONG -> {
        long[] values = longs(in);
        for (int i = 0; i < n; i++) {
          truth[i] = holds(values[i]);
        }
      }
      case DOUBLE -> {
        double[] values = doubles(in);
        for (int i = 0; i < n; i++) {
          truth[i] = holds(Double.doubleToLongBits(values[i] + 0.0));
        }
      }
      case TEXT -> texts(frame, in, truth);
      case INT128, OBJECT -> boxed(frame, in, truth);
    }
    out.setNulls(nullLane(in.nulls(), truth, n));
    return out;
  }

  private int holds(long word) {
    return words.length <= 8 ? linear(word) : Arrays.binarySearch(words, word) >= 0 ? 1 : 0;
  }

  private int linear(long word) {
    int found = 0;
    for (long candidate : words) {
      found |= candidate == word ? 1 : 0;
    }
    return found;
  }

  private void texts(Frame frame, ColumnVector in, int[] truth) {
    text.set(in);
    Dictionary dictionary = text.dictionary();
    int[] codes = text.codes();
    int[] rows = frame.active();
    int count = frame.activeCount();
    byte[] known = dictionary == null ? new byte[0] : memo.of(dictionary, others);
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (in.isNull(row)) {
        truth[row] = 0;
      } else if (codes == null) {
        truth[row] = contains(row);
      } else {
        if (known[codes[row]] == 0) {
          known[codes[row]] = (byte) (contains(row) + 1);
        }
        truth[row] = known[codes[row]] - 1;
      }
    }
  }

  private int contains(int row) {
    ByteBuffer key =
        ByteBuffer.wrap(text.bytes(), text.start(row), text.end(row) - text.start(row));
    return others.contains(key) ? 1 : 0;
  }

  private void boxed(Frame frame, ColumnVector in, int[] truth) {
    int[] rows = frame.active();
    int count = frame.activeCount();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      Object value = BoxedValues.get(in, row, operand.type());
      truth[row] = value != null && others.contains(DeepValue.of(value)) ? 1 : 0;
    }
  }

  /** NULL where the operand is, or where it was not found among constants with a NULL. */
  private int @Nullable [] nullLane(int @Nullable [] lane, int[] truth, int n) {
    if (!anyNull) {
      return lane;
    }
    int[] result = nulls.scratch();
    for (int i = 0; i < n; i++) {
      result[i] = (lane == null ? 0 : lane[i]) | (truth[i] - 1);
    }
    return result;
  }

  private void bind() {
    boolean changed = !bound;
    for (ConstantEvaluator constant : constants) {
      changed |= constant.bind();
    }
    if (!changed) {
      return;
    }
    bound = true;
    anyNull = false;
    long[] sorted = new long[constants.size()];
    int count = 0;
    Set<Object> set = new HashSet<>();
    for (ConstantEvaluator constant : constants) {
      Object value = constant.boxed();
      if (value == null) {
        anyNull = true;
        continue;
      }
      switch (operand.lane()) {
        case INT, LONG -> sorted[count++] = constant.whole();
        case DOUBLE -> sorted[count++] = Double.doubleToLongBits(constant.real() + 0.0);
        case TEXT -> set.add(ByteBuffer.wrap(constant.bytes()));
        case INT128, OBJECT -> set.add(DeepValue.of(normalised(value)));
      }
    }
    words = Arrays.copyOf(sorted, count);
    Arrays.sort(words);
    others = set;
  }

  private Object normalised(Object value) {
    return operand.type() instanceof ColumnType.Decimal decimal
        ? BoxedValues.toDecimal(value).setScale(decimal.scale(), RoundingMode.HALF_UP)
        : value;
  }
}
