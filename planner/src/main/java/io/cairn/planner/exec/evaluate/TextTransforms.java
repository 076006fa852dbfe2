package io.cairn.planner.exec.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.kernel.TextSink;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.kernel.Utf8;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The functions from text to text. */
final class TextTransforms {
  private TextTransforms() {}

  /** UPPER and LOWER. */
  static final class Case extends TextTransform {
    private final boolean upper;

    Case(boolean upper, Evaluator operand, ColumnType type) {
      super(operand, List.of(), type);
      this.upper = upper;
    }

    @Override
    void bind(List<ColumnVector> vectors) {}

    @Override
    void append(byte[] bytes, int from, int to, int row, TextSink target) {
      for (int i = from; i < to; i++) {
        byte b = bytes[i];
        if (b < 0) {
          String rest = new String(bytes, i, to - i, UTF_8);
          byte[] mapped =
              (upper ? rest.toUpperCase(Locale.ROOT) : rest.toLowerCase(Locale.ROOT))
                  .getBytes(UTF_8);
          target.append(mapped, 0, mapped.length);
          return;
        }
        boolean turns = upper ? b >= 'a' && b <= 'z' : b >= 'A' && b <= 'Z';
        target.append(turns ? (byte) (b ^ 0x20) : b);
      }
    }
  }

  /** TRIM of any of some characters, at one end or both. */
  static final class Trim extends TextTransform {
    private final boolean leading;
    private final boolean trailing;
    private final TextView characters = new TextView();

    Trim(Operator operator, Evaluator operand, Evaluator characters, ColumnType type) {
      super(operand, List.of(characters), type);
      this.leading = operator != Operator.TRIM_TRAILING;
      this.trailing = operator != Operator.TRIM_LEADING;
    }

    @Override
    void bind(List<ColumnVector> vectors) {
      characters.set(vectors.get(0));
    }

    @Override
    void append(byte[] bytes, int from, int to, int row, TextSink target) {
      int start = from;
      int end = to;
      while (leading && start < end) {
        int next = Utf8.skip(bytes, start, end, 1);
        if (!holds(bytes, start, next, row)) {
          break;
        }
        start = next;
      }
      while (trailing && start < end) {
        int last = Utf8.back(bytes, start, end);
        if (!holds(bytes, last, end, row)) {
          break;
        }
        end = last;
      }
      target.append(bytes, start, end);
    }

    private boolean holds(byte[] bytes, int from, int to, int row) {
      byte[] set = characters.bytes();
      int end = characters.end(row);
      for (int at = characters.start(row); at < end; ) {
        int next = Utf8.skip(set, at, end, 1);
        if (Arrays.equals(bytes, from, to, set, at, next)) {
          return true;
        }
        at = next;
      }
      return false;
    }
  }

  /** SUBSTRING from a position, for a number of code points or to the end. */
  static final class Substring extends TextTransform {
    private long[] starts = {};
    private long[] lengths = {};

    /** Start and length in lane LONG. */
    Substring(Evaluator operand, List<Evaluator> bounds, ColumnType type) {
      super(operand, bounds, type);
    }

    @Override
    void bind(List<ColumnVector> vectors) {
      starts = longs(vectors.get(0));
      lengths = vectors.size() > 1 ? longs(vectors.get(1)) : new long[0];
    }

    @Override
    void append(byte[] bytes, int from, int to, int row, TextSink target) {
      long start = starts[row];
      long end = Long.MAX_VALUE;
      if (lengths.length > 0) {
        long length = lengths[row];
        if (length < 0) {
          throw Failures.badArgument(
              "SUBSTRING has the negative length " + length + "; expected 0 or more");
        }
        end = start + length;
        end = start > 0 && end < 0 ? Long.MAX_VALUE : end;
      }
      if (end <= 1 || end <= start) {
        return;
      }
      long first = Math.max(start, 1);
      int begin = Utf8.skip(bytes, from, to, first - 1);
      target.append(bytes, begin, Utf8.skip(bytes, begin, to, end - first));
    }
  }

  /** REPLACE of every occurrence, from the left, without overlap. */
  static final class Replace extends TextTransform {
    private final TextView search = new TextView();
    private final TextView replacement = new TextView();

    Replace(Evaluator operand, Evaluator search, Evaluator replacement, ColumnType type) {
      super(operand, List.of(search, replacement), type);
    }

    @Override
    void bind(List<ColumnVector> vectors) {
      search.set(vectors.get(0));
      replacement.set(vectors.get(1));
    }

    @Override
    void append(byte[] bytes, int from, int to, int row, TextSink target) {
      byte[] needle = Arrays.copyOfRange(search.bytes(), search.start(row), search.end(row));
      int at = from;
      while (needle.length > 0) {
        int hit = Utf8.indexOf(bytes, at, to, needle);
        if (hit < 0) {
          break;
        }
        target.append(bytes, at, hit);
        target.append(replacement.bytes(), replacement.start(row), replacement.end(row));
        at = hit + needle.length;
      }
      target.append(bytes, at, to);
    }
  }
}
