package io.cairn.planner.exec.evaluate;

import io.cairn.storage.vector.Dictionary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a small result for each entry of the dictionary seen last, so that a function of a
 * dictionary column runs once an entry, not once a row. One thread at a time.
 */
final class DictionaryMemo {
  private @Nullable Dictionary dictionary;
  private @Nullable Object key;
  private byte[] results = {};

  /**
   * The results so far, 0 where an entry has none yet.
   *
   * @param constants what else the results depend on, told apart by identity
   */
  byte[] of(Dictionary current, @Nullable Object constants) {
    if (dictionary != current || key != constants) {
      dictionary = current;
      key = constants;
      if (results.length < current.size()) {
        results = new byte[current.size()];
      } else {
        Arrays.fill(results, 0, current.size(), (byte) 0);
      }
    }
    return results;
  }
}
