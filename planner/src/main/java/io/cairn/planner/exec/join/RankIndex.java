package io.cairn.planner.exec.join;

import org.jspecify.annotations.Nullable;

/**
 * Few keys of a wide range: a bit for each word from 0 to the greatest, and how many bits are set
 * before every 64th. The number of the bits before a key's own is its place among the keys. Takes
 * little more than an eighth of a byte for a word that is not there, so that it stays in a
 * processor's cache where {@link DenseIndex} would not.
 */
final class RankIndex extends KeyIndex {
  private final long[] bits;
  private final int[] before;
  private final int greatest;

  /** At each place the key's id. */
  private final int[] ids;

  private RankIndex(long[] bits, int[] before, int greatest, int keyCount) {
    this.bits = bits;
    this.before = before;
    this.greatest = greatest;
    this.ids = new int[keyCount];
  }

  /** Bytes of an index but for what it has for each key. */
  static long memory(long greatest) {
    return greatest / 8 + greatest / 16;
  }

  /**
   * An index of the words of rows.
   *
   * @param rows which, ascending; null for all
   * @param greatest the greatest of the words
   */
  static RankIndex of(long[] words, int @Nullable [] rows, int greatest, JoinWork work) {
    int rowCount = rows == null ? words.length : rows.length;
    long[] bits = BitIndex.bitsOf(words, rows, greatest, work);
    int[] before = new int[bits.length];
    int keyCount = 0;
    for (int w = 0; w < bits.length; w++) {
      before[w] = keyCount;
      keyCount += Long.bitCount(bits[w]);
    }
    work.check();
    work.hold(4L * keyCount);
    RankIndex index = new RankIndex(bits, before, greatest, keyCount);
    if (keyCount == rowCount) {
      for (int i = 0; i < rowCount; i++) {
        poll(i, work);
        int row = rows == null ? i : rows[i];
        index.ids[index.place((int) words[row])] = row;
      }
    } else {
      index.collectRuns(words, rows, rowCount, work);
    }
    return index;
  }

  private static void poll(int row, JoinWork work) {
    if ((row & (JoinTable.PIECE_ROWS - 1)) == 0) {
      work.check();
    }
  }

  /** Sorts the rows by counting. */
  private void collectRuns(long[] words, int @Nullable [] rows, int rowCount, JoinWork work) {
    work.hold(8L * rowCount);
    int[] order = new int[rowCount];
    int[] lengths = new int[rowCount];
    for (int i = 0; i < rowCount; i++) {
      poll(i, work);
      ids[place((int) words[rows == null ? i : rows[i]])]++;
    }
    int next = 0;
    for (int place = 0; place < ids.length; place++) {
      int count = ids[place];
      ids[place] = next;
      next += count;
    }
    for (int i = 0; i < rowCount; i++) {
      poll(i, work);
      int row = rows == null ? i : rows[i];
      int start = ids[place((int) words[row])];
      order[start + lengths[start]++] = row;
    }
    setRuns(order, lengths);
  }

  private int place(int word) {
    return before[word >> 6] + Long.bitCount(bits[word >> 6] & ((1L << word) - 1));
  }

  @Override
  int find(long[] words, int[] rows, int count, int[] found, int[] out) {
    int n = BitIndex.select(bits, greatest, words, rows, count, out);
    for (int k = 0; k < n; k++) {
      int row = out[k];
      found[row] = ids[place((int) words[row])];
    }
    return n;
  }

  @Override
  long memory() {
    return 8L * bits.length + 4L * before.length + 4L * ids.length;
  }
}
