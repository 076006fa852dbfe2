package io.cairn.planner.exec.join;

import org.jspecify.annotations.Nullable;

/**
 * Where the rows of each key are. The id of a key is the number of its row if no key has two rows;
 * else it is the first entry of its rows in {@link #order}, of which {@link #lengths} has how many.
 * Immutable, thread-safe.
 */
abstract class KeyIndex {
  private int @Nullable [] order;
  private int @Nullable [] lengths;

  final void setRuns(int[] rows, int[] rowsOfKey) {
    order = rows;
    lengths = rowsOfKey;
  }

  /** Rows key by key, those of one key ascending; null if ids are rows. */
  final int @Nullable [] order() {
    return order;
  }

  /** At the id of a key: how many rows it has; null if ids are rows. */
  final int @Nullable [] lengths() {
    return lengths;
  }

  /**
   * Looks keys up.
   *
   * @param words at the rows' positions
   * @param rows ascending, in the first {@code count} entries
   * @param ids takes the ids of keys that are there, at the rows' positions
   * @param out takes the rows whose keys are there; may be {@code rows}
   * @return how many
   */
  abstract int find(long[] words, int[] rows, int count, int[] ids, int[] out);

  /** Bytes beside {@link #order} and {@link #lengths}. */
  abstract long memory();
}
