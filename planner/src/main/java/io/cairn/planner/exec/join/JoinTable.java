package io.cairn.planner.exec.join;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.JoinKey;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right input of a join, collected: its rows in flat columns, and where the rows of each key
 * are. Rows have numbers from 0 in the order of the input. Immutable but for what {@link #markRow}
 * notes, and thread-safe.
 */
public final class JoinTable {
  /** Rows that are worked on at once before a cancellation is looked for. */
  static final int PIECE_ROWS = 1 << 15;

  /** Words up to so many times the rows are looked up in an array. */
  private static final int DENSE_FACTOR = 8;

  private static final int DENSE_ALWAYS = 1 << 18;

  /** Words up to so many times the rows are looked up in bits. */
  private static final int BITS_FACTOR = 512;

  private static final int BITS_ALWAYS = 1 << 24;

  /** The same where it only matters whether a key is there. */
  private static final long EXISTENCE_FACTOR = 4096;

  private static final int QUICK_BYTES = 1 << 18;

  private final int rowCount;
  private final @Nullable FlatColumn[] columns;
  private final @Nullable KeyWords words;
  private final KeyIndex index;
  private final int @Nullable [] keyedRows;
  private final byte[] marks;
  private final FlatColumn[] keyColumns;

  private JoinTable(
      int rowCount,
      @Nullable FlatColumn[] columns,
      @Nullable KeyWords words,
      KeyIndex index,
      int @Nullable [] keyedRows,
      byte[] marks,
      FlatColumn[] keyColumns) {
    this.rowCount = rowCount;
    this.columns = columns;
    this.words = words;
    this.index = index;
    this.keyedRows = keyedRows;
    this.marks = marks;
    this.keyColumns = keyColumns;
  }

  /** Which columns of the right input a join needs. */
  public static boolean[] keptColumns(PlanNode.Join join) {
    boolean[] kept = new boolean[join.right().columns().size()];
    Arrays.fill(kept, join.kind().deliversRight() || join.condition() != null);
    for (JoinKey key : join.keys()) {
      kept[key.right()] = true;
    }
    return kept;
  }

  /**
   * The table of the rows of all parts, in their order.
   *
   * @throws QueryException if they are too many
   */
  public static JoinTable of(PlanNode.Join join, List<BuildPart> parts, JoinWork work) {
    int[] starts = new int[parts.size()];
    long total = 0;
    for (int p = 0; p < starts.length; p++) {
      starts[p] = (int) total;
      total += parts.get(p).rowCount();
      if (total >= Integer.MAX_VALUE - 8) {
        throw tooLarge(total);
      }
    }
    int rowCount = (int) total;
    @Nullable FlatColumn[] columns = columns(join, parts, starts, rowCount, work);
    byte[] marks = new byte[join.kind().keepsRight() ? rowCount : 0];
    if (join.keys().isEmpty()) {
      return new JoinTable(
          rowCount, columns, null, new AllRows(rowCount), null, marks, new FlatColumn[0]);
    }
    int n = join.keys().size();
    FlatColumn[] right = new FlatColumn[n];
    int[] left = new int[n];
    boolean[] nullSafe = new boolean[n];
    for (int i = 0; i < n; i++) {
      JoinKey key = join.keys().get(i);
      right[i] = java.util.Objects.requireNonNull(columns[key.right()]);
      left[i] = key.left();
      nullSafe[i] = key.nullSafe();
    }
    work.hold((n > 1 ? 16L : 8L) * rowCount);
    KeyWords.Right encoded = KeyWords.encode(left, right, nullSafe, work);
    work.hold(encoded.words().memory());
    boolean existence = !join.kind().deliversRight() && join.condition() == null;
    KeyIndex index = index(encoded, existence, work);
    return new JoinTable(rowCount, columns, encoded.words(), index, encoded.rows(), marks, right);
  }

  private static @Nullable FlatColumn[] columns(
      PlanNode.Join join, List<BuildPart> parts, int[] starts, int rowCount, JoinWork work) {
    boolean[] kept = keptColumns(join);
    @Nullable FlatColumn[] columns = new @Nullable FlatColumn[kept.length];
    List<FlatColumn> copied = new ArrayList<>();
    for (int c = 0; c < kept.length; c++) {
      if (kept[c]) {
        Lane lane = join.right().columns().get(c).lane();
        List<ColumnRows> rows = new ArrayList<>(parts.size());
        for (BuildPart part : parts) {
          rows.add(java.util.Objects.requireNonNull(part.column(c)));
        }
        FlatColumn column = new FlatColumn(lane, rows, starts, rowCount, join.kind().keepsLeft());
        work.hold(column.memory());
        columns[c] = column;
        copied.add(column);
      }
    }
    work.run(
        copied.size() * parts.size(), i -> copied.get(i / parts.size()).copy(i % parts.size()));
    return columns;
  }

  private static KeyIndex index(KeyWords.Right encoded, boolean existence, JoinWork work) {
    long[] words = encoded.ofRows();
    int[] rows = encoded.rows();
    int rowCount = rows == null ? words.length : rows.length;
    long greatest = 0;
    if (encoded.words().bits() > Integer.SIZE) {
      greatest = Long.MAX_VALUE;
    } else {
      for (int i = 0; i < rowCount; i++) {
        greatest = Math.max(greatest, words[rows == null ? i : rows[i]]);
      }
    }
    boolean isArray = greatest < Integer.MAX_VALUE - 64;
    if (existence && isArray && greatest < Math.max(EXISTENCE_FACTOR * rowCount, BITS_ALWAYS)) {
      work.hold(greatest / 8);
      return BitIndex.of(words, rows, (int) greatest, work);
    }
    if (greatest < DENSE_ALWAYS || (isArray && greatest < (long) DENSE_FACTOR * rowCount)) {
      work.hold(4 * greatest);
      return DenseIndex.of(words, rows, (int) greatest, work);
    }
    if (isArray && greatest < Math.max((long) BITS_FACTOR * rowCount, BITS_ALWAYS)) {
      work.hold(RankIndex.memory(greatest));
      return RankIndex.of(words, rows, (int) greatest, work);
    }
    return HashIndex.of(words, rows, work);
  }

  static QueryException tooLarge(long rows) {
    return new QueryException(
        ErrorCode.PROGRAM_LIMIT,
        "The smaller side of a join has "
            + rows
            + " rows, more than a table in memory takes; join fewer rows");
  }

  public int rowCount() {
    return rowCount;
  }

  /** Whether a look-up is one access to an array that stays in a processor's cache. */
  public boolean isQuick() {
    return !(index instanceof HashIndex) && index.memory() <= QUICK_BYTES;
  }

  /** The row whose columns are all NULL, if the join keeps rows of its left input. */
  public int nullRow() {
    return rowCount;
  }

  /** A column; it must be one of {@link #keptColumns}. */
  public FlatColumn column(int ordinal) {
    FlatColumn column = columns[ordinal];
    if (column == null) {
      throw new IllegalStateException("Column " + ordinal + " was not kept");
    }
    return column;
  }

  /** Whether no key has two rows: then what is found are rows. */
  public boolean isUnique() {
    return index.lengths() == null;
  }

  /**
   * Rows key by key: from the id of a key on, as many as {@link #lengths} has there. Empty if every
   * row matches: then ids count rows.
   */
  public int[] order() {
    return java.util.Objects.requireNonNull(index.order());
  }

  /** How many rows a key has, at its id. */
  public int[] lengths() {
    return java.util.Objects.requireNonNull(index.lengths());
  }

  /**
   * What is known of the values of a part of the key; null if nothing, or if NULL is one of them.
   */
  public @Nullable JoinFilter filter(int part, JoinWork work) {
    if (words == null
        || rowCount == 0
        || words.code(part).nullSafe()
        || !(words.code(part) instanceof RangeCode range)) {
      return null;
    }
    return JoinFilter.of(range, keyColumns[part], work);
  }

  /** Whether a row of the right input has a NULL that keeps it from matching. */
  public boolean hasNullKeys() {
    return keyedRows != null;
  }

  /** The rows with such a NULL, ascending. */
  int[] nullKeyRows() {
    int[] keyed = keyedRows;
    if (keyed == null) {
      return new int[0];
    }
    int[] rows = new int[rowCount - keyed.length];
    int n = 0;
    int k = 0;
    for (int row = 0; row < rowCount; row++) {
      if (k < keyed.length && keyed[k] == row) {
        k++;
      } else {
        rows[n++] = row;
      }
    }
    return rows;
  }

  /** Whether rows without a match come out. */
  public boolean keepsRows() {
    return marks.length > 0;
  }

  /** Notes that a row has a match; any thread may. */
  public void markRow(int row) {
    marks[row] = 1;
  }

  /**
   * Rows from {@code from} to {@code to - 1} without a match.
   *
   * @param out takes them
   * @return how many
   */
  public int unmarked(int from, int to, int[] out) {
    int n = 0;
    for (int row = from; row < to; row++) {
      out[n] = row;
      n += 1 - marks[row];
    }
    return n;
  }

  /** Looks rows of the left input up; for one thread. */
  public static final class Lookup {
    private final long[] words = new long[Batch.CAPACITY];
    private final long[] scratch = new long[Batch.CAPACITY];

    /**
     * Finds the keys of rows of a batch.
     *
     * @param rows ascending, in the first {@code count} entries
     * @param ids takes what was found, at the rows' positions
     * @param out takes the rows whose keys are there
     * @return how many
     */
    public int find(JoinTable table, Batch batch, int[] rows, int count, int[] ids, int[] out) {
      if (table.rowCount == 0) {
        return 0;
      }
      KeyWords keys = table.words;
      if (keys == null) {
        Arrays.fill(ids, 0);
        System.arraycopy(rows, 0, out, 0, count);
        return count;
      }
      int n = keys.encode(batch, rows, count, words, scratch, out);
      return table.index.find(words, out, n, ids, out);
    }
  }
}
