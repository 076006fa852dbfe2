package io.cairn.storage.internal.write;

import java.util.Arrays;

/**
 * A set of byte strings by open addressing, their bytes one after another in a few large arrays.
 * One thread at a time.
 */
final class BytesSet {
  private static final int PAGE_BYTES = 1 << 20;

  private byte[][] pages = new byte[1][];
  private int pageCount;
  private int pageUsed;
  // Where a slot's string starts: page number in the upper half, offset in the lower; 0 is empty.
  private long[] slots = new long[16];
  private int[] hashes = new int[16];
  private int[] lengths = new int[16];
  private int size;

  int size() {
    return size;
  }

  boolean contains(byte[] source, int from, int length) {
    return slots[slot(source, from, length, hash(source, from, length))] != 0;
  }

  /** Whether it was not there before; its bytes are copied. */
  boolean add(byte[] source, int from, int length) {
    int hash = hash(source, from, length);
    int slot = slot(source, from, length, hash);
    if (slots[slot] != 0) {
      return false;
    }
    slots[slot] = store(source, from, length);
    hashes[slot] = hash;
    lengths[slot] = length;
    if (++size * 2L > slots.length) {
      grow();
    }
    return true;
  }

  private long store(byte[] source, int from, int length) {
    if (pageCount == 0 || pages[pageCount - 1].length - pageUsed < length) {
      if (pageCount == pages.length) {
        pages = Arrays.copyOf(pages, pageCount * 2);
      }
      pages[pageCount++] = new byte[Math.max(length, pageCount == 1 ? 1 << 12 : PAGE_BYTES)];
      pageUsed = 0;
    }
    System.arraycopy(source, from, pages[pageCount - 1], pageUsed, length);
    // Pages count from 1 here, so that no place is 0.
    long place = (long) pageCount << 32 | pageUsed;
    pageUsed += length;
    return place;
  }

  private void grow() {
    long[] oldSlots = slots;
    int[] oldHashes = hashes;
    int[] oldLengths = lengths;
    int capacity = Math.multiplyExact(oldSlots.length, 2);
    slots = new long[capacity];
    hashes = new int[capacity];
    lengths = new int[capacity];
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldSlots[i] != 0) {
        int slot = oldHashes[i] & (capacity - 1);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (capacity - 1);
        }
        slots[slot] = oldSlots[i];
        hashes[slot] = oldHashes[i];
        lengths[slot] = oldLengths[i];
      }
    }
  }

  private int slot(byte[] source, int from, int length, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      if (hashes[slot] == hash && lengths[slot] == length) {
        byte[] page = pages[(int) (slots[slot] >>> 32) - 1];
        int start = (int) slots[slot];
        if (Arrays.equals(page, start, start + length, source, from, from + length)) {
          return slot;
        }
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int hash(byte[] source, int from, int length) {
    long hash = length * 0x9E3779B97F4A7C15L;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ source[i]) * 0x100000001B3L;
    }
    return (int) (hash ^ hash >>> 32);
  }
}
