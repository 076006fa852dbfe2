package io.cairn.planner.exec.aggregate;

import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the groups of keys whose columns have few values together: the digits of a row's values are
 * put into one number, and that is looked up in an array. Digits are numbers of texts, or whole
 * numbers from a base on. What is found here was assigned by the {@link GroupTable} before. One
 * thread at a time.
 */
final class KeyPacking {
  private static final int MAX_BITS = 16;
  private static final int MAX_WIDENINGS = 12;

  private final KeyColumn[] columns;
  private final int[] bits;
  private final long[] bases;
  private final int[] index = new int[Batch.CAPACITY];
  private int[] groupOf = {};

  /** Groups of the entries of a dictionary where the key is one text, -1 where not known yet. */
  private int[] groupOfCode = {};

  private @Nullable Dictionary dictionary;
  private int widenings;
  private boolean outOfRange;
  private boolean hopeless;

  private KeyPacking(KeyColumn[] columns) {
    this.columns = columns;
    this.bits = new int[columns.length];
    this.bases = new long[columns.length];
  }

  /** A packing of these columns, or null if they do not have digits. */
  static @Nullable KeyPacking of(KeyColumn[] columns) {
    for (KeyColumn column : columns) {
      if (!column.hasDigits()) {
        return null;
      }
    }
    return new KeyPacking(columns);
  }

  long bytes() {
    return 4L * (groupOf.length + groupOfCode.length);
  }

  /** Whether there is hope that keys are found. */
  boolean isUsed() {
    return !hopeless;
  }

  /** Forgets the groups, but not what is known of the values. */
  void clear() {
    Arrays.fill(groupOf, -1);
    dictionary = null;
  }

  /** Finds the groups of all these rows, or says false: then someone else must. */
  boolean find(ColumnVector[] keys, int @Nullable [] rows, int n, int[] groups) {
    if (rows == null && findByCode(keys, n, groups)) {
      return true;
    }
    outOfRange = groupOf.length == 0 || !pack(keys, rows, n);
    if (outOfRange) {
      return false;
    }
    int missed = 0;
    int[] map = groupOf;
    if (rows == null) {
      for (int i = 0; i < n; i++) {
        int group = map[index[i]];
        groups[i] = group;
        missed |= group;
      }
    } else {
      for (int k = 0; k < n; k++) {
        int row = rows[k];
        int group = map[index[row]];
        groups[row] = group;
        missed |= group;
      }
    }
    if (missed < 0) {
      return false;
    }
    if (rows == null) {
      rememberCodes(keys, n, groups);
    }
    return true;
  }

  /** Finds the groups of texts by their codes alone; false if that is not all that there is. */
  private boolean findByCode(ColumnVector[] keys, int n, int[] groups) {
    if (keys.length > 1
        || !(keys[0] instanceof DictionaryVector vector)
        || vector.nulls() != null
        || vector.dictionary() != dictionary) {
      return false;
    }
    int[] codes = vector.codes();
    int[] map = groupOfCode;
    int missed = 0;
    for (int i = 0; i < n; i++) {
      int group = map[codes[i]];
      groups[i] = group;
      missed |= group;
    }
    return missed >= 0;
  }

  /** Remembers the groups that texts of a dictionary were found to have. */
  private void rememberCodes(ColumnVector[] keys, int n, int[] groups) {
    if (keys.length > 1
        || !(keys[0] instanceof DictionaryVector vector)
        || vector.nulls() != null
        || vector.dictionary().size() > 1 << MAX_BITS) {
      return;
    }
    if (vector.dictionary() != dictionary) {
      dictionary = vector.dictionary();
      int size = vector.dictionary().size();
      if (groupOfCode.length < size) {
        groupOfCode = new int[size];
      }
      Arrays.fill(groupOfCode, 0, size, -1);
    }
    int[] codes = vector.codes();
    for (int i = 0; i < n; i++) {
      groupOfCode[codes[i]] = groups[i];
    }
  }

  /** The rows that were not all found have these groups. */
  void learn(ColumnVector[] keys, int @Nullable [] rows, int n, int[] groups) {
    // Digits of texts may have become known while the groups were assigned.
    if (outOfRange || !pack(keys, rows, n)) {
      widen(keys, rows, n);
      return;
    }
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      groupOf[index[row]] = groups[row];
    }
  }

  private boolean pack(ColumnVector[] keys, int @Nullable [] rows, int n) {
    boolean inRange = true;
    int shift = 0;
    for (int i = 0; i < columns.length && inRange; i++) {
      inRange = columns[i].digits(keys[i], rows, n, bases[i], bits[i], shift, index);
      shift += bits[i];
    }
    return inRange;
  }

  private void widen(ColumnVector[] keys, int @Nullable [] rows, int n) {
    int total = 0;
    for (int i = 0; i < columns.length; i++) {
      columns[i].widen(keys[i], rows, n, bases, bits, i);
      total += bits[i];
    }
    widenings++;
    if (total > MAX_BITS || widenings > MAX_WIDENINGS) {
      hopeless = true;
      groupOf = new int[0];
      return;
    }
    if (groupOf.length != 1 << total) {
      groupOf = new int[1 << total];
    }
    Arrays.fill(groupOf, -1);
  }
}
