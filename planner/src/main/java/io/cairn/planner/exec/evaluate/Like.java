package io.cairn.planner.exec.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.planner.exec.kernel.TextView;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.IntVector;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LIKE and ILIKE. A constant pattern is read once an execution and, for coded text, tried once an
 * entry of the dictionary.
 */
final class Like extends Evaluator {
  private static final int MAX_PATTERNS = 256;

  private final Evaluator operand;
  private final Evaluator pattern;
  private final @Nullable Evaluator escape;
  private final boolean ignoreCase;
  private final TextView text = new TextView();
  private final TextView patterns = new TextView();
  private final TextView escapes = new TextView();
  private final DictionaryMemo memo = new DictionaryMemo();
  private final Map<String, LikePattern> known = new HashMap<>();
  private final IntVector out = new IntVector();
  private @Nullable LikePattern fixed;

  Like(Evaluator operand, Evaluator pattern, @Nullable Evaluator escape, boolean ignoreCase) {
    super(ColumnType.BOOLEAN, Lane.INT);
    this.operand = operand;
    this.pattern = pattern;
    this.escape = escape;
    this.ignoreCase = ignoreCase;
  }

  @Override
  ColumnVector compute(Frame frame) {
    ColumnVector in = operand.evaluate(frame);
    ConstantEvaluator constant = pattern.constant();
    boolean changed = constant != null && constant.bind();
    ColumnVector with = pattern.evaluate(frame);
    int n = frame.count();
    int[] lane = nulls.or(in.nulls(), with.nulls(), n);
    boolean constantEscape = true;
    if (escape != null) {
      ConstantEvaluator escapeConstant = escape.constant();
      constantEscape = escapeConstant != null;
      changed |= escapeConstant != null && escapeConstant.bind();
      ColumnVector by = escape.evaluate(frame);
      lane = nulls.or(lane, by.nulls(), n);
      escapes.set(by);
    }
    text.set(in);
    patterns.set(with);
    out.setNulls(lane);
    if (changed) {
      fixed = null;
    }
    int[] rows = frame.active();
    int count = frame.activeCount();
    boolean once = constant != null && constantEscape;
    Dictionary dictionary = text.dictionary();
    int[] codes = text.codes();
    int[] truth = out.values();
    byte[] results = null;
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (lane != null && lane[row] != 0) {
        truth[row] = 0;
        continue;
      }
      LikePattern by = once && fixed != null ? fixed : pattern(row);
      if (once) {
        fixed = by;
      }
      if (!once || dictionary == null || codes == null) {
        truth[row] = by.matches(text.bytes(), text.start(row), text.end(row)) ? 1 : 0;
        continue;
      }
      if (results == null) {
        results = memo.of(dictionary, by);
      }
      int code = codes[row];
      if (results[code] == 0) {
        boolean matches = by.matches(text.bytes(), text.start(row), text.end(row));
        results[code] = (byte) (matches ? 2 : 1);
      }
      truth[row] = results[code] - 1;
    }
    return out;
  }

  private LikePattern pattern(int row) {
    String source =
        new String(
            patterns.bytes(), patterns.start(row), patterns.end(row) - patterns.start(row), UTF_8);
    int escapeCharacter = -1;
    if (escape != null) {
      String by =
          new String(
              escapes.bytes(), escapes.start(row), escapes.end(row) - escapes.start(row), UTF_8);
      if (by.codePointCount(0, by.length()) != 1) {
        throw Failures.badArgument(
            "The escape of LIKE is '" + by + "'; expected a single character");
      }
      escapeCharacter = by.codePointAt(0);
    }
    String key = escapeCharacter + ":" + source;
    LikePattern compiled = known.get(key);
    if (compiled == null) {
      compiled = LikePattern.of(source, escapeCharacter, ignoreCase);
      if (known.size() >= MAX_PATTERNS) {
        known.clear();
      }
      known.put(key, compiled);
    }
    return compiled;
  }
}
