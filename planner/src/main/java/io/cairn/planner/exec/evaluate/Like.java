package io.cairn.planner.exec.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.planner.exec.kernel.IntKernels;
import io.cairn.planner.exec.kernel.TextSearch;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.TextVector;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LIKE and ILIKE. A constant pattern is read once an execution and, for coded text, tried once an
 * entry of the dictionary; other texts of a batch are searched as one sequence of bytes for what
 * each match holds.
 */
final class Like extends Evaluator {
  private static final int MAX_PATTERNS = 256;

  /** With one row in so many that matters, or more, all texts are searched at once. */
  private static final int SEARCHED = 4;

  private final Evaluator operand;
  private final Evaluator pattern;
  private final @Nullable Evaluator escape;
  private final boolean ignoreCase;
  private final TextView text = new TextView();
  private final TextView patterns = new TextView();
  private final TextView escapes = new TextView();
  private final int[] hits = new int[Batch.CAPACITY];
  private final DictionaryMemo memo = new DictionaryMemo();
  private final Map<String, LikePattern> known = new HashMap<>();
  private final IntVector out = new IntVector();
  private @Nullable LikePattern fixed;
  private @Nullable LikePattern searched;
  private @Nullable TextSearch search;

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
    if (once && in instanceof TextVector texts && count * SEARCHED >= n) {
      int first = firstActive(rows, count, lane);
      if (first >= 0) {
        LikePattern by = fixed != null ? fixed : pattern(first);
        fixed = by;
        if (searched != by) {
          searched = by;
          search = by.search();
        }
        TextSearch current = search;
        if (current != null) {
          searchAll(current, by, texts, n);
          return out;
        }
      }
    }
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

  /** The first row that matters and is not NULL, or -1. */
  private static int firstActive(int @Nullable [] rows, int count, int @Nullable [] lane) {
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      if (lane == null || lane[row] == 0) {
        return row;
      }
    }
    return -1;
  }

  /** Tries the texts alone that a search over all bytes of the batch finds; NULLs are empty. */
  private void searchAll(TextSearch needle, LikePattern by, TextVector texts, int n) {
    int[] truth = out.values();
    IntKernels.fill(truth, 0, n, 0);
    int found = needle.select(texts.bytes(), texts.offsets(), n, hits);
    for (int k = 0; k < found; k++) {
      int row = hits[k];
      boolean matches =
          by.isSearch()
              || by.matches(texts.bytes(), texts.offsets()[row], texts.offsets()[row + 1]);
      truth[row] = matches ? 1 : 0;
    }
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
