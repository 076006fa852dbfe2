package io.cairn.storage.internal.scan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was learnt of the values of row groups by looking into them, which holds for as long as they
 * exist. The least recently used goes first. Thread-safe: two threads may both look, to the same
 * result.
 */
final class SampleCache {
  private static final int MAX_SAMPLES = 4_096;

  private record Key(long first, long second, int column) {}

  private final LinkedHashMap<Key, DistinctValues.Sample> samples =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, DistinctValues.Sample> eldest) {
          return size() > MAX_SAMPLES;
        }
      };

  /**
   * The sample of a column of two row groups.
   *
   * @param first id of a row group
   * @param second id of another, or -1 for none
   */
  DistinctValues.Sample get(
      long first, long second, int column, Supplier<DistinctValues.Sample> look) {
    Key key = new Key(first, second, column);
    synchronized (samples) {
      DistinctValues.Sample known = samples.get(key);
      if (known != null) {
        return known;
      }
    }
    DistinctValues.Sample sample = look.get();
    synchronized (samples) {
      samples.put(key, sample);
    }
    return sample;
  }
}
