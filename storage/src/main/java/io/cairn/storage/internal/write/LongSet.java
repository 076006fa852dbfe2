package io.cairn.storage.internal.write;

import java.util.Arrays;

/**
 * A set of 64-bit numbers by open addressing; twice to four times as many slots as numbers. One
 * thread at a time.
 */
final class LongSet {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long[] slots = new long[16];
  private boolean hasZero;
  private int used;

  int size() {
    return used + (hasZero ? 1 : 0);
  }

  boolean contains(long value) {
    return value == 0 ? hasZero : slots[slot(value)] == value;
  }

  /** Whether it was not there before. */
  boolean add(long value) {
    if (value == 0) {
      boolean added = !hasZero;
      hasZero = true;
      return added;
    }
    int slot = slot(value);
    if (slots[slot] == value) {
      return false;
    }
    slots[slot] = value;
    if (++used * 2L > slots.length) {
      long[] old = slots;
      slots = new long[Math.multiplyExact(old.length, 2)];
      for (long moved : old) {
        if (moved != 0) {
          slots[slot(moved)] = moved;
        }
      }
    }
    return true;
  }

  /** The slot that holds the value, or the empty one where it belongs. */
  private int slot(long value) {
    int mask = slots.length - 1;
    int slot = (int) ((value * MIX) >>> 32) & mask;
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  void clear() {
    Arrays.fill(slots, 0);
    used = 0;
    hasZero = false;
  }
}
