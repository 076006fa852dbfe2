package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distinct numbers of rows in ascending order, and their codes.
 *
 * @param entries ascending as signed integers
 * @param codes one a row
 */
record NumberCodes(long[] entries, long[] codes) {
  /**
   * The codes of these values; absent if more than {@code limit} are distinct.
   *
   * @param limit up to 65,536
   */
  static @Nullable NumberCodes of(long[] values, int limit) {
    int capacity = Integer.highestOneBit(Math.max(16, limit)) * 4;
    int mask = capacity - 1;
    long[] keys = new long[capacity];
    int[] slots = new int[capacity];
    int[] numbers = new int[values.length];
    long[] entries = new long[limit];
    int size = 0;
    for (int row = 0; row < values.length; row++) {
      long value = values[row];
      // Upper bits first: doubles differ in those.
      long hash = (value ^ value >>> 32) * 0x9E37_79B9_7F4A_7C15L;
      int slot = (int) (hash ^ hash >>> 32) & mask;
      while (slots[slot] != 0 && keys[slot] != value) {
        slot = slot + 1 & mask;
      }
      if (slots[slot] == 0) {
        if (size == limit) {
          return null;
        }
        keys[slot] = value;
        entries[size++] = value;
        slots[slot] = size;
      }
      numbers[row] = slots[slot] - 1;
    }
    long[] sorted = Arrays.copyOf(entries, size);
    Arrays.sort(sorted);
    int[] codeOf = new int[size];
    for (int number = 0; number < size; number++) {
      codeOf[number] = Arrays.binarySearch(sorted, entries[number]);
    }
    long[] codes = new long[values.length];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = codeOf[numbers[row]];
    }
    return new NumberCodes(sorted, codes);
  }

  /** Distinct values among a sample, at most all of it. */
  static int distinct(long[] sample) {
    long[] sorted = sample.clone();
    Arrays.sort(sorted);
    int distinct = sorted.length == 0 ? 0 : 1;
    for (int i = 1; i < sorted.length; i++) {
      distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
    }
    return distinct;
  }

  /** Bits that the entries and the codes take. */
  long bits() {
    return 64L * entries.length + (long) IntegerProfile.bits(entries.length - 1) * codes.length;
  }

  /**
   * Writes the body of a number dictionary.
   *
   * @param bits entries as they are stored, in the same order
   */
  EncodedBody encode(long[] bits, CodecChoice codec) {
    ByteWriter out = new ByteWriter(8 * bits.length + 2 * codes.length + 64);
    byte[] bytes = new byte[8 * bits.length];
    for (int i = 0; i < bits.length; i++) {
      RawBytes.setLong(bytes, 8 * i, bits[i]);
    }
    out.writeVarint(bits.length);
    Part.write(out, bytes, bytes.length, codec);
    String name = Integers.write(out, codes, codes.length, codec);
    return new EncodedBody(Encoding.NUMBER_DICTIONARY, 0, "dictionary+" + name, out);
  }
}
