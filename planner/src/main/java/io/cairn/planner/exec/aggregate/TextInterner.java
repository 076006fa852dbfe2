package io.cairn.planner.exec.aggregate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.vector.Dictionary;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Gives each distinct byte string a number, from 0 in the order of arrival. */
final class TextInterner {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private byte[] bytes = new byte[256];
  private int[] offsets = new int[17];
  private int[] hashes = new int[16];
  private int[] slots = new int[32];
  private int size;
  private Dictionary seen = new Dictionary(new byte[0], new int[1], 0);
  private int[] codeToId = {};

  int size() {
    return size;
  }

  long bytes() {
    return bytes.length + 4L * (offsets.length + hashes.length + slots.length + codeToId.length);
  }

  /** The strings by number; shares the arrays, so it is good until the next {@link #clear}. */
  Dictionary dictionary() {
    return new Dictionary(bytes, offsets, size);
  }

  void clear() {
    size = 0;
    Arrays.fill(slots, 0);
    seen = new Dictionary(new byte[0], new int[1], 0);
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
    int hash = (int) hash(source, from, to);
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
    return insert(source, from, to, hash, slot);
  }

  /** Whether a string here equals one there. */
  boolean same(int id, TextInterner other, int otherId) {
    return Arrays.equals(
        bytes,
        offsets[id],
        offsets[id + 1],
        other.bytes,
        other.offsets[otherId],
        other.offsets[otherId + 1]);
  }

  private int insert(byte[] source, int from, int to, int hash, int slot) {
    int id = size;
    int start = offsets[id];
    long end = (long) start + to - from;
    if (end > bytes.length) {
      if (end > Integer.MAX_VALUE - 8) {
        throw new QueryException(
            ErrorCode.PROGRAM_LIMIT,
            "The distinct texts of a grouping take more than 2 GB; group by fewer or shorter"
                + " texts");
      }
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * bytes.length)));
    }
    if (id + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, Math.multiplyExact(2, id) + 1);
      hashes = Arrays.copyOf(hashes, Math.multiplyExact(2, id));
    }
    if (id == hashes.length) {
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

  static long hash(byte[] source, int from, int to) {
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
    return h ^ (h >>> 32);
  }
}
