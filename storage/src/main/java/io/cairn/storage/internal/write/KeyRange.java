package io.cairn.storage.internal.write;

import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;

/**
 * The keys of some rows at a glance, where keys are numbers: the smallest, the largest, and whether
 * each is above the one before. Immutable.
 *
 * @param count keys that are not NULL; with none, the rest means nothing
 */
record KeyRange(long count, long min, long max, boolean ascending) {
  static final KeyRange NONE = new KeyRange(0, 0, 0, true);

  static KeyRange of(KeyColumns key, List<ColumnBuilder> rows) {
    int size = rows.get(0).size();
    boolean nulls = key.mayBeNull(rows);
    long count = 0;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    boolean ascending = true;
    for (int row = 0; row < size; row++) {
      if (nulls && key.isNull(rows, row)) {
        continue;
      }
      long value = key.number(rows, row);
      ascending &= count == 0 || value > max;
      min = Math.min(min, value);
      max = Math.max(max, value);
      count++;
    }
    return new KeyRange(count, min, max, ascending);
  }

  /** These keys followed by others. */
  KeyRange then(KeyRange next) {
    if (count == 0) {
      return next;
    }
    if (next.count == 0) {
      return this;
    }
    return new KeyRange(
        count + next.count,
        Math.min(min, next.min),
        Math.max(max, next.max),
        ascending && next.ascending && next.min > max);
  }

  /** Whether no key of the one can be among the other's. */
  boolean isApartFrom(KeyRange other) {
    return count == 0 || other.count == 0 || min > other.max || max < other.min;
  }
}
