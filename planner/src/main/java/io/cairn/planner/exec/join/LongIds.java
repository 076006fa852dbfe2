package io.cairn.planner.exec.join;

import java.util.Arrays;

/**
 * Numbers for distinct words of 64 bits, from 0 in the order of arrival. One thread may add; once
 * nobody adds any more, any number may look up.
 */
final class LongIds {
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private long[] keys = new long[32];
  private int[] ids = new int[32];
  private int shift = 64 - 5;
  private int size;

  LongIds() {
    Arrays.fill(ids, -1);
  }

  int size() {
    return size;
  }

  long memory() {
    return 12L * keys.length;
  }

  /** The number of a word, or -1 if it has none. */
  int find(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * MIX) >>> shift);
    while (ids[slot] >= 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return ids[slot];
  }

  /** The number of a word, given now if it has none. */
  int add(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * MIX) >>> shift);
    while (ids[slot] >= 0) {
      if (keys[slot] == key) {
        return ids[slot];
      }
      slot = (slot + 1) & mask;
    }
    int id = size++;
    keys[slot] = key;
    ids[slot] = id;
    if (2 * size > keys.length) {
      rehash();
    }
    return id;
  }

  private void rehash() {
    long[] oldKeys = keys;
    int[] oldIds = ids;
    keys = new long[Math.multiplyExact(2, oldKeys.length)];
    ids = new int[keys.length];
    Arrays.fill(ids, -1);
    shift--;
    int mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldIds[i] >= 0) {
        int slot = (int) ((oldKeys[i] * MIX) >>> shift);
        while (ids[slot] >= 0) {
          slot = (slot + 1) & mask;
        }
        keys[slot] = oldKeys[i];
        ids[slot] = oldIds[i];
      }
    }
  }
}
