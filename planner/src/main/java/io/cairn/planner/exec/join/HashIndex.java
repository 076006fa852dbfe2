package io.cairn.planner.exec.join;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys anywhere: open addressing, cut by the upper bits of the hash into regions that are filled on
 * different threads.
 */
final class HashIndex extends KeyIndex {
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  /** Rows from which on the work is shared. */
  private static final int PARALLEL_ROWS = 1 << 16;

  private static final int REGION_BITS = 4;

  private final long[] keys;
  private final int[] ids;
  private final int shift;

  /** Entries of a region, less 1. */
  private final int regionMask;

  private HashIndex(int regionBits, int regionCapacityBits) {
    int bits = regionBits + regionCapacityBits;
    keys = new long[1 << bits];
    ids = new int[1 << bits];
    Arrays.fill(ids, -1);
    shift = 64 - bits;
    regionMask = (1 << regionCapacityBits) - 1;
  }

  /**
   * An index of the words of rows.
   *
   * @param rows which, ascending; null for all
   */
  static HashIndex of(long[] words, int @Nullable [] rows, JoinWork work) {
    int rowCount = rows == null ? words.length : rows.length;
    int regionBits = rowCount < PARALLEL_ROWS || work.parallelism() == 1 ? 0 : REGION_BITS;
    Regions regions = Regions.of(words, rows, rowCount, regionBits, work);
    int largest = 0;
    for (int r = 0; r < 1 << regionBits; r++) {
      largest = Math.max(largest, regions.starts[r + 1] - regions.starts[r]);
    }
    // At most half of the entries are taken, so that looking for what is not there ends soon.
    int capacityBits = Math.max(4, 33 - Integer.numberOfLeadingZeros(Math.max(1, largest)));
    if (capacityBits + regionBits > 30) {
      throw JoinTable.tooLarge(rowCount);
    }
    work.hold(12L << (capacityBits + regionBits));
    HashIndex index = new HashIndex(regionBits, capacityBits);
    int[] repeated = new int[1 << regionBits];
    work.run(1 << regionBits, r -> repeated[r] = index.fill(words, regions, r, work));
    if (Arrays.stream(repeated).sum() > 0) {
      index.collectRuns(words, regions, work);
    }
    return index;
  }

  /**
   * Rows by region.
   *
   * @param rows region after region, ascending within each; null for every row of one region
   * @param starts the first of each region in {@code rows}
   */
  private record Regions(int @Nullable [] rows, int[] starts) {
    static Regions of(
        long[] words, int @Nullable [] rows, int rowCount, int regionBits, JoinWork work) {
      if (regionBits == 0) {
        return new Regions(rows, new int[] {0, rowCount});
      }
      int regions = 1 << regionBits;
      int pieces = (rowCount + JoinTable.PIECE_ROWS - 1) / JoinTable.PIECE_ROWS;
      work.hold(4L * rowCount);
      int[] sorted = new int[rowCount];
      int[][] counts = new int[pieces][regions];
      work.run(
          pieces,
          p -> {
            int[] count = counts[p];
            int to = Math.min(rowCount, (p + 1) * JoinTable.PIECE_ROWS);
            for (int i = p * JoinTable.PIECE_ROWS; i < to; i++) {
              count[(int) ((words[rows == null ? i : rows[i]] * MIX) >>> (64 - regionBits))]++;
            }
          });
      int[] starts = new int[regions + 1];
      int next = 0;
      for (int r = 0; r < regions; r++) {
        starts[r] = next;
        for (int[] count : counts) {
          int rowsHere = count[r];
          count[r] = next;
          next += rowsHere;
        }
      }
      starts[regions] = next;
      work.run(
          pieces,
          p -> {
            int[] at = counts[p];
            int to = Math.min(rowCount, (p + 1) * JoinTable.PIECE_ROWS);
            for (int i = p * JoinTable.PIECE_ROWS; i < to; i++) {
              int row = rows == null ? i : rows[i];
              sorted[at[(int) ((words[row] * MIX) >>> (64 - regionBits))]++] = row;
            }
          });
      return new Regions(sorted, starts);
    }

    int row(int i) {
      return rows == null ? i : rows[i];
    }
  }

  private int next(int slot) {
    return (slot & ~regionMask) | ((slot + 1) & regionMask);
  }

  /** Puts the rows of a region in; returns how many had the key of another. */
  private int fill(long[] words, Regions regions, int region, JoinWork work) {
    int repeated = 0;
    for (int i = regions.starts[region]; i < regions.starts[region + 1]; i++) {
      if ((i & (JoinTable.PIECE_ROWS - 1)) == 0) {
        work.check();
      }
      int row = regions.row(i);
      long key = words[row];
      int slot = (int) ((key * MIX) >>> shift);
      while (ids[slot] >= 0 && keys[slot] != key) {
        slot = next(slot);
      }
      repeated += ids[slot] >= 0 ? 1 : 0;
      keys[slot] = key;
      ids[slot] = row;
    }
    return repeated;
  }

  /** Puts the rows of each key next to each other. */
  private void collectRuns(long[] words, Regions regions, JoinWork work) {
    int rowCount = regions.starts[regions.starts.length - 1];
    work.hold(12L * rowCount);
    int[] order = new int[rowCount];
    int[] lengths = new int[rowCount];
    int[] slots = new int[rowCount];
    work.run(
        regions.starts.length - 1,
        region -> {
          int from = regions.starts[region];
          int to = regions.starts[region + 1];
          // Entries count their rows first, as numbers below -1.
          for (int i = from; i < to; i++) {
            int slot = slot(words[regions.row(i)]);
            slots[i] = slot;
            ids[slot] = Math.min(ids[slot], -1) - 1;
          }
          work.check();
          int next = from;
          for (int i = from; i < to; i++) {
            int slot = slots[i];
            if (ids[slot] < -1) {
              int count = -1 - ids[slot];
              ids[slot] = next;
              next += count;
            }
            int start = ids[slot];
            order[start + lengths[start]++] = regions.row(i);
          }
        });
    setRuns(order, lengths);
  }

  /** The entry of a key that is there. */
  private int slot(long key) {
    int slot = (int) ((key * MIX) >>> shift);
    // While rows are counted, entries that are taken hold anything but -1.
    while (ids[slot] == -1 || keys[slot] != key) {
      slot = next(slot);
    }
    return slot;
  }

  @Override
  int find(long[] words, int[] rows, int count, int[] found, int[] out) {
    // Loads of many keys are under way at once in the first loop; few rows need the second.
    int n = 0;
    int[] slotIds = ids;
    long[] slotKeys = keys;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      long key = words[row];
      int slot = (int) ((key * MIX) >>> shift);
      int id = slotIds[slot];
      if (id >= 0 && slotKeys[slot] != key) {
        id = collision(key, slot);
      }
      found[row] = id;
      out[n] = row;
      n += (id >>> 31) ^ 1;
    }
    return n;
  }

  private int collision(long key, int slot) {
    int next = next(slot);
    while (ids[next] >= 0 && keys[next] != key) {
      next = next(next);
    }
    return ids[next];
  }

  @Override
  long memory() {
    return 12L * keys.length;
  }
}
