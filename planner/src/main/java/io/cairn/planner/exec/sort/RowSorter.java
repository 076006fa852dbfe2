package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.Cancellation;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders the rows of kept batches, stably. As much of the keys as fits is packed into one long a
 * row, by the range of each key, with the row's number below it; these longs are sorted by radix,
 * in as many parts as there are threads, and merged. Rows that the packed keys do not tell apart
 * are packed again by what is left of the keys. One thread at a time.
 */
public final class RowSorter {
  /** Bytes of working memory for each row. */
  public static final int BYTES_PER_ROW = 24;

  /** So few rows that are equal so far are compared one by one. */
  private static final int FEW_ROWS = 24;

  /** Fewer rows are not worth a second thread. */
  private static final int PARALLEL_ROWS = 1 << 17;

  private static final int BATCHES_PER_TASK = 32;

  private static final int CHECK_EVERY = 1 << 15;

  /** Room for the shortest code of a key with NULLs. */
  private static final int MIN_BITS = 2;

  private final List<SortKey> keys;
  private final List<OutputColumn> columns;
  private final Cancellation cancellation;
  private final Parallel parallel;
  private List<Batch> batches = List.of();
  private OrderKey[] order = {};
  private int[] starts = {};
  private long[] packed = {};
  private long[] scratch = {};
  private int rowBits;

  public RowSorter(List<SortKey> keys, List<OutputColumn> columns, Cancellation cancellation) {
    this(keys, columns, cancellation, Parallel.NONE);
  }

  public RowSorter(
      List<SortKey> keys,
      List<OutputColumn> columns,
      Cancellation cancellation,
      Parallel parallel) {
    this.keys = keys;
    this.columns = columns;
    this.cancellation = cancellation;
    this.parallel = parallel;
  }

  /** How far packing went through the keys. */
  private record Packing(List<KeySpan> spans, int bits, int nextKey, boolean isOpen) {}

