package io.cairn.planner.exec.join;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;

/**
 * Numbers for the values of one column of a join's key: equal just where the values are. Values
 * that the right input does not have need no number. Immutable once the right input's values are
 * encoded, then thread-safe.
 */
abstract class KeyCode {
  private final boolean nullSafe;

  KeyCode(boolean nullSafe) {
    this.nullSafe = nullSafe;
  }

  /** Whether NULL is a value like others; else rows with NULL have no number. */
  final boolean nullSafe() {
    return nullSafe;
  }

  /** Numbers are below 2^bits, taken as unsigned; 0 to 64. */
  abstract int bits();

  /** Memory that is held for it. */
  long memory() {
    return 0;
  }

  /**
   * Encodes rows of a batch of the left input and leaves out those that equal no value of the
   * right.
   *
   * @param rows ascending, in the first {@code count} entries
   * @param codes takes the numbers, at the rows' positions
   * @param out takes the rows that are left; may be {@code rows}
   * @return how many
   */
  abstract int encode(ColumnVector vector, int[] rows, int count, long[] codes, int[] out);

  /**
   * Encodes a row of the right input; not called for rows whose NULL has no number.
   *
   * @param from first row
   * @param codes takes the numbers of the rows {@code from} to {@code to - 1}, at the rows'
   *     positions
   */
  abstract void encodeRight(FlatColumn column, int from, int to, long[] codes);

  /** Whether {@link #encodeRight} must see the rows in order, on one thread. */
  boolean learns() {
    return false;
  }

  /** A code for a column of the right input; it may be asked for the rows of it. */
  static KeyCode of(FlatColumn column, boolean nullSafe, boolean alone) {
    return switch (column.lane()) {
      case INT, LONG -> {
        RangeCode range = RangeCode.of(column, nullSafe);
        yield range == null ? new WordCode(column.lane(), nullSafe) : range;
      }
      case DOUBLE -> alone && !nullSafe ? new BitsCode() : new WordCode(Lane.DOUBLE, nullSafe);
      case INT128 -> new WideCode(nullSafe);
      case TEXT -> new TextCode(nullSafe);
      case OBJECT -> new ObjectCode(nullSafe);
    };
  }

  /** Rows that are not NULL. */
  static int withoutNulls(int[] nulls, int[] rows, int count, int[] out) {
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      out[n] = row;
      n += nulls[row] + 1;
    }
    return n;
  }
}
