package io.cairn.planner.exec.join;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys that lie close together: an entry for each word from 0 to the greatest. */
final class DenseIndex extends KeyIndex {
  /** At each word the key's id, -1 for none; one more entry of -1 at the end. */
  private final int[] ids;

  private DenseIndex(int[] ids) {
    this.ids = ids;
  }

  /**
   * An index of the words of rows.
   *
   * @param rows which, ascending; null for all
   * @param greatest the greatest of the words
   */
  static DenseIndex of(long[] words, int @Nullable [] rows, int greatest, JoinWork work) {
    int rowCount = rows == null ? words.length : rows.length;
    int[] ids = new int[greatest + 2];
    Arrays.fill(ids, -1);
    DenseIndex index = new DenseIndex(ids);
    int pieces = (rowCount + JoinTable.PIECE_ROWS - 1) / JoinTable.PIECE_ROWS;
    // Writes to distinct words do not meet; where two rows have the same, one of them is not found.
    work.run(
        pieces,
        p -> {
          int to = Math.min(rowCount, (p + 1) * JoinTable.PIECE_ROWS);
          for (int i = p * JoinTable.PIECE_ROWS; i < to; i++) {
            int row = rows == null ? i : rows[i];
            ids[(int) words[row]] = row;
          }
        });
    boolean[] repeated = new boolean[pieces];
    work.run(
        pieces,
        p -> {
          int different = 0;
          int to = Math.min(rowCount, (p + 1) * JoinTable.PIECE_ROWS);
          for (int i = p * JoinTable.PIECE_ROWS; i < to; i++) {
            int row = rows == null ? i : rows[i];
            different |= ids[(int) words[row]] ^ row;
          }
          repeated[p] = different != 0;
        });
    for (boolean found : repeated) {
      if (found) {
        index.collectRuns(words, rows, rowCount, work);
        break;
      }
    }
    return index;
  }

  /** Sorts the rows by counting. */
  private void collectRuns(long[] words, int @Nullable [] rows, int rowCount, JoinWork work) {
    work.hold(8L * rowCount);
    int[] order = new int[rowCount];
    int[] lengths = new int[rowCount];
    Arrays.fill(ids, 0);
    for (int i = 0; i < rowCount; i++) {
      ids[(int) words[rows == null ? i : rows[i]]]++;
    }
    work.check();
    int next = 0;
    for (int w = 0; w < ids.length; w++) {
      int count = ids[w];
      if (count == 0) {
        ids[w] = -1;
      } else {
        ids[w] = next;
        next += count;
      }
    }
    work.check();
    for (int i = 0; i < rowCount; i++) {
      int row = rows == null ? i : rows[i];
      int start = ids[(int) words[row]];
      order[start + lengths[start]++] = row;
    }
    setRuns(order, lengths);
  }

  /** The id at each distance from the least key; one more entry of -1 at the end. */
  int[] ids() {
    return ids;
  }

  @Override
  int find(long[] words, int[] rows, int count, int[] found, int[] out) {
    int[] table = ids;
    int none = table.length - 1;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      long word = words[row];
      int id = table[word >= 0 && word < none ? (int) word : none];
      found[row] = id;
      out[n] = row;
      n += (id >>> 31) ^ 1;
    }
    return n;
  }

  @Override
  long memory() {
    return 4L * ids.length;
  }
}
