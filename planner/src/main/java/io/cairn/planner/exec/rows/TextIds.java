package io.cairn.planner.exec.rows;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.vector.Dictionary;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers for distinct byte strings, from 0 in the order of arrival. One thread may add; once
 * nobody adds any more, any number may look up.
 */
public final class TextIds {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private final String owner;
  private byte[] bytes = new byte[256];
  private int[] offsets = new int[17];
  private int[] hashes = new int[16];
  private int[] slots = new int[32];
  private int size;

  /** {@code owner} is whose texts they are, for the message when they are too many. */
  public TextIds(String owner) {
    this.owner = owner;
  }

  public int size() {
    return size;
  }

  /** Memory that the strings take. */
  public long memory() {
    return bytes.length + 4L * (offsets.length + hashes.length + slots.length);
  }

  /** The strings by number; shares the arrays, so it is good until the next {@link #clear}. */
  public Dictionary dictionary() {
    return new Dictionary(bytes, offsets, size);
  }

  /** Forgets all strings. */
  public void clear() {
    size = 0;
    Arrays.fill(slots, 0);
  }

  /** Whether a string here equals one there. */
  public boolean same(int id, TextIds other, int otherId) {
    return Arrays.equals(
        bytes,
        offsets[id],
        offsets[id + 1],
        other.bytes,
        other.offsets[otherId],
        other.offsets[otherId + 1]);
  }

  /** The number of a string, or -1 if it has none. */
  public int find(byte[] source, int from, int to) {
    int hash = (int) hash(source, from, to);
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

  /**
   * The number of a string, given now if it has none.
   *
   * @throws QueryException 54000 if all strings take more than an array holds
   */
  public int add(byte[] source, int from, int to) {
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

  private int insert(byte[] source, int from, int to, int hash, int slot) {
    int id = size;
    int start = offsets[id];
    long end = (long) start + to - from;
    if (end > bytes.length) {
      if (end > MAX_BYTES) {
        throw new QueryException(
            ErrorCode.PROGRAM_LIMIT,
            "The distinct texts of "
                + owner
                + " take more than 2 GB; select fewer or shorter texts");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(end, 2L * bytes.length)));
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

  /** A hash of a byte string; the lower 32 bits alone are one too. */
  public static long hash(byte[] source, int from, int to) {
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
