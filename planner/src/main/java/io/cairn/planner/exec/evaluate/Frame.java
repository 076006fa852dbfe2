package io.cairn.planner.exec.evaluate;

import io.cairn.planner.exec.kernel.Gather;
import io.cairn.planner.exec.kernel.Masks;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * The rows that expressions are evaluated for: {@link #count} positions, of which the active ones
 * matter. Evaluators may compute the others too, but must not fail there. One thread at a time.
 *
 * <p>A dense frame has the positions of its batch, so that whole lanes are used without a copy; a
 * compact frame has one position for each selected row, and columns are gathered on demand: better
 * when few rows are left. A restricted frame has the positions of its parent with fewer active
 * ones, as a branch of CASE.
 */
public final class Frame {
  private final Bindings bindings;
  private @Nullable Batch batch;
  private @Nullable Frame parent;
  private int count;
  private int @Nullable [] rows;
  private @Nullable ColumnVector[] gathered = {};
  private boolean[] isGathered = {};
  private int @Nullable [] active;
  private int activeCount;
  private int @Nullable [] mask;
  private int @Nullable [] maskRows;
  private long id;

  public Frame(Bindings bindings) {
    this.bindings = bindings;
  }

  /** All positions of a batch; its selected rows are active. */
  public void dense(Batch next) {
    batch = next;
    parent = null;
    count = next.rowCount();
    rows = null;
    active = next.selection();
    activeCount = next.selectedCount();
    mask = null;
    id = bindings.nextFrame();
  }

  /** Fewer active positions of a dense frame: results that are there already stay good. */
  public void narrow(int @Nullable [] selection, int selected) {
    active = selection;
    activeCount = selected;
  }

  /** One position for each of the first {@code selected} rows. */
  public void compact(Batch next, int[] selection, int selected) {
    batch = next;
    parent = null;
    count = selected;
    rows = selection;
    active = null;
    activeCount = selected;
    mask = null;
    id = bindings.nextFrame();
    if (gathered.length < next.columnCount()) {
      gathered = java.util.Arrays.copyOf(gathered, next.columnCount());
      isGathered = new boolean[next.columnCount()];
    }
    java.util.Arrays.fill(isGathered, false);
  }

  /** The positions of a parent, active where the mask is 1; the mask stays in use. */
  Frame restrict(Frame newParent, int[] newMask) {
    batch = null;
    parent = newParent;
    count = newParent.count;
    rows = null;
    active = null;
    mask = newMask;
    id = bindings.nextFrame();
    return this;
  }

  /** Positions, active or not; lanes of results have this many entries. */
  int count() {
    return count;
  }

  /** The active positions, ascending; absent if all are. */
  int @Nullable [] active() {
    resolve();
    return active;
  }

  int activeCount() {
    resolve();
    return activeCount;
  }

  /** 1 at every active position; {@code out} is overwritten. */
  void activeMask(int[] out) {
    if (mask != null) {
      System.arraycopy(mask, 0, out, 0, count);
    } else if (active == null) {
      java.util.Arrays.fill(out, 0, count, 1);
    } else {
      Masks.ofRows(active, activeCount, out, count);
    }
  }

  /** Tells frames apart: equal numbers mean equal positions and values. */
  long id() {
    return id;
  }

  /** A column of the input. */
  ColumnVector column(int ordinal) {
    if (parent != null) {
      return parent.column(ordinal);
    }
    Batch from = batch;
    if (from == null) {
      throw new IllegalStateException("The frame has no rows yet");
    }
    int[] chosen = rows;
    if (chosen == null) {
      return from.column(ordinal);
    }
    ColumnVector done = gathered[ordinal];
    if (done == null || !isGathered[ordinal]) {
      done = Gather.rows(from.column(ordinal), chosen, count, done);
      gathered[ordinal] = done;
      isGathered[ordinal] = true;
    }
    return done;
  }

  private void resolve() {
    int[] truth = mask;
    if (truth != null) {
      int[] selection = maskRows;
      if (selection == null) {
        selection = new int[Batch.CAPACITY];
        maskRows = selection;
      }
      activeCount = Masks.select(truth, null, count, selection);
      active = selection;
      mask = null;
    }
  }
}
