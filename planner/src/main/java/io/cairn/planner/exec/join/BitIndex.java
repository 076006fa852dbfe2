package io.cairn.planner.exec.join;

import org.jspecify.annotations.Nullable;

/** Only whether a key is there: a bit for each word from 0 to the greatest. All ids are 0. */
final class BitIndex extends KeyIndex {
  private final long[] bits;
  private final int greatest;

  private BitIndex(int greatest) {
    this.bits = new long[(greatest >> 6) + 1];
    this.greatest = greatest;
  }

  /**
   * An index of the words of rows.
   *
   * @param rows which; null for all
   * @param greatest the greatest of the words
   */
  static BitIndex of(long[] words, int @Nullable [] rows, int greatest, JoinWork work) {
    BitIndex index = new BitIndex(greatest);
    int rowCount = rows == null ? words.length : rows.length;
    for (int i = 0; i < rowCount; i++) {
      if ((i & (JoinTable.PIECE_ROWS - 1)) == 0) {
        work.check();
      }
      int word = (int) words[rows == null ? i : rows[i]];
      index.bits[word >> 6] |= 1L << word;
    }
    return index;
  }

  /** Bit {@code w & 63} of entry {@code w >> 6} is set where word {@code w} is there. */
  long[] bits() {
    return bits;
  }

  @Override
  int find(long[] words, int[] rows, int count, int[] ids, int[] out) {
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      long word = words[row];
      out[n] = row;
      n += word >= 0 && word <= greatest ? (int) (bits[(int) word >> 6] >>> word & 1) : 0;
    }
    return n;
  }

  @Override
  long memory() {
    return 8L * bits.length;
  }
}
