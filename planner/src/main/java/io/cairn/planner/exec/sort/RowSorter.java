package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.Cancellation;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders the rows of kept batches, stably. Sorts by the first word of the first key, then each run
 * of equal words by the next word or key: most rows are settled by one radix sort. One thread at a
 * time.
 */
public final class RowSorter {
  /** Bytes of working memory for each row. */
  public static final int BYTES_PER_ROW = 24;

  private static final int SMALL = 48;
  private static final int CHECK_EVERY = 1 << 16;

  /** Texts that agree in this many words are compared as a whole. */
  private static final int MAX_TEXT_WORDS = 3;

  private final List<KeyWords> keys = new ArrayList<>();
  private final Cancellation cancellation;
  private final TextView left = new TextView();
  private final TextView right = new TextView();
  private List<Batch> batches = List.of();
  private int[] rows = {};
  private int[] otherRows = {};
  private long[] words = {};
  private long[] otherWords = {};

  public RowSorter(List<SortKey> keys, List<OutputColumn> columns, Cancellation cancellation) {
    for (SortKey key : keys) {
      this.keys.add(new KeyWords(key, columns.get(key.column())));
    }
    this.cancellation = cancellation;
  }

  /** The rows in order, numbered as {@link io.cairn.planner.exec.rows.RowGather} does. */
  public int[] sort(List<Batch> input) {
    batches = input;
    long total = 0;
    for (Batch batch : input) {
      total += batch.rowCount();
    }
    int count = Math.toIntExact(total);
    Math.multiplyExact(input.size(), Batch.CAPACITY);
    rows = new int[count];
    otherRows = new int[count];
    words = new long[count];
    otherWords = new long[count];
    int next = 0;
    for (int b = 0; b < input.size(); b++) {
      for (int r = 0; r < input.get(b).rowCount(); r++) {
        rows[next++] = b * Batch.CAPACITY + r;
      }
    }
    sort(0, count, 0, 0);
    return rows;
  }

  private void sort(int from, int to, int keyIndex, int wordIndex) {
    int start = from;
    int end = to;
    int key = keyIndex;
    int word = wordIndex;
    while (end - start > 1 && key < keys.size()) {
      KeyWords by = keys.get(key);
      if (word == 0) {
        int nulls = separateNulls(start, end, by);
        if (by.nullsFirst()) {
          sort(start, start + nulls, key + 1, 0);
          start += nulls;
        } else {
          sort(end - nulls, end, key + 1, 0);
          end -= nulls;
        }
      }
      if (by.isText() && word == MAX_TEXT_WORDS) {
        sortTexts(start, end, by, key);
        return;
      }
      load(start, end, by, word);
      orderByWord(start, end);
      if (end - start > 1 && words[start] == words[end - 1]) {
        // One run: go on without recursion.
        boolean more = by.continues(words[start], word);
        key = more ? key : key + 1;
        word = more ? word + 1 : 0;
        continue;
      }
      runs(start, end, by, key, word);
      return;
    }
  }

  private void runs(int start, int end, KeyWords by, int key, int word) {
    int run = start;
    for (int i = start + 1; i <= end; i++) {
      if (i == end || words[i] != words[run]) {
        if (i - run > 1) {
          if (by.continues(words[run], word)) {
            sort(run, i, key, word + 1);
          } else {
            sort(run, i, key + 1, 0);
          }
        }
        run = i;
      }
    }
  }

  private ColumnVector vector(int row, KeyWords by) {
    return batches.get(row / Batch.CAPACITY).column(by.column());
  }

  /** Moves the rows that are NULL to their end of the range; returns how many. */
  private int separateNulls(int from, int to, KeyWords by) {
    int nulls = 0;
    int kept = from;
    for (int i = from; i < to; i++) {
      int row = rows[i];
      if (vector(row, by).isNull(row % Batch.CAPACITY)) {
        otherRows[from + nulls++] = row;
      } else {
        rows[kept++] = row;
      }
    }
    if (nulls == 0) {
      return 0;
    }
    if (by.nullsFirst()) {
      System.arraycopy(rows, from, rows, from + nulls, kept - from);
      System.arraycopy(otherRows, from, rows, from, nulls);
    } else {
      System.arraycopy(otherRows, from, rows, kept, nulls);
    }
    return nulls;
  }

