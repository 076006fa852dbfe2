package io.cairn.planner.exec.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * Loops that write a digit of each row, shifted, into a lane: over what is there if the shift is 0,
 * else beside it. Digit 0 stands for what has none yet, 1 for NULL, and from {@link #FIRST} on they
 * stand for values.
 */
final class KeyDigits {
  static final int NULL = 1;
  static final int FIRST = 2;

  private KeyDigits() {}

  /** Digits of numbers from {@code base} on; returns whether all are below {@code limit}. */
  static boolean ofInts(
      int[] values,
      int @Nullable [] nulls,
      int @Nullable [] rows,
      int n,
      long base,
      int limit,
      int shift,
      int[] out) {
    int from = (int) base;
    int most = limit - FIRST - 1;
    int outside = 0;
    int keep = shift == 0 ? 0 : -1;
    if (nulls == null && rows == null) {
      for (int i = 0; i < n; i++) {
        int digit = values[i] - from;
        outside |= digit | (most - digit);
        out[i] = (out[i] & keep) | (digit + FIRST) << shift;
      }
      return outside >= 0;
    }
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      int isNull = nulls == null ? 0 : nulls[row];
      int digit = (values[row] - from) & ~isNull;
      outside |= digit | (most - digit);
      out[row] = (out[row] & keep) | (digit + FIRST + isNull) << shift;
    }
    return outside >= 0;
  }

  /** As {@link #ofInts}. */
  static boolean ofLongs(
      long[] values,
      int @Nullable [] nulls,
      int @Nullable [] rows,
      int n,
      long base,
      int limit,
      int shift,
      int[] out) {
    long most = (long) limit - FIRST - 1;
    long outside = 0;
    int keep = shift == 0 ? 0 : -1;
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      int isNull = nulls == null ? 0 : nulls[row];
      long digit = (values[row] - base) & ~(long) isNull;
      outside |= digit | (most - digit);
      out[row] = (out[row] & keep) | ((int) digit + FIRST + isNull) << shift;
    }
    return outside >= 0;
  }

  /** Digits of codes: {@code ids[code] + FIRST}; an id of -1 is one that is not known yet. */
  static void ofCodes(
      int[] codes,
      int[] ids,
      int @Nullable [] nulls,
      int @Nullable [] rows,
      int n,
      int shift,
      int[] out) {
    int keep = shift == 0 ? 0 : -1;
    if (nulls == null && rows == null) {
      for (int i = 0; i < n; i++) {
        int id = ids[codes[i]];
        out[i] = (out[i] & keep) | (id + FIRST + (id >> 31)) << shift;
      }
      return;
    }
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      int isNull = nulls == null ? 0 : nulls[row];
      int id = ids[codes[row]];
      int digit = id + FIRST + (id >> 31);
      out[row] = (out[row] & keep) | ((digit & ~isNull) | (NULL & isNull)) << shift;
    }
  }
}
