package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.Bindings;
import io.cairn.planner.exec.join.BuildPart;
import io.cairn.planner.exec.join.JoinTable;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.JoinKey;
import io.cairn.planner.exec.plan.JoinKind;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.planner.exec.spill.SpillReader;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A join whose right input memory does not hold. Both inputs go to disk in parts by the hash of the
 * key, and are joined part by part. A part of the right that memory does not hold either, for one
 * key may have many rows, is taken in blocks: the left is read once for each of them, and what is
 * known of its rows is kept in bits. Rows come part by part, in the inputs' order within each. One
 * thread at a time.
 */
final class SpilledJoin {
  /** Parts of each input, if there is a key to cut by, at most. */
  private static final int MOST_PARTS = 16;

  /** Each part has a block of both inputs in memory while these are brought to disk. */
  private static final long LIMIT_PER_PART = 4 << 20;

  /** A block takes this share of the memory limit at most, before its index. */
  private static final int BLOCK_SHARE = 16;

  private static final long MIN_BLOCK_BYTES = 1 << 18;

  private final PlanNode.Join join;
  private final SpilledInput left;
  private final SpilledInput right;
  private final Execution execution;
  private final JoinBuild tables;
  private final Bindings bindings = new Bindings();
  private final ProbeTransform whole;
  private final ProbeTransform pairs;
  private final ProbeTransform rest;
  private final boolean[] kept;
  private final Batch extended;
  private final int[] selection = new int[Batch.CAPACITY];
  private final int[] marks = new int[Batch.CAPACITY];
  private final int[] unknowns = new int[Batch.CAPACITY];
  private @Nullable Batch current;

  private int part = -1;
  private @Nullable SpillReader rightRows;
  private @Nullable JoinTable table;

  /** Rows of the part of the right that blocks so far had. */
  private long rowsRead;

  private boolean firstBlock;
  private boolean lastBlock;

  /** What reads the left for the current block: the join itself, or one of its two halves. */
  private @Nullable ProbeTransform pass;

  private @Nullable SpillReader leftRows;
  private long leftRow;
  private ProbeTransform.@Nullable Rest unmatched;

  /** A bit for each row of the left: it has a match; it may have one. */
  private long[] matched = {};

  private long[] unsure = {};

  /** {@code tables} makes the tables of blocks. */
  SpilledJoin(PlanNode.Join join, Estimates estimates, JoinBuild tables, Execution execution) {
    this.join = join;
    this.execution = execution;
    this.tables = tables;
    List<JoinKey> keys = join.keys();
    // NULLs make rows of all parts matter to each other, as far as a mark tells them.
    long most = execution.memory().limitBytes() / LIMIT_PER_PART;
    int parts =
        keys.isEmpty() || join.kind() == JoinKind.MARK
            ? 1
            : (int) Long.highestOneBit(Math.max(1, Math.min(most, MOST_PARTS)));
    int[] leftColumns = keys.stream().mapToInt(JoinKey::left).toArray();
    int[] rightColumns = keys.stream().mapToInt(JoinKey::right).toArray();
    left = new SpilledInput(join.left(), estimates, leftColumns, parts);
    right = new SpilledInput(join.right(), estimates, rightColumns, parts);
    kept = JoinTable.keptColumns(join);
    bindings.bind(execution.parameters());
    whole = new ProbeTransform(join, bindings);
    pairs =
        switch (join.kind()) {
          case LEFT -> new ProbeTransform(ofKind(JoinKind.INNER), bindings);
          case FULL -> new ProbeTransform(ofKind(JoinKind.RIGHT), bindings);
          case INNER, RIGHT, SEMI, ANTI, MARK -> whole;
        };
    rest = join.kind().keepsLeft() ? new ProbeTransform(ofKind(JoinKind.ANTI), bindings) : whole;
    extended = new Batch(join.columns().size(), this::loadExtended);
  }