  private void load(int from, int to, KeyWords by, int word) {
    for (int i = from; i < to; i++) {
      if ((i - from) % CHECK_EVERY == 0) {
        cancellation.check();
      }
      int row = rows[i];
      words[i] = by.word(vector(row, by), row % Batch.CAPACITY, word);
    }
  }

  private void orderByWord(int from, int to) {
    if (to - from <= SMALL) {
      insertion(from, to);
    } else {
      radix(from, to);
    }
  }

  private void insertion(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long word = words[i];
      int row = rows[i];
      int j = i - 1;
      while (j >= from && Long.compareUnsigned(words[j], word) > 0) {
        words[j + 1] = words[j];
        rows[j + 1] = rows[j];
        j--;
      }
      words[j + 1] = word;
      rows[j + 1] = row;
    }
  }

  /** Least significant byte first; bytes that all words share are skipped. */
  private void radix(int from, int to) {
    int[][] counts = new int[8][256];
    for (int i = from; i < to; i++) {
      long word = words[i];
      for (int b = 0; b < 8; b++) {
        counts[b][(int) (word >>> (8 * b)) & 0xFF]++;
      }
    }
    long[] sourceWords = words;
    int[] sourceRows = rows;
    long[] targetWords = otherWords;
    int[] targetRows = otherRows;
    for (int b = 0; b < 8; b++) {
      int shift = 8 * b;
      int[] starts = counts[b];
      if (starts[(int) (sourceWords[from] >>> shift) & 0xFF] == to - from) {
        continue;
      }
      cancellation.check();
      int position = from;
      for (int i = 0; i < 256; i++) {
        int count = starts[i];
        starts[i] = position;
        position += count;
      }
      for (int i = from; i < to; i++) {
        long word = sourceWords[i];
        int at = starts[(int) (word >>> shift) & 0xFF]++;
        targetWords[at] = word;
        targetRows[at] = sourceRows[i];
      }
      long[] swapWords = sourceWords;
      sourceWords = targetWords;
      targetWords = swapWords;
      int[] swapRows = sourceRows;
      sourceRows = targetRows;
      targetRows = swapRows;
    }
    if (sourceWords != words) {
      System.arraycopy(sourceWords, from, words, from, to - from);
      System.arraycopy(sourceRows, from, rows, from, to - from);
    }
  }

  /** A merge sort that compares whole texts, then the runs of equal texts by the next key. */
  private void sortTexts(int from, int to, KeyWords by, int key) {
    mergeSort(from, to, by);
    int run = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || compareTexts(rows[run], rows[i], by) != 0) {
        sort(run, i, key + 1, 0);
        run = i;
      }
    }
  }

  private void mergeSort(int from, int to, KeyWords by) {
    for (int width = 1; width < to - from; width = Math.multiplyExact(width, 2)) {
      for (int start = from; start < to; start += 2 * width) {
        if ((start - from) % CHECK_EVERY == 0) {
          cancellation.check();
        }
        merge(start, Math.min(start + width, to), Math.min(start + 2 * width, to), by);
      }
      System.arraycopy(otherRows, from, rows, from, to - from);
    }
  }

  private void merge(int from, int middle, int to, KeyWords by) {
    int a = from;
    int b = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft = b >= to || (a < middle && compareTexts(rows[a], rows[b], by) <= 0);
      otherRows[i] = takeLeft ? rows[a++] : rows[b++];
    }
  }

  private int compareTexts(int a, int b, KeyWords by) {
    left.set(vector(a, by));
    right.set(vector(b, by));
    int order = left.compare(a % Batch.CAPACITY, right, b % Batch.CAPACITY);
    return by.descending() ? -order : order;
  }
}
