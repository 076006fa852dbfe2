package io.cairn.planner.exec.join;

import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a join's key as one word of 64 bits: equal just where the keys are. Numbers of the
 * columns stand side by side in it; where they need more bits, those on the left are numbered anew.
 * Immutable, thread-safe.
 */
final class KeyWords {
  /** Bits that numbers of a column may take, which are not known before its rows were seen. */
  private static final int LEARNED_BITS = 31;

  private final int[] columns;
  private final KeyCode[] codes;
  private final int[] shifts;

  /** Numbers what stands in the word before the column of the same position joins it. */
  private final @Nullable LongIds[] folds;

  private final int bits;

  private KeyWords(
      int[] columns, KeyCode[] codes, int[] shifts, @Nullable LongIds[] folds, int bits) {
    this.columns = columns;
    this.codes = codes;
    this.shifts = shifts;
    this.folds = folds;
    this.bits = bits;
  }

  /** Words of all rows of the right input, and how those of the left are made. */
  record Right(KeyWords words, long[] ofRows, int @Nullable [] rows) {}

  /**
   * Encodes the right input.
   *
   * @param leftColumns column of each part of the key in the left input
   * @param right the right input's columns of the key
   */
  static Right encode(int[] leftColumns, FlatColumn[] right, boolean[] nullSafe, JoinWork work) {
    int n = right.length;
    int rowCount = right[0].rowCount();
    int[] keyed = keyedRows(right, nullSafe);
    KeyCode[] codes = new KeyCode[n];
    int total = 0;
    for (int c = 0; c < n; c++) {
      codes[c] = KeyCode.of(right[c], nullSafe[c], n == 1);
      total += codes[c].learns() ? LEARNED_BITS : codes[c].bits();
    }
    long[] words = new long[rowCount];
    long[] scratch = n > 1 ? new long[rowCount] : words;
    int[] shifts = new int[n];
    @Nullable LongIds[] folds = new @Nullable LongIds[n];
    int bits = 0;
    for (int c = 0; c < n; c++) {
      long[] target = c == 0 ? words : scratch;
      KeyCode code = codes[c];
      if (n > 1 && !code.learns() && total > Long.SIZE && code.bits() > LEARNED_BITS) {
        code = new WordCode(right[c].lane(), nullSafe[c]);
        codes[c] = code;
      }
      encodeRight(code, right[c], target, work);
      if (c > 0) {
        if (bits + code.bits() > Long.SIZE) {
          LongIds fold = new LongIds();
          folds[c] = fold;
          forRows(rowCount, work, i -> words[i] = fold.add(words[i]));
          bits = Integer.SIZE - Integer.numberOfLeadingZeros(fold.size());
        }
        shifts[c] = code.bits();
        int shift = shifts[c];
        forRows(rowCount, work, i -> words[i] = (shift == 64 ? 0 : words[i] << shift) | scratch[i]);
      }
      bits += code.bits();
    }
    return new Right(new KeyWords(leftColumns, codes, shifts, folds, bits), words, keyed);
  }

  private interface RowAction {
    void run(int row);
  }

  private static void forRows(int rowCount, JoinWork work, RowAction action) {
    for (int from = 0; from < rowCount; from += JoinTable.PIECE_ROWS) {
      work.check();
      int to = Math.min(rowCount, from + JoinTable.PIECE_ROWS);
      for (int i = from; i < to; i++) {
        action.run(i);
      }
    }
  }

  private static void encodeRight(KeyCode code, FlatColumn column, long[] target, JoinWork work) {
    int rowCount = column.rowCount();
    int pieces = (rowCount + JoinTable.PIECE_ROWS - 1) / JoinTable.PIECE_ROWS;
    JoinWork.Piece piece =
        p -> {
          int from = p * JoinTable.PIECE_ROWS;
          code.encodeRight(column, from, Math.min(rowCount, from + JoinTable.PIECE_ROWS), target);
        };
    if (code.learns()) {
      for (int p = 0; p < pieces; p++) {
        work.check();
        piece.run(p);
      }
    } else {
      work.run(pieces, piece);
    }
  }

  /** The rows without a NULL that keeps them from matching; null if those are all. */
  private static int @Nullable [] keyedRows(FlatColumn[] right, boolean[] nullSafe) {
    List<FlatColumn> nullable = new ArrayList<>();
    for (int c = 0; c < right.length; c++) {
      if (!nullSafe[c] && right[c].hasNulls()) {
        nullable.add(right[c]);
      }
    }
    int rowCount = right[0].rowCount();
    int[] rows = new int[nullable.isEmpty() ? 0 : rowCount];
    int n = 0;
    for (int i = 0; i < rows.length; i++) {
      boolean keyed = true;
      for (FlatColumn column : nullable) {
        keyed &= !column.isNull(i);
      }
      rows[n] = i;
      n += keyed ? 1 : 0;
    }
    return nullable.isEmpty() || n == rowCount ? null : java.util.Arrays.copyOf(rows, n);
  }

  /** Words are below 2^bits, taken as unsigned. */
  int bits() {
    return bits;
  }

  /** The code of a key of one column; null for more. */
  @Nullable KeyCode only() {
    return codes.length == 1 ? codes[0] : null;
  }

  /** The left input's column of a part of the key. */
  int column(int part) {
    return columns[part];
  }

  int parts() {
    return codes.length;
  }

  KeyCode code(int part) {
    return codes[part];
  }

  long memory() {
    long bytes = 0;
    for (int c = 0; c < codes.length; c++) {
      LongIds fold = folds[c];
      bytes += codes[c].memory() + (fold == null ? 0 : fold.memory());
    }
    return bytes;
  }

  /**
   * Makes the words of rows of the left input and leaves out those that surely equal no row of the
   * right.
   *
   * @param words takes the words, at the rows' positions
   * @param scratch of the same length, overwritten
   * @param out takes the rows that are left
   * @return how many
   */
  int encode(Batch batch, int[] rows, int count, long[] words, long[] scratch, int[] out) {
    int n = codes[0].encode(batch.column(columns[0]), rows, count, words, out);
    for (int c = 1; c < codes.length && n > 0; c++) {
      LongIds fold = folds[c];
      if (fold != null) {
        int kept = 0;
        for (int k = 0; k < n; k++) {
          int row = out[k];
          int id = fold.find(words[row]);
          words[row] = id;
          out[kept] = row;
          kept += (id >>> 31) ^ 1;
        }
        n = kept;
      }
      n = codes[c].encode(batch.column(columns[c]), out, n, scratch, out);
      int shift = shifts[c];
      for (int k = 0; k < n; k++) {
        int row = out[k];
        words[row] = (shift == 64 ? 0 : words[row] << shift) | scratch[row];
      }
    }
    return n;
  }
}
