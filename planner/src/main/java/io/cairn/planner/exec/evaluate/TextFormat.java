package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.TextSink;
import io.cairn.planner.exec.value.ValueText;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.TextVector;

/** CAST of everything that is no text to text of any length. */
final class TextFormat extends Evaluator {
  private final Evaluator operand;
  private final TextSink sink = new TextSink();
  private final StringBuilder text = new StringBuilder();
  private TextVector out = new TextVector();

  TextFormat(Evaluator operand) {
    super(ColumnType.VARCHAR, Lane.TEXT);
    this.operand = operand;
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector in = operand.evaluate(frame);
    int[] rows = frame.active();
    int count = frame.activeCount();
    sink.reset(frame.count());
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (in.isNull(row)) {
        continue;
      }
      sink.endRowsUpTo(row);
      text.setLength(0);
      ValueText.append(text, in, row, operand.type());
      sink.append(text);
      sink.endRow();
    }
    sink.endRowsUpTo(frame.count());
    out = sink.vector(out);
    out.setNulls(in.nulls());
    return out;
  }
}
