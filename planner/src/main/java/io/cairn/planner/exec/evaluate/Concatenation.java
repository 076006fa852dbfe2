package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.TextSink;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.TextVector;
import java.util.ArrayList;
import java.util.List;

/** Texts, or bytes, one after another; NULL if one is. */
final class Concatenation extends Evaluator {
  private final List<Evaluator> operands;
  private final List<TextView> texts = new ArrayList<>();
  private final TextSink sink = new TextSink();
  private TextVector out = new TextVector();

  Concatenation(List<Evaluator> operands, ColumnType type) {
    super(type, Lane.TEXT);
    this.operands = operands;
    operands.forEach(operand -> texts.add(new TextView()));
  }

  @Override
  ColumnVector compute(Frame frame) {
    int n = frame.count();
    int[] lane = null;
    for (int i = 0; i < operands.size(); i++) {
      ColumnVector vector = operands.get(i).evaluate(frame);
      texts.get(i).set(vector);
      lane = nulls.or(lane, vector.nulls(), n);
    }
    int[] rows = frame.active();
    int count = frame.activeCount();
    sink.reset(n);
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (lane != null && lane[row] != 0) {
        continue;
      }
      sink.endRowsUpTo(row);
      for (TextView text : texts) {
        sink.append(text.bytes(), text.start(row), text.end(row));
      }
      sink.endRow();
    }
    sink.endRowsUpTo(n);
    out = sink.vector(out);
    out.setNulls(lane);
    return out;
  }
}
