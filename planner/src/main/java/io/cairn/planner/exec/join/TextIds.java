package io.cairn.planner.exec.join;

import io.cairn.storage.vector.Dictionary;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers for distinct byte strings, from 0 in the order of arrival. One thread may add; once
 * nobody adds any more, any number may look up.
 */
final class TextIds {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private byte[] bytes = new byte[256];
  private int[] offsets = new int[17];
  private int[] hashes = new int[16];
  private int[] slots = new int[32];
  private int size;

  int size() {
    return size;
  }

  /** Memory that the strings take. */
  long memory() {
    return bytes.length + 4L * (offsets.length + hashes.length + slots.length);
  }

  /** The strings by number; shares the arrays. */
  Dictionary dictionary() {
    return new Dictionary(bytes, offsets, size);
  }

  /** The number of a string, or -1 if it has none. */
  int find(byte[] source, int from, int to) {
    int hash = hash(source, from, to);
    int mask = slots.length - 1;
    for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int id = slots[slot] - 1;
      if (hashes[id] == hash
          && Arrays.equals(source, from, to, bytes, offsets[id], offsets[id + 1])) {
        return id;
      }
    }
    return -1;
  }

  /** The number of a string, given now if it has none. */
  int add(byte[] source, int from, int to) {
    int hash = hash(source, from, to);
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (hashes[id] == hash
          && Arrays.equals(source, from, to, bytes, offsets[id], offsets[id + 1])) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    int id = size;
    int start = offsets[id];
    long end = (long) start + to - from;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, ColumnRows.textCapacity(end, bytes.length));
    }
    if (id + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, Math.multiplyExact(2, id) + 1);
      hashes = Arrays.copyOf(hashes, Math.multiplyExact(2, id));
    }
    System.arraycopy(source, from, bytes, start, to - from);
    offsets[id + 1] = (int) end;
    hashes[id] = hash;
    slots[slot] = id + 1;
    size = id + 1;
    if (2 * size > slots.length) {
      rehash();
    }
    return id;
  }

  private void rehash() {
    int[] larger = new int[Math.multiplyExact(2, slots.length)];
    int mask = larger.length - 1;
    for (int id = 0; id < size; id++) {
      int slot = hashes[id] & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = id + 1;
    }
    slots = larger;
  }

  static int hash(byte[] source, int from, int to) {
    long h = (to - from) * MIX;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      h = (h ^ (long) LONGS.get(source, i)) * MIX;
      h ^= h >>> 32;
    }
    long tail = 0;
    for (int shift = 0; i < to; i++, shift += 8) {
      tail |= (source[i] & 0xFFL) << shift;
    }
    h = (h ^ tail) * MIX;
    return (int) (h ^ (h >>> 32));
  }
}
