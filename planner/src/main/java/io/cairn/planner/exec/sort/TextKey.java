package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.Cancellation;
import io.cairn.storage.vector.Batch;
import java.util.Arrays;
import java.util.List;

/**
 * A key in lane TEXT by its bytes. The aspect is the number of bytes that all texts begin with: a
 * word holds the seven bytes after those, and how many of them count.
 */
final class TextKey extends OrderKey {
  private static final int WORD_BYTES = 7;
  private static final int MORE = 8;

  private final List<Batch> batches;
  private final TextView[] texts;

  TextKey(SortKey key, List<Batch> batches) {
    super(key, batches);
    this.batches = batches;
    texts = new TextView[batches.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = new TextView().set(vector(batches, key, i));
    }
  }

  @Override
  int aspect(Cancellation cancellation) {
    int first = -1;
    int common = Integer.MAX_VALUE;
    for (int batch = 0; batch < texts.length; batch++) {
      cancellation.check();
      int[] nulls = nulls(batch);
      for (int i = 0; i < batches.get(batch).rowCount(); i++) {
        if (nulls == null || nulls[i] == 0) {
          int row = batch * Batch.CAPACITY + i;
          first = first < 0 ? row : first;
          common = common(first, row, common);
          if (common == 0) {
            return 0;
          }
        }
      }
    }
    return first < 0 ? 0 : common;
  }

  @Override
  int aspect(int[] rows, int count, Cancellation cancellation) {
    int common = count == 0 ? 0 : Integer.MAX_VALUE;
    for (int i = 0; i < count && common > 0; i++) {
      if (i % Batch.CAPACITY == 0) {
        cancellation.check();
      }
      common = common(rows[0], rows[i], common);
    }
    return common;
  }

  /** Bytes that two texts begin with, at most {@code limit}. */
  private int common(int a, int b, int limit) {
    TextView left = texts[a >>> ROW_BITS];
    TextView right = texts[b >>> ROW_BITS];
    int start = left.start(a & ROW_MASK);
    int other = right.start(b & ROW_MASK);
    int length =
        Math.min(limit, Math.min(left.end(a & ROW_MASK) - start, right.end(b & ROW_MASK) - other));
    int mismatch =
        Arrays.mismatch(left.bytes(), start, start + length, right.bytes(), other, other + length);
    return mismatch < 0 ? length : mismatch;
  }

  @Override
  boolean continues(int aspect, long word) {
    return ((word ^ turn) & 0xFF) == MORE;
  }

  @Override
  void words(int batch, int n, int aspect, long[] out) {
    TextView view = texts[batch];
    int[] nulls = nulls(batch);
    for (int i = 0; i < n; i++) {
      out[i] = nulls == null || nulls[i] == 0 ? word(view, i, aspect) : 0;
    }
  }

  @Override
  void words(int[] rows, int from, int to, int aspect, long[] out) {
    for (int i = from; i < to; i++) {
      out[i] = isNull(rows[i]) ? 0 : word(texts[rows[i] >>> ROW_BITS], rows[i] & ROW_MASK, aspect);
    }
  }

  private long word(TextView view, int row, int skipped) {
    byte[] bytes = view.bytes();
    int from = view.start(row) + skipped;
    int length = view.end(row) - from;
    int count = Math.min(WORD_BYTES, length);
    long word = 0;
    for (int i = 0; i < count; i++) {
      word |= (bytes[from + i] & 0xFFL) << (56 - 8 * i);
    }
    return turn ^ (word | (length > WORD_BYTES ? MORE : count));
  }

  @Override
  int compareValues(int a, int b) {
    int order = texts[a >>> ROW_BITS].compare(a & ROW_MASK, texts[b >>> ROW_BITS], b & ROW_MASK);
    return turn == 0 ? order : -order;
  }
}
