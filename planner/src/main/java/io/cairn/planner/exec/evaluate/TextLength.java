package io.cairn.planner.exec.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.planner.exec.kernel.TextSink;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.kernel.Utf8;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.TextVector;

/**
 * CAST of text or bytes to a type of limited length: 22001 where more than blanks (for bytes,
 * anything) would be lost; CHAR is padded with blanks, BINARY with zeros.
 */
final class TextLength extends Evaluator {
  private final Evaluator operand;
  private final int maxLength;
  private final boolean pad;
  private final boolean binary;
  private final TextView text = new TextView();
  private final TextSink sink = new TextSink();
  private TextVector out = new TextVector();

  TextLength(Evaluator operand, ColumnType type) {
    super(type, Lane.TEXT);
    this.operand = operand;
    this.binary = type instanceof ColumnType.Bytes;
    this.maxLength =
        type instanceof ColumnType.Bytes bytes
            ? bytes.maxLength()
            : ((ColumnType.Text) type).maxLength();
    this.pad =
        type instanceof ColumnType.Bytes bytes ? bytes.fixed() : ((ColumnType.Text) type).fixed();
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector in = operand.evaluate(frame);
    text.set(in);
    int[] rows = frame.active();
    int count = frame.activeCount();
    sink.reset(frame.count());
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (in.isNull(row)) {
        continue;
      }
      sink.endRowsUpTo(row);
      append(text.bytes(), text.start(row), text.end(row));
      sink.endRow();
    }
    sink.endRowsUpTo(frame.count());
    out = sink.vector(out);
    out.setNulls(in.nulls());
    return out;
  }

  private void append(byte[] bytes, int from, int to) {
    int cut = binary ? Math.min(to, from + maxLength) : Utf8.skip(bytes, from, to, maxLength);
    for (int i = cut; i < to; i++) {
      if (binary || bytes[i] != ' ') {
        throw Failures.tooLong(new String(bytes, from, to - from, UTF_8), type());
      }
    }
    sink.append(bytes, from, cut);
    if (pad) {
      int length = binary ? cut - from : Utf8.count(bytes, from, cut);
      for (int i = length; i < maxLength; i++) {
        sink.append((byte) (binary ? 0 : ' '));
      }
    }
  }
}
