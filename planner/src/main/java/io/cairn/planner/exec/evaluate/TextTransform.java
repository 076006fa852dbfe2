package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.TextSink;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.TextVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function from text to text, perhaps with further operands. If those are constants and the text
 * is coded, it runs once for each entry of the dictionary, and rows keep their codes.
 */
abstract class TextTransform extends Evaluator {
  /** A dictionary is transformed as a whole if it has no more entries than so many batches. */
  private static final int MAX_BATCHES = 16;

  private final Evaluator operand;
  private final List<Evaluator> others;
  private final boolean constant;
  private final TextView text = new TextView();
  private final TextSink sink = new TextSink();
  private TextVector out = new TextVector();
  private @Nullable Dictionary source;
  private Dictionary transformed = new Dictionary(new byte[0], new int[1], 0);

  TextTransform(Evaluator operand, List<Evaluator> others, ColumnType type) {
    super(type, Lane.TEXT);
    this.operand = operand;
    this.others = others;
    this.constant = others.stream().allMatch(other -> other.constant() != null);
  }

  /**
   * Takes over the vectors of the other operands; they are called for again where a constant
   * changed.
   */
  abstract void bind(List<ColumnVector> vectors);

  /**
   * Appends the function of a text.
   *
   * @param row where the other operands' values are
   */
  abstract void append(byte[] bytes, int from, int to, int row, TextSink target);

  @Override
  final ColumnVector compute(Frame frame) {
    ColumnVector in = operand.evaluate(frame);
    int n = frame.count();
    boolean changed = false;
    int[] lane = in.nulls();
    java.util.ArrayList<ColumnVector> vectors = new java.util.ArrayList<>(others.size());
    for (Evaluator other : others) {
      ConstantEvaluator fixed = other.constant();
      changed |= fixed != null && fixed.bind();
      ColumnVector vector = other.evaluate(frame);
      vectors.add(vector);
      lane = nulls.or(lane, vector.nulls(), n);
    }
    bind(vectors);
    text.set(in);
    Dictionary dictionary = text.dictionary();
    int[] codes = text.codes();
    if (constant
        && dictionary != null
        && codes != null
        && n > 0
        && !firstIsNull(vectors)
        && dictionary.size() <= MAX_BATCHES * Batch.CAPACITY) {
      if (changed || source != dictionary) {
        transform(dictionary);
      }
      return new DictionaryVector(codes, transformed, lane);
    }
    rows(frame, lane, n);
    out.setNulls(lane);
    return out;
  }

  private static boolean firstIsNull(List<ColumnVector> vectors) {
    return vectors.stream().anyMatch(vector -> vector.isNull(0));
  }

  private void transform(Dictionary dictionary) {
    TextSink entries = new TextSink();
    entries.reset(dictionary.size());
    int[] offsets = dictionary.offsets();
    for (int i = 0; i < dictionary.size(); i++) {
      append(dictionary.bytes(), offsets[i], offsets[i + 1], 0, entries);
      entries.endRow();
    }
    transformed = new Dictionary(entries.bytes(), entries.offsets(), dictionary.size());
    source = dictionary;
  }

  private void rows(Frame frame, int @Nullable [] lane, int n) {
    int[] rows = frame.active();
    int count = frame.activeCount();
    sink.reset(n);
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (lane != null && lane[row] != 0) {
        continue;
      }
      sink.endRowsUpTo(row);
      append(text.bytes(), text.start(row), text.end(row), row, sink);
      sink.endRow();
    }
    sink.endRowsUpTo(n);
    out = sink.vector(out);
  }
}
