package io.cairn.planner.exec.aggregate;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many values each group has seen. Calls that take in every row share the count of rows and
 * count only their NULLs, so that columns without NULLs cost nothing. One thread at a time.
 */
final class Counts {
  private final @Nullable Counts rows;
  private final boolean exact;
  private long[] own;
  private @Nullable LongVector state;

  private Counts(@Nullable Counts rows, boolean exact) {
    this.rows = rows;
    this.exact = exact;
    this.own = rows == null ? new long[1] : new long[0];
  }

  /** A count of its own. */
  static Counts apart() {
    return new Counts(null, false);
  }

  /**
   * The count of values of a column among rows that are counted already.
   *
   * @param nullable whether the column may have NULLs
   */
  static Counts of(Counts rows, boolean nullable) {
    return new Counts(rows, !nullable);
  }

  void grow(int groups) {
    if (rows == null ? groups > own.length : own.length > 0 && groups > own.length) {
      own = Arrays.copyOf(own, Accumulator.capacity(own.length, groups));
    }
  }

  /** Takes rows in; see {@link Accumulator#add}. */
  void add(
      int @Nullable [] nulls, int @Nullable [] selected, int n, int @Nullable [] groups, int size) {
    if (rows == null) {
      if (groups == null) {
        own[0] += n - Tally.nulls(nulls, selected, n);
      } else {
        Tally.count(nulls, selected, n, groups, own);
      }
    } else if (nulls != null) {
      countNulls(nulls, selected, n, groups, size);
    }
  }

  private void countNulls(
      int[] nulls, int @Nullable [] selected, int n, int @Nullable [] groups, int size) {
    if (own.length < size) {
      own = Arrays.copyOf(own, Accumulator.capacity(own.length, size));
    }
    if (groups == null) {
      own[0] += Tally.nulls(nulls, selected, n);
      return;
    }
    for (int k = 0; k < n; k++) {
      int row = selected == null ? k : selected[k];
      own[groups[row]] -= nulls[row];
    }
  }

  /** Counts rows that were not looked at one by one; only for a count of its own. */
  void addRows(long count) {
    own[0] += count;
  }

  /** The counts by group, of a count of its own: to be added to by someone else. */
  long[] ofRows() {
    return own;
  }

  long of(int group) {
    if (rows == null) {
      return own[group];
    }
    return rows.own[group] - (group < own.length ? own[group] : 0);
  }

  /** Writes the counts of groups. */
  void copy(int first, int count, long[] out) {
    if (rows == null || own.length == 0) {
      System.arraycopy(rows == null ? own : rows.own, first, out, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      out[i] = of(first + i);
    }
  }

  List<Lane> stateLanes() {
    return exact ? List.of() : List.of(Lane.LONG);
  }

  /** As {@link Accumulator#states}; returns where the next column goes. */
  int states(int first, int count, ColumnVector[] out, int at) {
    if (exact) {
      return at;
    }
    LongVector vector = state == null ? new LongVector() : state;
    state = vector;
    int known = Math.max(0, Math.min(count, own.length - first));
    if (known > 0) {
      System.arraycopy(own, first, vector.values(), 0, known);
    }
    Arrays.fill(vector.values(), known, Math.min(count, Batch.CAPACITY), 0);
    out[at] = vector;
    return at + 1;
  }

  /** As {@link Accumulator#addStates}; returns where the next column is. */
  int addStates(ColumnVector[] states, int at, int n, int[] groups, int size) {
    if (exact) {
      return at;
    }
    long[] from = ((LongVector) states[at]).values();
    if (rows != null) {
      long any = 0;
      for (int i = 0; i < n; i++) {
        any |= from[i];
      }
      if (any == 0) {
        return at + 1;
      }
      if (own.length < size) {
        own = Arrays.copyOf(own, Accumulator.capacity(own.length, size));
      }
    }
    for (int i = 0; i < n; i++) {
      own[groups[i]] += from[i];
    }
    return at + 1;
  }

  void clear(int groups) {
    Arrays.fill(own, 0, Math.min(groups, own.length), 0);
  }

  long bytes() {
    return 8L * own.length;
  }
}
