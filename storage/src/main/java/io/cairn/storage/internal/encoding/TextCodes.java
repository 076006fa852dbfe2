package io.cairn.storage.internal.encoding;

import io.cairn.storage.vector.Dictionary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distinct texts of rows in ascending order, and their codes; a row that is NULL has the code
 * of the one before.
 */
record TextCodes(Dictionary dictionary, long[] codes) {
  /** Rows after which so many distinct ones show that a dictionary cannot win. */
  private static final int TRIAL_ROWS = 8192;

  private static final int TRIAL_LIMIT = TRIAL_ROWS - TRIAL_ROWS / 64;

  /** Texts by hash, with open addressing. */
  private static final class Table {
    final byte[] bytes;
    int[] slots = new int[1 << 11];
    long[] heads = new long[1 << 10];
    int[] hashes = new int[1 << 10];
    int[] starts = new int[1 << 10];
    int[] lengths = new int[1 << 10];
    int size;

    Table(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The number of a text, in order of appearance. */
    int number(int from, int length) {
      long head = head(from, Math.min(8, length));
      int hash = hash(head, from, length);
      int mask = slots.length - 1;
      int slot = hash & mask;
      while (slots[slot] != 0) {
        int entry = slots[slot] - 1;
        // Most texts are told apart, and short ones found, without a look at the other's bytes.
        if (heads[entry] == head
            && lengths[entry] == length
            && (length <= 8 || isEqual(starts[entry], from, length))) {
          return entry;
        }
        slot = slot + 1 & mask;
      }
      return add(slot, head, hash, from, length);
    }

    private int add(int slot, long head, int hash, int from, int length) {
      if (size == starts.length) {
        heads = Arrays.copyOf(heads, 2 * size);
        hashes = Arrays.copyOf(hashes, 2 * size);
        starts = Arrays.copyOf(starts, 2 * size);
        lengths = Arrays.copyOf(lengths, 2 * size);
      }
      slots[slot] = size + 1;
      heads[size] = head;
      hashes[size] = hash;
      starts[size] = from;
      lengths[size] = length;
      size++;
      if (2 * size > slots.length) {
        rehash();
      }
      return size - 1;
    }

    private void rehash() {
      slots = new int[4 * slots.length];
      int mask = slots.length - 1;
      for (int entry = 0; entry < size; entry++) {
        int slot = hashes[entry] & mask;
        while (slots[slot] != 0) {
          slot = slot + 1 & mask;
        }
        slots[slot] = entry + 1;
      }
    }

    private int hash(long head, int from, int length) {
      long hash = mix(head ^ length);
      for (int i = 8; i < length; i += 8) {
        hash = mix(hash ^ head(from + i, Math.min(8, length - i)));
      }
      return (int) (hash ^ hash >>> 32);
    }

    /** Spreads differences of upper bytes to lower bits too: texts often differ at their ends. */
    private static long mix(long bits) {
      long hash = (bits ^ bits >>> 32) * 0x9E37_79B9_7F4A_7C15L;
      return (hash ^ hash >>> 29) * 0xBF58_476D_1CE4_E5B9L;
    }

    /** Up to eight bytes as a number, read at once where the array goes on. */
    private long head(int at, int length) {
      if (at + 8 <= bytes.length) {
        long all = RawBytes.getLong(bytes, at);
        return length == 8 ? all : all & ((1L << (8 * length)) - 1);
      }
      long head = 0;
      for (int i = 0; i < length; i++) {
        head |= (bytes[at + i] & 0xFFL) << (8 * i);
      }
      return head;
    }

    private boolean isEqual(int a, int b, int length) {
      return Arrays.equals(bytes, a, a + length, bytes, b, b + length);
    }

    int compare(int a, int b) {
      return Arrays.compareUnsigned(
          bytes, starts[a], starts[a] + lengths[a], bytes, starts[b], starts[b] + lengths[b]);
    }

    /** Bytes that all texts start with. */
    private int commonPrefix() {
      int common = lengths[0];
      for (int entry = 1; entry < size; entry++) {
        int end = Math.min(common, lengths[entry]);
        int same =
            Arrays.mismatch(
                bytes, starts[0], starts[0] + end, bytes, starts[entry], starts[entry] + end);
        common = same < 0 ? end : same;
      }
      return common;
    }

    /** Six bytes behind the common ones, then the entry: few texts need more to be sorted. */
    private long sortKey(int entry, int common) {
      long key = 0;
      for (int i = common; i < common + 6; i++) {
        key = key << 8 | (i < lengths[entry] ? bytes[starts[entry] + i] & 0xFFL : 0);
      }
      return (key << 16 | entry) ^ Long.MIN_VALUE;
    }

    /** Entries in ascending order; at most 65,536. */
    int[] sorted() {
      int common = commonPrefix();
      long[] keys = new long[size];
      for (int entry = 0; entry < size; entry++) {
        keys[entry] = sortKey(entry, common);
      }
      Arrays.sort(keys);
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> (int) keys[i] & 0xFFFF);
      int start = 0;
      for (int i = 1; i <= size; i++) {
        if (i == size || keys[i] >> 16 != keys[start] >> 16) {
          if (i - start > 1) {
            Arrays.sort(order, start, i, this::compare);
          }
          start = i;
        }
      }
      return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
  }

  /**
   * The codes of rows, of which one at least is not NULL; absent if they have more than {@code
   * limit} distinct texts, or nearly as many as rows.
   */
  static @Nullable TextCodes of(byte[] bytes, int[] offsets, Presence presence, int limit) {
    int count = offsets.length - 1;
    Table table = new Table(bytes);
    int[] numbers = new int[count];
    int last = 0;
    for (int row = 0; row < count; row++) {
      if (!presence.isNull(row)) {
        last = table.number(offsets[row], offsets[row + 1] - offsets[row]);
        if (table.size > limit || (row == TRIAL_ROWS && table.size > TRIAL_LIMIT)) {
          return null;
        }
      }
      numbers[row] = last;
    }
    int[] sorted = table.sorted();
    int[] codeOf = new int[sorted.length];
    int[] ends = new int[sorted.length + 1];
    for (int code = 0; code < sorted.length; code++) {
      codeOf[sorted[code]] = code;
      ends[code + 1] = ends[code] + table.lengths[sorted[code]];
    }
    byte[] entries = new byte[ends[sorted.length]];
    for (int code = 0; code < sorted.length; code++) {
      System.arraycopy(
          bytes, table.starts[sorted[code]], entries, ends[code], ends[code + 1] - ends[code]);
    }
    long[] codes = new long[count];
    for (int row = 0; row < count; row++) {
      codes[row] = codeOf[numbers[row]];
    }
    return new TextCodes(new Dictionary(entries, ends, sorted.length), codes);
  }
}
