package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.rows.RowGather;
import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.planner.exec.spill.SpillReader;
import io.cairn.storage.Cancellation;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges sorted runs by a tree of losers (Knuth, 5.4.1). The last column of a run, and of the
 * result, is each row's position in the input, which decides between rows of equal keys. One thread
 * at a time; memory for one block of each run.
 */
public final class RunMerge {
  private final Cancellation cancellation;
  private final List<Lane> lanes;
  private final KeyWords first;
  private final RowOrder order;
  private final Cursor[] cursors;

  /** Entry 0 is the winner, the others the losers of the games at the inner nodes. */
  private final int[] tree;

  private final int[] picked = new int[Batch.CAPACITY];
  private int reload = -1;

  /**
   * Rows in order.
   *
   * @param file finished; its last column is in lane LONG
   * @param base what is added to its values
   */
  public record Run(SpillFile file, long base) {}

  /**
   * @param columns of the runs but for the position
   */
  public RunMerge(
      List<SortKey> keys, List<OutputColumn> columns, List<Run> runs, Cancellation cancellation) {
    this.cancellation = cancellation;
    this.lanes = lanes(columns);
    this.first = new KeyWords(keys.get(0), columns.get(keys.get(0).column()));
    this.order = new RowOrder(keys, columns);
    this.cursors = new Cursor[runs.size()];
    for (int i = 0; i < cursors.length; i++) {
      cursors[i] = new Cursor(runs.get(i));
    }
    this.tree = new int[Math.max(1, cursors.length)];
    Arrays.fill(tree, -1);
    for (int i = cursors.length - 1; i >= 0; i--) {
      replay(i);
    }
  }

  /** The lanes of a run: those of the columns, then that of the position. */
  public static List<Lane> lanes(List<OutputColumn> columns) {
    List<Lane> lanes = new ArrayList<>(columns.stream().map(OutputColumn::lane).toList());
    lanes.add(Lane.LONG);
    return lanes;
  }

  /** The next rows, with their positions, in arrays of their own; null at the end. */
  public @Nullable Batch next() {
    cancellation.check();
    if (reload >= 0) {
      int run = reload;
      reload = -1;
      cursors[run].load();
      replay(run);
    }
    int count = 0;
    while (count < Batch.CAPACITY && cursors.length > 0) {
      int winner = tree[0];
      Cursor cursor = cursors[winner];
      if (cursor.batch == null) {
        break;
      }
      picked[count++] = winner * Batch.CAPACITY + cursor.row;
      if (++cursor.row == cursor.batch.rowCount()) {
        // Its block stays until the rows are copied.
        reload = winner;
        break;
      }
      replay(winner);
    }
    return count == 0 ? null : gather(count);
  }

  private Batch gather(int count) {
    List<Batch> blocks = new ArrayList<>();
    for (Cursor cursor : cursors) {
      blocks.add(cursor.block);
    }
    return new RowGather(blocks, lanes).kept(picked, 0, count);
  }

  /** Plays the games of a run from its leaf to the root. */
  private void replay(int run) {
    int winner = run;
    for (int node = (run + cursors.length) / 2; node > 0; node /= 2) {
      int other = tree[node];
      if (other < 0) {
        // The first one here waits for its opponent.
        tree[node] = winner;
        return;
      }
      if (isBefore(other, winner)) {
        tree[node] = winner;
        winner = other;
      }
    }
    tree[0] = winner;
  }

  private boolean isBefore(int a, int b) {
    Cursor x = cursors[a];
    Cursor y = cursors[b];
    Batch left = x.batch;
    Batch right = y.batch;
    if (left == null || right == null) {
      return left != null;
    }
    if (!x.hasNulls && !y.hasNulls) {
      int byWord = Long.compareUnsigned(x.words[x.row], y.words[y.row]);
      if (byWord != 0) {
        return byWord < 0;
      }
    }
    int byKeys = order.compare(left, x.row, right, y.row);
    return byKeys != 0 ? byKeys < 0 : x.position() < y.position();
  }

  /** Where a run is read. */
  private final class Cursor {
    private final SpillReader reader;
    private final long base;
    private final long[] words = new long[Batch.CAPACITY];
    private boolean hasNulls;
    private int row;

    /** The rows that are merged; null at the end of the run. */
    private @Nullable Batch batch;

    /** The last rows that were merged. */
    private Batch block;

    Cursor(Run run) {
      reader = run.file().open();
      base = run.base();
      block = new Batch(emptyColumns(), 0);
      load();
    }

    private ColumnVector[] emptyColumns() {
      return lanes.stream().map(EmptyVectors::of).toArray(ColumnVector[]::new);
    }

    void load() {
      row = 0;
      Batch next = reader.next();
      batch = next;
      if (next == null) {
        return;
      }
      block = next;
      int column = first.column();
      hasNulls = next.column(column).nulls() != null;
      first.firstWords(next.column(column), null, next.rowCount(), words);
      long[] positions = ((LongVector) next.column(lanes.size() - 1)).values();
      for (int i = 0; i < next.rowCount(); i++) {
        positions[i] += base;
      }
    }

    long position() {
      Batch current = java.util.Objects.requireNonNull(batch);
      return ((LongVector) current.column(lanes.size() - 1)).values()[row];
    }
  }
}