  /**
   * The rows in order, numbered as {@link io.cairn.planner.exec.rows.RowGather} does.
   *
   * @param input batches without a selection
   */
  public int[] sort(List<Batch> input) {
    batches = input;
    starts = new int[input.size() + 1];
    for (int i = 0; i < input.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], input.get(i).rowCount());
    }
    int count = starts[input.size()];
    rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(lastRow(input.size()));
    order = new OrderKey[keys.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = key(keys.get(i));
    }
    packed = new long[count];
    scratch = new long[count];
    Packing packing = measure();
    pack(packing);
    sortPacked(count, packing.bits());
    if (packing.isOpen()) {
      settle(count, packing.nextKey());
    }
    int[] rows = new int[count];
    long[] sorted = packed;
    int mask = (1 << rowBits) - 1;
    for (int i = 0; i < count; i++) {
      rows[i] = (int) sorted[i] & mask;
    }
    batches = List.of();
    order = new OrderKey[0];
    packed = new long[0];
    scratch = packed;
    return rows;
  }

  private static int lastRow(int batchCount) {
    return Math.max(0, Math.multiplyExact(batchCount, Batch.CAPACITY) - 1);
  }

  private OrderKey key(SortKey key) {
    OutputColumn column = columns.get(key.column());
    ColumnType type = column.type();
    boolean unsigned = BoxedValues.isUnsigned64(type) || type instanceof ColumnType.Uuid;
    return switch (column.lane()) {
      case INT -> new NumberKey.Ints(key, batches);
      case LONG -> new NumberKey.Longs(key, batches, unsigned);
      case DOUBLE -> new NumberKey.Doubles(key, batches);
      case INT128 -> new WideKey(key, batches, unsigned);
      case TEXT -> {
        OrderKey codes = CodeKey.of(key, batches);
        yield codes == null ? new TextKey(key, batches) : codes;
      }
      case OBJECT -> throw KeyWords.refusal(column);
    };
  }

  private int tasks() {
    return (batches.size() + BATCHES_PER_TASK - 1) / BATCHES_PER_TASK;
  }

  /** Does something for each batch, on several threads where there are many. */
  private void forEachTask(Parallel.Task task) {
    if (packed.length < PARALLEL_ROWS) {
      for (int i = 0; i < tasks(); i++) {
        task.run(i);
      }
    } else {
      parallel.run(tasks(), task);
    }
  }

  /** Finds the ranges of the keys, up to the one that does not fit any more. */
  private Packing measure() {
    List<KeySpan> spans = new ArrayList<>();
    int left = Long.SIZE - 1 - rowBits;
    int next = 0;
    boolean open = false;
    while (next < order.length && left >= MIN_BITS && !open) {
      KeySpan span = measure(order[next]);
      span.fit(left);
      left -= span.bits();
      spans.add(span);
      open = span.isOpen();
      next += open ? 0 : 1;
    }
    return place(spans, next, open);
  }

  /** Gives the codes their bits, the first key the highest. */
  private Packing place(List<KeySpan> spans, int next, boolean open) {
    int bits = 0;
    for (int i = spans.size() - 1; i >= 0; i--) {
      spans.get(i).placeAt(rowBits + bits);
      bits += spans.get(i).bits();
    }
    return new Packing(spans, bits, next, open || next < order.length);
  }

  private KeySpan measure(OrderKey key) {
    int aspect = key.aspect(cancellation);
    KeySpan[] parts = new KeySpan[tasks()];
    forEachTask(
        task -> {
          KeySpan part = new KeySpan(key, aspect);
          long[] words = new long[Batch.CAPACITY];
          for (int batch = firstBatch(task); batch < firstBatch(task + 1); batch++) {
            cancellation.check();
            int rows = batches.get(batch).rowCount();
            key.words(batch, rows, aspect, words);
            part.add(words, key.nulls(batch), rows);
          }
          parts[task] = part;
        });
    KeySpan all = new KeySpan(key, aspect);
    for (KeySpan part : parts) {
      all.add(part);
    }
    return all;
  }

  private int firstBatch(int task) {
    return Math.min(batches.size(), task * BATCHES_PER_TASK);
  }

  private void pack(Packing packing) {
    forEachTask(
        task -> {
          long[] words = new long[Batch.CAPACITY];
          for (int batch = firstBatch(task); batch < firstBatch(task + 1); batch++) {
            cancellation.check();
            int rows = batches.get(batch).rowCount();
            long first = (long) batch * Batch.CAPACITY;
            for (int i = 0; i < rows; i++) {
              packed[starts[batch] + i] = first + i;
            }
            for (KeySpan span : packing.spans()) {
              span.key().words(batch, rows, span.aspect(), words);
              span.pack(words, span.key().nulls(batch), rows, packed, starts[batch]);
            }
          }
        });
  }

  private void sortPacked(int count, int bits) {
    if (bits == 0) {
      return;
    }
    int threads = Integer.highestOneBit(parallel.threads());
    if (threads == 1 || count < PARALLEL_ROWS) {
      PackedSort.sort(packed, scratch, 0, count, rowBits, bits, cancellation);
      return;
    }
    int[] cuts = new int[threads + 1];
    for (int i = 0; i <= threads; i++) {
      cuts[i] = (int) ((long) count * i / threads);
    }
    parallel.run(
        threads,
        i -> PackedSort.sort(packed, scratch, cuts[i], cuts[i + 1], rowBits, bits, cancellation));
    for (int width = 1; width < threads; width *= 2) {
      mergePairs(cuts, width);
      long[] swap = packed;
      packed = scratch;
      scratch = swap;
    }
  }

  /** Merges each two neighbours of so many parts; all threads work on each pair. */
  private void mergePairs(int[] cuts, int width) {
    int threads = cuts.length - 1;
    int perPair = 2 * width;
    parallel.run(
        threads,
        i -> {
          int pair = i / perPair * perPair;
          int from = cuts[pair];
          int middle = cuts[pair + width];
          int to = cuts[pair + perPair];
          int piece = i - pair;
          int first = (int) ((long) (to - from) * piece / perPair);
          int last = (int) ((long) (to - from) * (piece + 1) / perPair);
          PackedSort.merge(packed, from, middle, to, scratch, from, first, last, cancellation);
        });
  }

  /** Orders the rows that the packed keys do not tell apart. */
  private void settle(int count, int key) {
    int pieces = count < PARALLEL_ROWS ? 1 : 4 * parallel.threads();
    int[] cuts = new int[pieces + 1];
    for (int i = 0; i <= pieces; i++) {
      cuts[i] = runStart((int) ((long) count * i / pieces));
    }
    parallel.run(pieces, piece -> settleRuns(cuts[piece], cuts[piece + 1], key));
  }

  /** The first entry at {@code at} or after it that differs from the one before. */
  private int runStart(int at) {
    int start = at;
    while (start > 0 && start < packed.length && sameKey(start - 1, start)) {
      start++;
    }
    return start;
  }

  private boolean sameKey(int a, int b) {
    return (packed[a] ^ packed[b]) >>> rowBits == 0;
  }

  private void settleRuns(int from, int to, int key) {
    int checked = from;
    int run = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || !sameKey(run, i)) {
        if (i - run > 1) {
          settleRun(run, i, key);
        }
        run = i;
        if (i - checked > CHECK_EVERY) {
          checked = i;
          cancellation.check();
        }
      }
    }
  }

  /** Orders rows that are equal before this key; their packed keys are overwritten. */
  private void settleRun(int from, int to, int key) {
    int start = from;
    int end = to;
    int next = key;
    while (next < order.length) {
      if (end - start <= FEW_ROWS) {
        insert(start, end, next);
        return;
      }
      cancellation.check();
      Packing packing = packAgain(start, end, next);
      if (packing.bits() > 0) {
        PackedSort.sort(packed, scratch, start, end, rowBits, packing.bits(), cancellation);
      }
      if (!packing.isOpen()) {
        return;
      }
      next = packing.nextKey();
      // The largest run goes on here, so that few calls lie within each other.
      int largest = start;
      int largestEnd = start;
      int run = start;
      for (int i = start + 1; i <= end; i++) {
        if (i == end || !sameKey(run, i)) {
          if (i - run > largestEnd - largest) {
            if (largestEnd - largest > 1) {
              settleRun(largest, largestEnd, next);
            }
            largest = run;
            largestEnd = i;
          } else if (i - run > 1) {
            settleRun(run, i, next);
          }
          run = i;
        }
      }
      start = largest;
      end = largestEnd;
    }
  }

  private Packing packAgain(int from, int to, int key) {
    int count = to - from;
    int mask = (1 << rowBits) - 1;
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = (int) packed[from + i] & mask;
      packed[from + i] = rows[i];
    }
    long[] words = new long[count];
    int left = Long.SIZE - 1 - rowBits;
    List<KeySpan> spans = new ArrayList<>();
    int next = key;
    boolean open = false;
    while (next < order.length && left >= MIN_BITS && !open) {
      OrderKey each = order[next];
      int[] nulls = nulls(each, rows);
      KeySpan span =
          new KeySpan(each, each.aspect(present(rows, nulls), present(nulls, count), cancellation));
      load(each, rows, span.aspect(), words);
      span.add(words, nulls, count);
      span.fit(left);
      left -= span.bits();
      spans.add(span);
      open = span.isOpen();
      next += open ? 0 : 1;
    }
    Packing packing = place(spans, next, open);
    for (KeySpan span : spans) {
      load(span.key(), rows, span.aspect(), words);
      span.pack(words, nulls(span.key(), rows), count, packed, from);
    }
    return packing;
  }

  private void load(OrderKey key, int[] rows, int aspect, long[] words) {
    for (int from = 0; from < rows.length; from += CHECK_EVERY) {
      cancellation.check();
      key.words(rows, from, Math.min(rows.length, from + CHECK_EVERY), aspect, words);
    }
  }

  private static int @Nullable [] nulls(OrderKey key, int[] rows) {
    if (!key.hasNulls()) {
      return null;
    }
    int[] lane = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      lane[i] = key.isNull(rows[i]) ? -1 : 0;
    }
    return lane;
  }

  private static int[] present(int[] rows, int @Nullable [] nulls) {
    if (nulls == null) {
      return rows;
    }
    int[] kept = new int[rows.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      kept[count] = rows[i];
      count += nulls[i] == 0 ? 1 : 0;
    }
    return kept;
  }

  private static int present(int @Nullable [] nulls, int count) {
    int present = count;
    if (nulls != null) {
      for (int lane : nulls) {
        present += lane;
      }
    }
    return present;
  }

  /** Sorts few rows by comparing them from a key on. */
  private void insert(int from, int to, int key) {
    int mask = (1 << rowBits) - 1;
    for (int i = from + 1; i < to; i++) {
      long value = packed[i];
      int j = i - 1;
      while (j >= from && compare((int) packed[j] & mask, (int) value & mask, key) > 0) {
        packed[j + 1] = packed[j];
        j--;
      }
      packed[j + 1] = value;
    }
  }

  private int compare(int a, int b, int key) {
    for (int i = key; i < order.length; i++) {
      int result = order[i].compare(a, b);
      if (result != 0) {
        return result;
      }
    }
    return 0;
  }
}
