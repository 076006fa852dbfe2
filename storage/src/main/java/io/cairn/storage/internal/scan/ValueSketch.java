package io.cairn.storage.internal.scan;

import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.TextVector;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many distinct values were added, by the bits of a table that their hashes leave
 * clear: linear counting (Whang, Vander-Zanden, Taylor 1990). With 2^18 bits, the values of a row
 * group are counted to within about 1 in 200. One thread at a time.
 */
final class ValueSketch {
  private static final int BITS = 1 << 18;

  /** Bits are taken from the top of a hash. */
  private static final int SHIFT = 64 - 18;

  private final long[] words = new long[BITS / 64];
  private @Nullable Dictionary lastDictionary;

  /** Adds the first rows of a vector that are not NULL. */
  void add(ColumnVector vector, int rowCount) {
    int[] nulls = vector.nulls();
    if (vector instanceof IntVector ints) {
      int[] values = ints.values();
      for (int i = 0; i < rowCount; i++) {
        if (nulls == null || nulls[i] == 0) {
          set(hash(values[i]));
        }
      }
    } else if (vector instanceof LongVector longs) {
      long[] values = longs.values();
      for (int i = 0; i < rowCount; i++) {
        if (nulls == null || nulls[i] == 0) {
          set(hash(values[i]));
        }
      }
    } else if (vector instanceof DoubleVector doubles) {
      double[] values = doubles.values();
      for (int i = 0; i < rowCount; i++) {
        if (nulls == null || nulls[i] == 0) {
          // Adding 0.0 makes both zeros one; all NaNs are one value.
          set(hash(Double.doubleToLongBits(values[i] + 0.0)));
        }
      }
    } else if (vector instanceof Int128Vector wide) {
      long[] high = wide.high();
      long[] low = wide.low();
      for (int i = 0; i < rowCount; i++) {
        if (nulls == null || nulls[i] == 0) {
          set(hash(hash(high[i]) ^ low[i]));
        }
      }
    } else if (vector instanceof DictionaryVector codes) {
      addEntries(codes.dictionary());
    } else if (vector instanceof TextVector texts) {
      for (int i = 0; i < rowCount; i++) {
        if (nulls == null || nulls[i] == 0) {
          set(hash(texts.bytes(), texts.offsets()[i], texts.offsets()[i + 1]));
        }
      }
    } else {
      throw new IllegalArgumentException("Cannot count " + vector.getClass().getSimpleName());
    }
  }

  /** Every entry of a dictionary stands in some row of its chunk. */
  private void addEntries(Dictionary dictionary) {
    if (dictionary != lastDictionary) {
      lastDictionary = dictionary;
      for (int i = 0; i < dictionary.size(); i++) {
        set(hash(dictionary.bytes(), dictionary.offsets()[i], dictionary.offsets()[i + 1]));
      }
    }
  }

  private void set(long hash) {
    int bit = (int) (hash >>> SHIFT);
    words[bit >> 6] |= 1L << bit;
  }

  private static long hash(long value) {
    long mixed = (value ^ value >>> 32) * 0x9E37_79B9_7F4A_7C15L;
    return (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L;
  }

  private static long hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 0x100_0000_01B3L + bytes[i];
    }
    return hash(hash);
  }

  /** What was added to either. */
  ValueSketch union(ValueSketch other) {
    ValueSketch both = new ValueSketch();
    for (int i = 0; i < words.length; i++) {
      both.words[i] = words[i] | other.words[i];
    }
    return both;
  }

  /** The estimate. */
  double count() {
    int used = 0;
    for (long word : words) {
      used += Long.bitCount(word);
    }
    // A full table tells only that there are many.
    return BITS * Math.log((double) BITS / Math.max(1, BITS - used));
  }
}
