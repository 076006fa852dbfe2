package io.cairn.storage.internal.encoding;

import io.cairn.storage.vector.Batch;

/**
 * Loops over whole lanes of 32 bits that turn bit planes into values.
 *
 * <p>C2 of JDK 17 turns a loop into vector instructions only if every array is used from index 0
 * with one element width and the loop holds no reduction: 0.04 ns a value here against 0.4 to 0.9
 * with an array offset. {@code sql-tests/bench kernels} shows each of them beside a plain copy.
 */
public final class IntPlaneKernels {
  private static final int LANES = Batch.CAPACITY;

  private IntPlaneKernels() {}

  /** Values that lie within one plane. */
  public static void decode(int[] plane, int shift, int mask, int base, int[] out) {
    for (int i = 0; i < LANES; i++) {
      out[i] = base + ((plane[i] >>> shift) & mask);
    }
  }

  /** Values whose upper bits are in the next plane; {@code shift} is not 0. */
  public static void decode(int[] lower, int[] upper, int shift, int mask, int base, int[] out) {
    int rest = 32 - shift;
    for (int i = 0; i < LANES; i++) {
      out[i] = base + (((lower[i] >>> shift) | (upper[i] << rest)) & mask);
    }
  }

  /** Values of some lanes that lie within one plane. */
  static void decode(int[] plane, int shift, int mask, int base, int[] rows, int count, int[] out) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[row] = base + ((plane[row] >>> shift) & mask);
    }
  }

  /** Values of some lanes whose upper bits are in the next plane. */
  static void decode(
      int[] lower, int[] upper, int shift, int mask, int base, int[] rows, int count, int[] out) {
    int rest = 32 - shift;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[row] = base + (((lower[row] >>> shift) | (upper[row] << rest)) & mask);
    }
  }

  /** Values of some lanes that lie within one plane. */
  static void decode(
      int[] plane, int shift, int mask, long base, int[] rows, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[row] = base + ((plane[row] >>> shift & mask) & 0xFFFF_FFFFL);
    }
  }

  /** Values of some lanes whose upper bits are in the next plane. */
  static void decode(
      int[] lower, int[] upper, int shift, int mask, long base, int[] rows, int count, long[] out) {
    int rest = 32 - shift;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int value = ((lower[row] >>> shift) | (upper[row] << rest)) & mask;
      out[row] = base + (value & 0xFFFF_FFFFL);
    }
  }

  /** A validity plane of one bit a lane: -1 where the bit is set, else 0. */
  public static void decodeNulls(int[] plane, int shift, int[] out) {
    for (int i = 0; i < LANES; i++) {
      out[i] = -((plane[i] >>> shift) & 1);
    }
  }

  /** Unsigned 32-bit offsets to 64-bit values. */
  public static void widen(int[] offsets, long base, long[] out) {
    for (int i = 0; i < LANES; i++) {
      out[i] = base + (offsets[i] & 0xFFFF_FFFFL);
    }
  }

  /** Adds the lowest bits of values to a plane. */
  static void pack(int[] values, int shift, int[] plane) {
    for (int i = 0; i < LANES; i++) {
      plane[i] |= values[i] << shift;
    }
  }

  /** Adds the bits of values from bit {@code dropped} on to the lowest bits of a plane. */
  static void packUpper(int[] values, int dropped, int[] plane) {
    for (int i = 0; i < LANES; i++) {
      plane[i] |= values[i] >>> dropped;
    }
  }

  /** Entries of a table; codes are within its bounds. */
  public static void gather(int[] codes, int[] table, int[] out) {
    for (int i = 0; i < LANES; i++) {
      out[i] = table[codes[i]];
    }
  }

  /** Differences, less {@code step} each, to values in place; the first value is {@code first}. */
  static void prefixSum(int[] lane, int first, int step) {
    int value = first;
    lane[0] = first;
    for (int i = 1; i < LANES; i++) {
      value += lane[i] + step;
      lane[i] = value;
    }
  }
}