  private PlanNode.Join ofKind(JoinKind kind) {
    return new PlanNode.Join(
        join.left(), join.right(), kind, join.keys(), join.condition(), join.columns());
  }

  /** Brings both inputs to disk. */
  void collect() {
    right.collect(join, execution);
    left.collect(join, execution);
  }

  /** The next batch, with at least one selected row, or null. */
  @Nullable Batch next() {
    while (true) {
      execution.control().check();
      ProbeTransform active = pass;
      if (active != null && active.hasMore()) {
        Batch batch = active.more();
        if (batch != null && batch.selectedCount() > 0) {
          return batch;
        }
        continue;
      }
      if (unmatched != null) {
        Batch batch = unmatched.next(null);
        if (batch != null) {
          return batch;
        }
        unmatched = null;
        endPass();
        continue;
      }
      if (active == null) {
        if (!beginBlock()) {
          return null;
        }
        continue;
      }
      Batch batch = java.util.Objects.requireNonNull(leftRows).next();
      if (batch == null) {
        if (active != rest || active == whole) {
          unmatched = beginRest(active);
        }
        if (unmatched == null) {
          endPass();
        }
        continue;
      }
      Batch result = apply(active, batch);
      leftRow += batch.rowCount();
      if (result != null && result.selectedCount() > 0) {
        return result;
      }
    }
  }

  private ProbeTransform.@Nullable Rest beginRest(ProbeTransform active) {
    JoinTable rows = java.util.Objects.requireNonNull(table);
    return rows.keepsRows() ? active.rest(new FragmentRun.Rest(0, 0, rows.rowCount(), 0)) : null;
  }

  /** Goes to the next block of the right: the next of this part, or the first of the next one. */
  private boolean beginBlock() {
    while (true) {
      SpillReader source = rightRows;
      if (source == null) {
        if (++part == right.parts()) {
          return false;
        }
        source = right.file(part).open();
        rightRows = source;
        rowsRead = 0;
        lastBlock = false;
        long rows = left.file(part).rowCount();
        matched = new long[Math.toIntExact((rows + 63) >> 6)];
        unsure = new long[join.kind() == JoinKind.MARK ? matched.length : 0];
      }
      if (lastBlock) {
        rightRows = null;
        continue;
      }
      table = readBlock(source, right.file(part));
      boolean alone = firstBlock && lastBlock;
      beginPass(alone ? whole : pairs);
      return true;
    }
  }

  private JoinTable readBlock(SpillReader source, SpillFile file) {
    long most = Math.max(MIN_BLOCK_BYTES, execution.memory().limitBytes() / BLOCK_SHARE);
    firstBlock = rowsRead == 0;
    BuildPart rows = new BuildPart(kept);
    Batch batch = source.next();
    while (batch != null) {
      execution.control().check();
      rows.append(batch);
      if (rows.memory() >= most) {
        break;
      }
      batch = source.next();
    }
    rowsRead += rows.rowCount();
    lastBlock = rowsRead >= file.rowCount();
    return tables.tableOf(rows, execution);
  }

  private void beginPass(ProbeTransform next) {
    pass = next;
    next.open(java.util.Objects.requireNonNull(table), execution.control()::check);
    leftRows = left.file(part).open();
    leftRow = 0;
  }

  private void endPass() {
    ProbeTransform done = java.util.Objects.requireNonNull(pass);
    done.close();
    pass = null;
    leftRows = null;
    if (done == pairs && done != whole) {
      beginPass(rest);
      return;
    }
    table = null;
    tables.forgetTable();
  }

  private @Nullable Batch apply(ProbeTransform active, Batch batch) {
    boolean alone = firstBlock && lastBlock;
    current = batch;
    if (alone) {
      return active.apply(batch);
    }
    return switch (join.kind()) {
      case INNER, RIGHT -> active.apply(batch);
      case SEMI -> applyOnce(active, batch);
      case ANTI -> applyLast(active, batch);
      case LEFT, FULL -> active == rest ? extend(applyLast(active, batch)) : active.apply(batch);
      case MARK -> applyMark(active, batch);
    };
  }

