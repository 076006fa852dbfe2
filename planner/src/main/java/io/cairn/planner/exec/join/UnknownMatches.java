package io.cairn.planner.exec.join;

import io.cairn.planner.exec.plan.JoinKey;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.List;

/**
 * The rows of the right input whose keys may equal those of a row of the left, if NULLs had values:
 * for {@link io.cairn.planner.exec.plan.JoinKind#MARK}, where these make the result unknown. Set to
 * a row by {@link #begin}, then stepped through. One thread at a time.
 */
public final class UnknownMatches {
  private final List<JoinKey> keys;
  private final FlatColumn[] right;
  private final int rowCount;
  private final boolean hasNulls;
  private final boolean simple;

  /** Rows with a NULL that keeps them from matching. */
  private int[] nullRows = {};

  private boolean nullLeft;
  private int next;
  private int end;

  public UnknownMatches(PlanNode.Join join, JoinTable table) {
    keys = join.keys();
    right = new FlatColumn[keys.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = table.column(keys.get(i).right());
    }
    rowCount = table.rowCount();
    hasNulls = table.hasNullKeys();
    simple = keys.size() == 1 && join.condition() == null;
    if (hasNulls && !simple) {
      nullRows = table.nullKeyRows();
    }
  }

  /** Whether no row can be such a one. */
  public boolean isNever() {
    return rowCount == 0 || keys.stream().allMatch(JoinKey::nullSafe);
  }

  /** Turns to a row of the left input. */
  public void begin(Batch batch, int row) {
    nullLeft = false;
    for (JoinKey key : keys) {
      nullLeft |= !key.nullSafe() && batch.column(key.left()).isNull(row);
    }
    next = 0;
    end = nullLeft ? rowCount : nullRows.length;
    if (simple) {
      // One comparison with NULL: any row will do, or any row with NULL.
      end = nullLeft || hasNulls ? 1 : 0;
    }
  }

  /**
   * The next of these rows; a step looks at a bounded number of rows.
   *
   * @param out takes them; has room for a batch
   * @return how many, perhaps none though more follow; -1 after the last
   */
  public int step(Batch batch, int row, int[] out) {
    if (next >= end) {
      return -1;
    }
    if (simple) {
      next = end;
      return 1;
    }
    int n = 0;
    int to = Math.min(end, next + Batch.CAPACITY);
    for (; next < to; next++) {
      int candidate = nullLeft ? next : nullRows[next];
      out[n] = candidate;
      n += mayEqual(batch, row, candidate) ? 1 : 0;
    }
    return n;
  }

  private boolean mayEqual(Batch batch, int row, int candidate) {
    for (int i = 0; i < right.length; i++) {
      JoinKey key = keys.get(i);
      ColumnVector left = batch.column(key.left());
      boolean leftNull = left.isNull(row);
      boolean rightNull = right[i].isNull(candidate);
      if (leftNull || rightNull) {
        if (key.nullSafe() && leftNull != rightNull) {
          return false;
        }
      } else if (!right[i].equal(left, row, candidate)) {
        return false;
      }
    }
    return true;
  }
}
