package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.rows.TextIds;
import io.cairn.storage.vector.Dictionary;
import java.util.Arrays;

/**
 * Gives each distinct byte string of a key column a number, from 0 in the order of arrival, and
 * remembers those of the entries of one dictionary. One thread at a time.
 */
final class TextInterner {
  private static final Dictionary NONE = new Dictionary(new byte[0], new int[1], 0);

  private final TextIds ids = new TextIds("a grouping");
  private Dictionary seen = NONE;
  private int[] codeToId = {};

  int size() {
    return ids.size();
  }

  long bytes() {
    return ids.memory() + 4L * codeToId.length;
  }

  /** The strings by number; shares the arrays, so it is good until the next {@link #clear}. */
  Dictionary dictionary() {
    return ids.dictionary();
  }

  void clear() {
    ids.clear();
    seen = NONE;
  }

  /** Numbers of a dictionary's entries so far, -1 where one has none yet: the caller fills it. */
  int[] idsOf(Dictionary dictionary) {
    if (seen != dictionary) {
      seen = dictionary;
      if (codeToId.length < dictionary.size()) {
        codeToId = new int[dictionary.size()];
      }
      Arrays.fill(codeToId, 0, dictionary.size(), -1);
    }
    return codeToId;
  }

  int id(byte[] source, int from, int to) {
    return ids.add(source, from, to);
  }

  /** Whether a string here equals one there. */
  boolean same(int id, TextInterner other, int otherId) {
    return ids.same(id, other.ids, otherId);
  }
}
