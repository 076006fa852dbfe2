package io.cairn.planner.exec.join;

import org.jspecify.annotations.Nullable;

/** Only whether a key is there: a bit for each word from 0 to the greatest. All ids are 0. */
final class BitIndex extends KeyIndex {
  private final long[] bits;
  private final int greatest;

  private BitIndex(long[] bits, int greatest) {
    this.bits = bits;
    this.greatest = greatest;
  }

  /**
   * An index of the words of rows.
   *
   * @param rows which; null for all
   * @param greatest the greatest of the words
   */
  static BitIndex of(long[] words, int @Nullable [] rows, int greatest, JoinWork work) {
    return new BitIndex(bitsOf(words, rows, greatest, work), greatest);
  }

  /** Bit {@code w & 63} of entry {@code w >> 6} is set where word {@code w} is there. */
  static long[] bitsOf(long[] words, int @Nullable [] rows, int greatest, JoinWork work) {
    long[] bits = new long[(greatest >> 6) + 1];
    int rowCount = rows == null ? words.length : rows.length;
    for (int i = 0; i < rowCount; i++) {
      if ((i & (JoinTable.PIECE_ROWS - 1)) == 0) {
        work.check();
      }
      int word = (int) words[rows == null ? i : rows[i]];
      bits[word >> 6] |= 1L << word;
    }
    return bits;
  }

  @Override
  int find(long[] words, int[] rows, int count, int[] ids, int[] out) {
    return select(bits, greatest, words, rows, count, out);
  }

  /** Leaves the rows whose words are there; {@code out} may be {@code rows}. */
  static int select(long[] bits, int greatest, long[] words, int[] rows, int count, int[] out) {
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
