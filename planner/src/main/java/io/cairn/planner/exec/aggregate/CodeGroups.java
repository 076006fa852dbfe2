package io.cairn.planner.exec.aggregate;

import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Groups of keys that are one text or two, by the codes that the texts have in dictionaries: as
 * long as batches have the same dictionaries, no text is looked at. One thread at a time.
 */
final class CodeGroups {
  private static final int MAX_PAIRS = 1 << 16;

  private @Nullable Dictionary first;

  /** Null if the key is one text. */
  private @Nullable Dictionary second;

  /** At {@code code of the first * size of the second + code of the second}; -1 if not known. */
  private int[] groupOf = {};

  long bytes() {
    return 4L * groupOf.length;
  }

  void clear() {
    first = null;
    second = null;
  }

  /** Finds the groups of all these rows, or says false: then someone else must. */
  boolean find(ColumnVector[] keys, int @Nullable [] rows, int n, int[] groups) {
    if (first == null
        || !hasCodes(keys)
        || dictionary(keys, 0) != first
        || (keys.length > 1 && dictionary(keys, 1) != second)) {
      return false;
    }
    int[] codes = codes(keys, 0);
    Dictionary other = second;
    return other == null
        ? find(codes, rows, n, groups)
        : find(codes, codes(keys, 1), other.size(), rows, n, groups);
  }

  private boolean find(int[] codes, int @Nullable [] rows, int n, int[] groups) {
    int[] map = groupOf;
    int missed = 0;
    if (rows == null) {
      for (int i = 0; i < n; i++) {
        int group = map[codes[i]];
        groups[i] = group;
        missed |= group;
      }
    } else {
      for (int k = 0; k < n; k++) {
        int row = rows[k];
        int group = map[codes[row]];
        groups[row] = group;
        missed |= group;
      }
    }
    return missed >= 0;
  }

  private boolean find(
      int[] codes, int[] others, int size, int @Nullable [] rows, int n, int[] groups) {
    int[] map = groupOf;
    int missed = 0;
    if (rows == null) {
      for (int i = 0; i < n; i++) {
        int group = map[codes[i] * size + others[i]];
        groups[i] = group;
        missed |= group;
      }
    } else {
      for (int k = 0; k < n; k++) {
        int row = rows[k];
        int group = map[codes[row] * size + others[row]];
        groups[row] = group;
        missed |= group;
      }
    }
    return missed >= 0;
  }

  /** The rows have these groups. */
  void learn(ColumnVector[] keys, int @Nullable [] rows, int n, int[] groups) {
    if (!hasCodes(keys)) {
      return;
    }
    Dictionary one = dictionary(keys, 0);
    Dictionary other = keys.length > 1 ? dictionary(keys, 1) : null;
    int size = other == null ? 1 : other.size();
    if (one != first || other != second) {
      long pairs = (long) one.size() * size;
      if (pairs > MAX_PAIRS) {
        clear();
        return;
      }
      if (groupOf.length < pairs) {
        groupOf = new int[(int) pairs];
      }
      Arrays.fill(groupOf, 0, (int) pairs, -1);
      first = one;
      second = other;
    }
    int[] codes = codes(keys, 0);
    int @Nullable [] others = other == null ? null : codes(keys, 1);
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      groupOf[codes[row] * size + (others == null ? 0 : others[row])] = groups[row];
    }
  }

  private static boolean hasCodes(ColumnVector[] keys) {
    if (keys.length > 2) {
      return false;
    }
    for (ColumnVector key : keys) {
      if (!(key instanceof DictionaryVector) || key.nulls() != null) {
        return false;
      }
    }
    return true;
  }

  private static Dictionary dictionary(ColumnVector[] keys, int column) {
    return ((DictionaryVector) keys[column]).dictionary();
  }

  private static int[] codes(ColumnVector[] keys, int column) {
    return ((DictionaryVector) keys[column]).codes();
  }
}
