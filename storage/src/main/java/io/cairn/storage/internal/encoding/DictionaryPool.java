package io.cairn.storage.internal.encoding;

import io.cairn.storage.vector.Dictionary;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One object for equal dictionaries of many chunks, as long as one of them is in use. Thread-safe.
 */
public final class DictionaryPool {
  /** Larger dictionaries of two row groups are hardly ever equal. */
  private static final int MAX_ENTRIES = 4_096;

  private static final int FIRST_SWEEP = 256;

  private final Map<Integer, WeakReference<Dictionary>> byHash = new HashMap<>();
  private int sweepAt = FIRST_SWEEP;

  /** The dictionary that came first of those with the same entries: this one, if none did. */
  Dictionary share(Dictionary dictionary) {
    int size = dictionary.size();
    if (size > MAX_ENTRIES) {
      return dictionary;
    }
    int hash = size;
    for (int i = 0; i <= size; i++) {
      hash = hash * 31 + dictionary.offsets()[i];
    }
    for (int i = 0; i < dictionary.offsets()[size]; i++) {
      hash = hash * 31 + dictionary.bytes()[i];
    }
    synchronized (byHash) {
      WeakReference<Dictionary> reference = byHash.get(hash);
      Dictionary known = reference == null ? null : reference.get();
      if (known != null && isEqual(known, dictionary)) {
        return known;
      }
      if (byHash.size() >= sweepAt) {
        byHash.values().removeIf(held -> held.get() == null);
        sweepAt = Math.max(FIRST_SWEEP, 2 * byHash.size());
      }
      byHash.put(hash, new WeakReference<>(dictionary));
      return dictionary;
    }
  }

  private static boolean isEqual(Dictionary a, Dictionary b) {
    int size = a.size();
    return size == b.size()
        && Arrays.equals(a.offsets(), 0, size + 1, b.offsets(), 0, size + 1)
        && Arrays.equals(a.bytes(), 0, a.offsets()[size], b.bytes(), 0, b.offsets()[size]);
  }
}
