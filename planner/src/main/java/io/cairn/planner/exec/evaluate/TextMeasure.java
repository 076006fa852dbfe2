package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.kernel.Utf8;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** CHAR_LENGTH, OCTET_LENGTH, POSITION and STARTS_WITH. */
final class TextMeasure extends Evaluator {
  private final Operator operator;
  private final Evaluator first;
  private final @Nullable Evaluator second;
  private final TextView text = new TextView();
  private final TextView other = new TextView();
  private final ColumnVector out;

  TextMeasure(Operator operator, Evaluator first, @Nullable Evaluator second, ColumnType type) {
    super(type, type.naturalLane());
    this.operator = operator;
    this.first = first;
    this.second = second;
    this.out = type.naturalLane() == Lane.INT ? new IntVector() : new LongVector();
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector in = first.evaluate(frame);
    text.set(in);
    int[] lane = in.nulls();
    if (second != null) {
      ColumnVector with = second.evaluate(frame);
      other.set(with);
      lane = nulls.or(lane, with.nulls(), frame.count());
    }
    out.setNulls(lane);
    int[] rows = frame.active();
    int count = frame.activeCount();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      int result = lane != null && lane[row] != 0 ? 0 : measure(row);
      if (out instanceof IntVector ints) {
        ints.values()[row] = result;
      } else {
        longs(out)[row] = result;
      }
    }
    return out;
  }

  private int measure(int row) {
    int from = text.start(row);
    int to = text.end(row);
    return switch (operator) {
      case CHAR_LENGTH -> Utf8.count(text.bytes(), from, to);
      case OCTET_LENGTH -> to - from;
      case STARTS_WITH -> {
        int length = other.end(row) - other.start(row);
        yield to - from >= length
                && Arrays.equals(
                    text.bytes(),
                    from,
                    from + length,
                    other.bytes(),
                    other.start(row),
                    other.end(row))
            ? 1
            : 0;
      }
      case POSITION -> {
        byte[] needle = Arrays.copyOfRange(text.bytes(), from, to);
        int hit = Utf8.indexOf(other.bytes(), other.start(row), other.end(row), needle);
        yield hit < 0 ? 0 : Utf8.count(other.bytes(), other.start(row), hit) + 1;
      }
      default -> throw new AssertionError(operator);
    };
  }
}
