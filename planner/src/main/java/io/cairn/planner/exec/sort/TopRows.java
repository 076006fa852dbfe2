package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.rows.RowBuffer;
import io.cairn.planner.exec.rows.RowGather;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.Cancellation;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first rows of an order. Candidates are collected without looking at each other; once
 * there are four times as many as wanted they are sorted and cut, and from then on a row is dropped
 * at once if its first key alone is beyond the last one kept. Columns other than the first key are
 * read only where a row survives that. One thread at a time.
 */
public final class TopRows {
  private static final int SLACK = 4;
  private static final int MIN_CANDIDATES = 512;

  private final List<SortKey> keys;
  private final List<OutputColumn> columns;
  private final List<Lane> lanes;
  private final int limit;
  private final boolean rowsDiffer;
  private final RowOrder order;
  private final Cancellation cancellation;
  private final KeyWords first;
  private final long[] words = new long[Batch.CAPACITY];
  private final int[] survivors = new int[Batch.CAPACITY];
  private final Bound bound;
  private List<Batch> kept = new ArrayList<>();
  private RowBuffer fresh;
  private long keptRows;

  /**
   * What is known about the last row of the result, by everybody who collects for it. Only ever
   * gets tighter. Thread-safe.
   */
  public static final class Bound {
    private volatile @Nullable Last last;

    /** The first key of the last row; null as long as fewer rows than wanted are there. */
    public @Nullable Last last() {
      return last;
    }

    private synchronized void tighten(Last candidate, RowOrder order) {
      Last known = last;
      if (known == null
          || order.compare(candidate.batch, candidate.row, known.batch, known.row) < 0) {
        last = candidate;
      }
    }
  }

  /** The last row of the result so far: a row of a batch that does not change. */
  public static final class Last {
    private final Batch batch;
    private final int row;
    private final long word;
    private final @Nullable Object value;

    /** {@code word} is the first one of the first key, whose value is {@code value}. */
    private Last(Batch batch, int row, long word, @Nullable Object value) {
      this.batch = batch;
      this.row = row;
      this.word = word;
      this.value = value;
    }

    /** The first key in boxed form; null for NULL. */
    public @Nullable Object value() {
      return value;
    }
  }

  /**
   * @param limit rows to keep
   * @param bound shared by all that collect for one result
   */
  public TopRows(
      List<SortKey> keys,
      List<OutputColumn> columns,
      int limit,
      Bound bound,
      Cancellation cancellation) {
    this(keys, columns, limit, bound, cancellation, false);
  }

  /**
   * As the other one.
   *
   * @param rowsDiffer whether the keys tell all rows apart; else rows come in the order of the
   *     input
   */
  public TopRows(
      List<SortKey> keys,
      List<OutputColumn> columns,
      int limit,
      Bound bound,
      Cancellation cancellation,
      boolean rowsDiffer) {
    this.rowsDiffer = rowsDiffer;
    this.order = new RowOrder(keys, columns);
    this.keys = keys;
    this.columns = columns;
    this.lanes = columns.stream().map(OutputColumn::lane).toList();
    this.limit = limit;
    this.bound = bound;
    this.cancellation = cancellation;
    this.first = new KeyWords(keys.get(0), columns.get(keys.get(0).column()));
    this.fresh = new RowBuffer(lanes);
  }

  /** Takes in the selected rows of a batch. */
  public void add(Batch batch) {
    Last last = bound.last();
    if (last != null) {
      int count = survivors(last, batch, batch.selection(), batch.selectedCount());
      if (count == 0) {
        return;
      }
      // Columns that are loaded from here on are needed for these rows alone.
      batch.select(survivors, count);
    }
    fresh.append(batch);
    cutIfMany();
  }

  private void cutIfMany() {
    if (keptRows + fresh.rowCount() >= Math.max((long) SLACK * limit, MIN_CANDIDATES)) {
      cut();
    }
  }

  /** Rows that come before the last one; where rows may be equal to it, these too. */
  private int survivors(Last last, Batch batch, int @Nullable [] rows, int count) {
    ColumnVector vector = batch.column(first.column());
    int kept =
        vector.nulls() == null && last.value != null
            ? first.atMost(vector, rows, count, last.word, survivors)
            : survivorsAmongNulls(last, vector, rows, count);
    first.firstWords(vector, survivors, kept, words);
    for (int k = 0; k < kept; k++) {
      if (ties(last, vector, survivors[k])) {
        return withoutLateTies(last, batch, kept);
      }
    }
    return kept;
  }

  private int survivorsAmongNulls(
      Last last, ColumnVector vector, int @Nullable [] rows, int count) {
    first.firstWords(vector, rows, count, words);
    long word = last.word ^ Long.MIN_VALUE;
    int kept = 0;
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      survivors[kept] = row;
      boolean stays =
          vector.isNull(row)
              ? first.nullsFirst()
              : last.value != null && (words[row] ^ Long.MIN_VALUE) <= word;
      kept += stays ? 1 : 0;
    }
    return kept;
  }

  private boolean ties(Last last, ColumnVector vector, int row) {
    return vector.isNull(row) ? last.value == null : last.value != null && words[row] == last.word;
  }

  /** Drops survivors that the first word does not drop, but all keys together. */
  private int withoutLateTies(Last last, Batch batch, int count) {
    int atMost = rowsDiffer ? -1 : 0;
    ColumnVector vector = batch.column(first.column());
    // Columns that the other keys read are needed for these rows alone.
    batch.select(survivors, count);
    int kept = 0;
    for (int k = 0; k < count; k++) {
      int row = survivors[k];
      if (!ties(last, vector, row) || order.compare(batch, row, last.batch, last.row) <= atMost) {
        survivors[kept++] = row;
      }
    }
    return kept;
  }

  /** Takes over the rows of another part of the input, which follows this one. */
  public void merge(TopRows other) {
    for (Batch batch : other.kept) {
      fresh.append(batch);
    }
    for (Batch batch : other.fresh.batches()) {
      fresh.append(batch);
    }
    other.kept = new ArrayList<>();
    other.keptRows = 0;
    other.fresh = new RowBuffer(lanes);
    cutIfMany();
  }

  /** The rows in order. */
  public List<Batch> finish() {
    cut();
    return kept;
  }

  /** Memory that the rows take. */
  public long bytes() {
    return fresh.bytes() + (long) kept.size() * Batch.CAPACITY * Long.BYTES * lanes.size();
  }

  /** Sorts the candidates and keeps what is wanted. */
  private void cut() {
    List<Batch> all = new ArrayList<>(kept);
    all.addAll(fresh.batches());
    int[] sorted = new RowSorter(keys, columns, cancellation).sort(all);
    int rows = Math.min(limit, sorted.length);
    List<Batch> next = new ArrayList<>();
    RowGather gather = new RowGather(all, lanes);
    for (int from = 0; from < rows; from += Batch.CAPACITY) {
      next.add(gather.kept(sorted, from, Math.min(Batch.CAPACITY, rows - from)));
    }
    kept = next;
    keptRows = rows;
    fresh = new RowBuffer(lanes);
    if (rows == limit && rows > 0) {
      tighten(next.get(next.size() - 1));
    }
  }

  private void tighten(Batch batch) {
    int row = batch.rowCount() - 1;
    ColumnVector vector = batch.column(first.column());
    boolean isNull = vector.isNull(row);
    if (isNull && !first.nullsFirst()) {
      return;
    }
    long word = isNull ? 0 : first.word(vector, row, 0);
    Object value = BoxedValues.get(vector, row, columns.get(first.column()).type());
    bound.tighten(new Last(batch, row, word, value), order);
  }
}
