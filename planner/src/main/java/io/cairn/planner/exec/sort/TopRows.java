package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.rows.RowBuffer;
import io.cairn.planner.exec.rows.RowGather;
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
    private volatile long word;
    private volatile boolean known;

    private synchronized void tighten(long candidate) {
      if (!known || Long.compareUnsigned(candidate, word) < 0) {
        word = candidate;
        known = true;
      }
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
    int[] rows = batch.selection();
    int count = batch.selectedCount();
    if (bound.known) {
      count = survivors(batch.column(first.column()), rows, count);
      rows = survivors;
    }
    if (count > 0) {
      fresh.append(batch, rows, count);
      cutIfMany();
    }
  }

  private void cutIfMany() {
    if (keptRows + fresh.rowCount() >= Math.max((long) SLACK * limit, MIN_CANDIDATES)) {
      cut();
    }
  }

  /** Rows that are not beyond the bound by their first key alone. */
  private int survivors(ColumnVector vector, int @Nullable [] rows, int count) {
    first.firstWords(vector, rows, count, words);
    int[] nulls = vector.nulls();
    long last = bound.word ^ Long.MIN_VALUE;
    int kept = 0;
    if (nulls == null) {
      for (int k = 0; k < count; k++) {
        int row = rows == null ? k : rows[k];
        survivors[kept] = row;
        kept += (words[row] ^ Long.MIN_VALUE) <= last ? 1 : 0;
      }
      return kept;
    }
    boolean nullsStay = first.nullsFirst();
    for (int k = 0; k < count; k++) {
      int row = rows == null ? k : rows[k];
      survivors[kept] = row;
      boolean stays = nulls[row] != 0 ? nullsStay : (words[row] ^ Long.MIN_VALUE) <= last;
      kept += stays ? 1 : 0;
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
    int[] order = new RowSorter(keys, columns, cancellation).sort(all);
    int rows = Math.min(limit, order.length);
    List<Batch> next = new ArrayList<>();
    RowGather gather = new RowGather(all, lanes);
    for (int from = 0; from < rows; from += Batch.CAPACITY) {
      next.add(gather.kept(order, from, Math.min(Batch.CAPACITY, rows - from)));
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
    if (vector.isNull(row)) {
      if (first.nullsFirst()) {
        // The result is full of NULLs: no value can come before them.
        bound.tighten(0);
      }
      return;
    }
    bound.tighten(first.word(vector, row, 0));
  }
}
