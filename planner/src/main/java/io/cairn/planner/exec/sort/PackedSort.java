package io.cairn.planner.exec.sort;

import io.cairn.storage.Cancellation;
import java.util.Arrays;

/**
 * Sorts longs that are not negative and hold a key in their upper bits and something that tells
 * them apart in their lower ones: digits of the key by radix, least significant first, then what
 * that left undone within equal prefixes. 1M random doubles with their row numbers take 20 ms on
 * one thread, where {@code Arrays.sort} takes 70.
 */
final class PackedSort {
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  /** Fewer longs are left to a comparing sort. */
  private static final int SMALL = 4096;

  /** Bits of prefix beyond those that number the rows: so few rows share one by chance. */
  private static final int SPARE_BITS = 12;

  private static final int CHECK_EVERY = 1 << 16;

  private PackedSort() {}

  /**
   * Sorts {@code values[from..to)}.
   *
   * @param scratch as long as {@code values}; its entries of the same range are overwritten
   * @param lowBit the key's lowest bit
   * @param keyBits bits of the key; those above are equal in all of the range
   */
  static void sort(
      long[] values,
      long[] scratch,
      int from,
      int to,
      int lowBit,
      int keyBits,
      Cancellation cancellation) {
    int count = to - from;
    if (count < SMALL) {
      Arrays.sort(values, from, to);
      return;
    }
    int wanted = Long.SIZE - Long.numberOfLeadingZeros(count) + SPARE_BITS;
    int digits = (Math.min(wanted, keyBits) + DIGIT_BITS - 1) / DIGIT_BITS;
    int lowest = Math.max(lowBit, lowBit + keyBits - digits * DIGIT_BITS);
    long[] source = values;
    long[] target = scratch;
    for (int digit = 0; digit < digits; digit++) {
      int shift = lowest + digit * DIGIT_BITS;
      if (scatter(source, target, from, to, shift, cancellation)) {
        long[] swap = source;
        source = target;
        target = swap;
      }
    }
    if (source != values) {
      System.arraycopy(source, from, values, from, count);
    }
    if (lowest > lowBit) {
      settle(values, scratch, from, to, lowBit, lowest, cancellation);
    }
  }

  /** One pass; returns false, and moves nothing, if all have the same digit. */
  private static boolean scatter(
      long[] source, long[] target, int from, int to, int shift, Cancellation cancellation) {
    int[] starts = new int[DIGITS];
    for (int at = from; at < to; at += CHECK_EVERY) {
      cancellation.check();
      count(source, at, Math.min(to, at + CHECK_EVERY), shift, starts);
    }
    if (starts[(int) (source[from] >>> shift) & (DIGITS - 1)] == to - from) {
      return false;
    }
    int position = from;
    for (int i = 0; i < DIGITS; i++) {
      int count = starts[i];
      starts[i] = position;
      position += count;
    }
    for (int at = from; at < to; at += CHECK_EVERY) {
      cancellation.check();
      move(source, target, at, Math.min(to, at + CHECK_EVERY), shift, starts);
    }
    return true;
  }

  private static void count(long[] source, int from, int to, int shift, int[] counts) {
    for (int i = from; i < to; i++) {
      counts[(int) (source[i] >>> shift) & (DIGITS - 1)]++;
    }
  }

  private static void move(
      long[] source, long[] target, int from, int to, int shift, int[] starts) {
    for (int i = from; i < to; i++) {
      long value = source[i];
      target[starts[(int) (value >>> shift) & (DIGITS - 1)]++] = value;
    }
  }

  /** Sorts within runs whose bits from {@code lowest} on are equal. */
  private static void settle(
      long[] values,
      long[] scratch,
      int from,
      int to,
      int lowBit,
      int lowest,
      Cancellation cancellation) {
    int checked = from;
    int run = from;
    boolean ordered = true;
    for (int i = from + 1; i <= to; i++) {
      if (i < to && ((values[i] ^ values[run]) >>> lowest) == 0) {
        ordered &= values[i - 1] < values[i];
        continue;
      }
      if (!ordered) {
        sort(values, scratch, run, i, lowBit, lowest - lowBit, cancellation);
        ordered = true;
      }
      run = i;
      if (i - checked > CHECK_EVERY) {
        checked = i;
        cancellation.check();
      }
    }
  }

  /**
   * Merges two sorted ranges of {@code source} into {@code target} from {@code at} on: those of the
   * result's entries {@code first} to before {@code last}, counted from its start.
   */
  static void merge(
      long[] source,
      int from,
      int middle,
      int to,
      long[] target,
      int at,
      int first,
      int last,
      Cancellation cancellation) {
    int left = from + taken(source, from, middle, to, first);
    int right = middle + first - (left - from);
    for (int i = first; i < last; i++) {
      if ((i & (CHECK_EVERY - 1)) == 0) {
        cancellation.check();
      }
      boolean takesLeft = right >= to || (left < middle && source[left] < source[right]);
      target[at + i] = takesLeft ? source[left++] : source[right++];
    }
  }

  /** How many of the first {@code count} entries of the merged ranges come from the left one. */
  private static int taken(long[] source, int from, int middle, int to, int count) {
    int low = Math.max(0, count - (to - middle));
    int high = Math.min(count, middle - from);
    while (low < high) {
      int half = (low + high) >>> 1;
      if (source[from + half] < source[middle + count - half - 1]) {
        low = half + 1;
      } else {
        high = half;
      }
    }
    return low;
  }
}
