package io.cairn.planner.exec.sort;

import org.jspecify.annotations.Nullable;

/**
 * Where the words of one key over some rows lie between the smallest and the largest of them, and
 * so how few bits tell them apart. One thread at a time.
 */
final class KeySpan {
  private final OrderKey key;
  private final int aspect;

  /** Words with the sign bit turned, so that signed comparison orders them. */
  private long min = Long.MAX_VALUE;

  private long max = Long.MIN_VALUE;
  private boolean anyNull;
  private boolean continues;
  private int cut;
  private int place;

  KeySpan(OrderKey key, int aspect) {
    this.key = key;
    this.aspect = aspect;
  }

  OrderKey key() {
    return key;
  }

  int aspect() {
    return aspect;
  }

  /**
   * Takes in words of rows.
   *
   * @param nulls not 0 where the row is NULL; absent if none is
   */
  void add(long[] words, int @Nullable [] nulls, int count) {
    int used = nulls == null ? count : compact(words, nulls, count);
    anyNull |= used < count;
    long least = min;
    long most = max;
    for (int i = 0; i < used; i++) {
      long word = words[i] ^ Long.MIN_VALUE;
      least = Math.min(least, word);
      most = Math.max(most, word);
    }
    min = least;
    max = most;
    if (!continues && (key instanceof TextKey || key instanceof WideKey)) {
      for (int i = 0; i < used && !continues; i++) {
        continues = key.continues(aspect, words[i]);
      }
    }
  }

  private static int compact(long[] words, int[] nulls, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      words[kept] = words[i];
      kept += nulls[i] == 0 ? 1 : 0;
    }
    return kept;
  }

  /** Takes in what another span saw of the same key and aspect. */
  void add(KeySpan other) {
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    anyNull |= other.anyNull;
    continues |= other.continues;
  }

  private boolean isEmpty() {
    return min > max;
  }

  private long top(int dropped) {
    if (isEmpty()) {
      return 0;
    }
    return ((max - min) >>> dropped) + (anyNull ? 1 : 0);
  }

  /** Bits that a code takes, at most {@code limit} after {@link #fit}. */
  int bits() {
    return Long.SIZE - Long.numberOfLeadingZeros(top(cut));
  }

  /** Drops low bits until a code takes at most so many. */
  void fit(int limit) {
    if (isEmpty()) {
      return;
    }
    while (cut < Long.SIZE - 1 && isTooLong(limit)) {
      cut++;
    }
  }

  private boolean isTooLong(int limit) {
    // All 64 bits and a code for NULL: the sum wraps.
    boolean wraps = anyNull && cut == 0 && max - min == -1;
    return wraps || bits() > limit;
  }

  /** Says at which bit of the packed key the code begins. */
  void placeAt(int bit) {
    place = bit;
  }

  /** Whether rows with one code may differ in this key. */
  boolean isOpen() {
    return cut > 0 || continues;
  }

  /**
   * Adds codes to packed keys.
   *
   * @param nulls not 0 where the row is NULL; absent if none is
   * @param out takes the packed keys from {@code at} on
   */
  void pack(long[] words, int @Nullable [] nulls, int count, long[] out, int at) {
    if (bits() == 0) {
      return;
    }
    long base = min ^ Long.MIN_VALUE;
    int drop = cut;
    int shift = place;
    long first = anyNull && key.nullsFirst() ? 1L : 0L;
    if (nulls == null) {
      for (int i = 0; i < count; i++) {
        out[at + i] += (((words[i] - base) >>> drop) + first) << shift;
      }
      return;
    }
    long ofNull = key.nullsFirst() ? 0 : top(cut);
    for (int i = 0; i < count; i++) {
      long code = nulls[i] != 0 ? ofNull : ((words[i] - base) >>> drop) + first;
      out[at + i] += code << shift;
    }
  }
}