  /** Selects the rows of the left that no block so far has a match for; whether there are any. */
  private boolean selectOpen(Batch batch) {
    int n = 0;
    for (int row = 0; row < batch.rowCount(); row++) {
      selection[n] = row;
      n += isSet(matched, leftRow + row) ? 0 : 1;
    }
    batch.select(n == batch.rowCount() ? null : selection, n);
    return n > 0;
  }

  /** Rows with their first match. */
  private @Nullable Batch applyOnce(ProbeTransform active, Batch batch) {
    if (!selectOpen(batch)) {
      return null;
    }
    Batch result = active.apply(batch);
    if (result != null) {
      setAll(matched, result);
    }
    return result;
  }

  /** Rows without a match, after the last block. */
  private @Nullable Batch applyLast(ProbeTransform active, Batch batch) {
    if (!selectOpen(batch)) {
      return null;
    }
    int open = batch.selectedCount();
    int[] before = java.util.Arrays.copyOf(selection, open);
    boolean all = batch.selection() == null;
    Batch result = active.apply(batch);
    for (int k = 0; k < open; k++) {
      set(matched, leftRow + (all ? k : before[k]));
    }
    if (result == null) {
      return null;
    }
    int[] rows = result.selection();
    for (int k = 0; k < result.selectedCount(); k++) {
      clear(matched, leftRow + (rows == null ? k : rows[k]));
    }
    return lastBlock ? result : null;
  }

  /** Every row with what the blocks tell together, after the last block. */
  private @Nullable Batch applyMark(ProbeTransform active, Batch batch) {
    int n = batch.rowCount();
    if (selectOpen(batch)) {
      Batch result = java.util.Objects.requireNonNull(active.apply(batch));
      IntVector mark = (IntVector) result.column(join.left().columns().size());
      int[] rows = batch.selection();
      for (int k = 0; k < batch.selectedCount(); k++) {
        int row = rows == null ? k : rows[k];
        if (mark.isNull(row)) {
          set(unsure, leftRow + row);
        } else if (mark.values()[row] != 0) {
          set(matched, leftRow + row);
        }
      }
    }
    if (!lastBlock) {
      return null;
    }
    for (int row = 0; row < n; row++) {
      boolean match = isSet(matched, leftRow + row);
      marks[row] = match ? 1 : 0;
      unknowns[row] = !match && isSet(unsure, leftRow + row) ? -1 : 0;
    }
    extended.reset(n);
    return extended;
  }

  /** Rows of the left with NULLs for the right. */
  private @Nullable Batch extend(@Nullable Batch batch) {
    if (batch == null) {
      return null;
    }
    extended.reset(batch.rowCount());
    extended.select(batch.selection(), batch.selectedCount());
    return extended;
  }

  private ColumnVector loadExtended(int ordinal) {
    if (ordinal < join.left().columns().size()) {
      return java.util.Objects.requireNonNull(current).column(ordinal);
    }
    return join.kind() == JoinKind.MARK
        ? new IntVector(marks, unknowns)
        : NullVectors.of(join.columns().get(ordinal).lane());
  }

  private void setAll(long[] bits, Batch batch) {
    int[] rows = batch.selection();
    for (int k = 0; k < batch.selectedCount(); k++) {
      set(bits, leftRow + (rows == null ? k : rows[k]));
    }
  }

  private static boolean isSet(long[] bits, long row) {
    return (bits[(int) (row >> 6)] >>> row & 1) != 0;
  }

  private static void set(long[] bits, long row) {
    bits[(int) (row >> 6)] |= 1L << row;
  }

  private static void clear(long[] bits, long row) {
    bits[(int) (row >> 6)] &= ~(1L << row);
  }

  /** Gives the disk space back. */
  void close() {
    table = null;
    pass = null;
    try {
      left.close();
    } finally {
      right.close();
    }
  }
}
