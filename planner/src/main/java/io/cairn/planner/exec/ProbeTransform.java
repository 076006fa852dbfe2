package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.Bindings;
import io.cairn.planner.exec.evaluate.Evaluator;
import io.cairn.planner.exec.evaluate.ExpressionCompiler;
import io.cairn.planner.exec.evaluate.Frame;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.join.JoinTable;
import io.cairn.planner.exec.join.UnknownMatches;
import io.cairn.planner.exec.kernel.Gather;
import io.cairn.planner.exec.kernel.Masks;
import io.cairn.planner.exec.plan.JoinKind;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks the rows of a join's left input up in the collected right one. Where a row has one match at
 * most, columns of the left pass through; else pairs of rows are gathered, a batch at a time.
 * Columns that nobody asks for are not gathered.
 */
final class ProbeTransform extends Transform {
  private static final int[] ALL = all();

  private final PlanNode.Join join;
  private final JoinKind kind;
  private final int leftCount;

  /** Whether rows that the condition is not evaluated for do not come out. */
  private final boolean narrows;

  private final JoinTable.Lookup lookup = new JoinTable.Lookup();
  private final @Nullable Evaluator condition;
  private final Frame frame;

  /** What was found for a row of the batch: a row, or the id of many. */
  private final int[] ids = new int[Batch.CAPACITY];

  private final int[] hits = new int[Batch.CAPACITY];
  private final int[] chosen = new int[Batch.CAPACITY];
  private final int[] truth = new int[Batch.CAPACITY];
  private final int[] unknown = new int[Batch.CAPACITY];
  private final IntVector mark = new IntVector(truth, null);

  private final Batch out;

  /** What the condition is evaluated for; the output, if that has the columns. */
  private final Batch pairs;

  private final @Nullable ColumnVector[] leftVectors;
  private final @Nullable ColumnVector[] rightVectors;

  /** Rows of the left and of the right input that stand together in a batch of pairs. */
  private int[] pairLeft = {};

  private int[] pairRows = {};

  /** The rows of the right input at the positions of the output. */
  private int[] pairRight = ids;

  private @Nullable JoinTable table;
  private Runnable check = () -> {};
  private @Nullable Batch input;
  private int hitCount;

  /** Whether the output is rows of the right input alone. */
  private boolean leftMissing;

  /** Whether the positions of pairs are those of the input. */
  private boolean inPlace;

  private int pairCount;

  /** The rows of the input that pairs are made of, and how far that is. */
  private int[] pending = ALL;

  private int pendingCount;
  private int next;
  private int nextInRun;
  private boolean more;

  /** The row whose pairs the last batch ended within, or -1, and whether it has a match already. */
  private int lastLeft = -1;

  private boolean lastMatched;
  private @Nullable UnknownMatches unknowns;

  ProbeTransform(PlanNode.Join join, Bindings bindings) {
    super(join);
    this.join = join;
    this.kind = join.kind();
    leftCount = join.left().columns().size();
    int rightCount = join.right().columns().size();
    Expression expression = join.condition();
    condition =
        expression == null ? null : new ExpressionCompiler(bindings).compile(expression, Lane.INT);
    narrows =
        switch (kind) {
          case INNER, RIGHT, SEMI -> true;
          case LEFT, FULL -> condition == null;
          case ANTI, MARK -> false;
        };
    frame = new Frame(bindings);
    out = new Batch(join.columns().size(), this::load);
    pairs = kind.deliversRight() ? out : new Batch(leftCount + rightCount, this::loadPair);
    leftVectors = new @Nullable ColumnVector[leftCount];
    rightVectors = new @Nullable ColumnVector[rightCount];
  }

  private static int[] all() {
    int[] rows = new int[Batch.CAPACITY];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  @Override
  void open(FragmentRun next, int position) {
    open(next.table(position), next::check);
  }

  /**
   * Starts to look rows up in a table; null if no row comes.
   *
   * @param endCheck throws if the work should end
   */
  void open(@Nullable JoinTable right, Runnable endCheck) {
    table = right;
    check = endCheck;
    more = false;
    UnknownMatches possible =
        right != null && kind == JoinKind.MARK ? new UnknownMatches(join, right) : null;
    unknowns = possible == null || possible.isNever() ? null : possible;
  }

  @Override
  void close() {
    check = () -> {};
    table = null;
    input = null;
    unknowns = null;
    more = false;
  }

  private JoinTable table() {
    return java.util.Objects.requireNonNull(table);
  }

  @Override
  @Nullable Batch apply(Batch batch) {
    input = batch;
    leftMissing = false;
    more = false;
    int[] selection = batch.selection();
    int[] rows = selection == null ? ALL : selection;
    int count = batch.selectedCount();
    if (kind.keepsLeft()) {
      Arrays.fill(ids, 0, batch.rowCount(), -1);
    }
    hitCount = lookup.find(table(), batch, rows, count, ids, hits);
    if (kind == JoinKind.INNER || kind == JoinKind.RIGHT) {
      keepHits(batch);
    }
    return switch (kind) {
      case INNER, LEFT, RIGHT, FULL ->
          hitCount == 0 || table().isUnique()
              ? one(batch)
              : many(kind.keepsLeft() ? rows : hits, kind.keepsLeft() ? count : hitCount);
      case SEMI -> {
        int matches = condition == null ? hitCount : matches(batch, condition);
        yield select(batch, condition == null ? hits : chosen, matches);
      }
      case ANTI -> {
        int matches = condition == null ? hitCount : matches(batch, condition);
        yield condition == null
            ? select(batch, chosen, without(rows, count, hits, matches, chosen))
            : select(batch, hits, without(rows, count, chosen, matches, hits));
      }
      case MARK -> mark(batch, rows, count);
    };
  }

  /** Other rows of the input are not needed any more. */
  private void keepHits(Batch batch) {
    if (hitCount < batch.selectedCount()) {
      batch.select(hits, hitCount);
    }
  }

  private static @Nullable Batch select(Batch batch, int[] rows, int count) {
    if (count == 0) {
      return null;
    }
    batch.select(count == batch.rowCount() ? null : rows, count);
    return batch;
  }

  /** The rows that are not among the others, which are part of them; both ascend. */
  private static int without(int[] rows, int count, int[] others, int otherCount, int[] out) {
    int n = 0;
    int o = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      if (o < otherCount && others[o] == row) {
        o++;
      } else {
        out[n++] = row;
      }
    }
    return n;
  }

  /** INNER to FULL, where no row has more than one match. */
  private @Nullable Batch one(Batch batch) {
    inPlace = true;
    pairRight = ids;
    int n = batch.rowCount();
    if (condition != null && hitCount > 0) {
      pairs.reset(n);
      pairs.select(hitCount == n ? null : hits, hitCount);
      hitCount = selectTrue(condition, hits, hitCount);
      if (!kind.keepsLeft()) {
        keepHits(batch);
      }
    }
    if (kind.keepsRight()) {
      JoinTable rows = table();
      for (int k = 0; k < hitCount; k++) {
        rows.markRow(ids[hits[k]]);
      }
    }
    if (!kind.keepsLeft()) {
      if (hitCount == 0) {
        return null;
      }
      if (condition == null) {
        out.reset(n);
      }
      // With a condition, the columns that it looked at are there already.
      out.select(hitCount == n ? null : hits, hitCount);
      return out;
    }
    int[] selection = batch.selection();
    int count = batch.selectedCount();
    if (hitCount < count) {
      int missing = without(selection == null ? ALL : selection, count, hits, hitCount, chosen);
      int nullRow = table().nullRow();
      for (int k = 0; k < missing; k++) {
        ids[chosen[k]] = nullRow;
      }
    }
    out.reset(n);
    out.select(selection, count);
    return out;
  }

  /** Leaves those of the rows for which the condition is true of the pair in their place. */
  private int selectTrue(Evaluator test, int[] rows, int count) {
    frame.dense(pairs);
    ColumnVector result = test.evaluate(frame);
    return Masks.selectWithin(((IntVector) result).values(), result.nulls(), rows, count, rows);
  }

  /** Starts making pairs of rows of the input with all that were found for them. */
  private @Nullable Batch many(int[] rows, int count) {
    startPairs(rows, count);
    more = true;
    return more();
  }

  private void startPairs(int[] rows, int count) {
    usePairs();
    lastLeft = -1;
    pending = rows;
    pendingCount = count;
    next = 0;
    nextInRun = 0;
  }

  private void usePairs() {
    if (pairLeft.length == 0) {
      pairLeft = new int[Batch.CAPACITY];
      pairRows = new int[Batch.CAPACITY];
    }
    inPlace = false;
    pairRight = pairRows;
  }

  @Override
  boolean hasMore() {
    return more;
  }

  @Override
  @Nullable Batch more() {
    fillPairs();
    more = next < pendingCount;
    if (pairCount == 0) {
      return null;
    }
    int count = pairCount;
    int[] selected = null;
    if (condition != null) {
      pairs.reset(pairCount);
      int candidates = candidates();
      count = candidates == 0 ? 0 : selectPairs(condition, candidates);
      selected = chosen;
    }
    if (kind.keepsRight()) {
      JoinTable rows = table();
      for (int k = 0; k < count; k++) {
        int right = pairRight[selected == null ? k : selected[k]];
        if (right != rows.nullRow()) {
          rows.markRow(right);
        }
      }
    }
    if (condition != null && kind.keepsLeft()) {
      count = keepLeft(count);
      selected = null;
      pairCount = count;
    }
    if (count == 0) {
      return null;
    }
    if (condition == null || kind.keepsLeft()) {
      out.reset(pairCount);
    }
    out.select(count == pairCount ? null : selected, count);
    return out;
  }

  /** Makes the next pairs; a row of the left input without any stands with the row of NULLs. */
  private void fillPairs() {
    JoinTable rows = table();
    int[] lengths = rows.lengths();
    int[] order = rows.order();
    int n = 0;
    while (next < pendingCount && n < Batch.CAPACITY) {
      int left = pending[next];
      int id = ids[left];
      if (id < 0) {
        pairLeft[n] = left;
        pairRight[n++] = rows.nullRow();
        next++;
        continue;
      }
      int length = lengths[id];
      int count = Math.min(length - nextInRun, Batch.CAPACITY - n);
      int from = id + nextInRun;
      for (int i = 0; i < count; i++) {
        pairLeft[n + i] = left;
      }
      if (order.length == 0) {
        for (int i = 0; i < count; i++) {
          pairRight[n + i] = from + i;
        }
      } else {
        System.arraycopy(order, from, pairRight, n, count);
      }
      n += count;
      nextInRun += count;
      if (nextInRun == length) {
        nextInRun = 0;
        next++;
      }
    }
    pairCount = n;
  }

  /** Leaves the pairs that have a right row in {@link #chosen}; returns how many. */
  private int candidates() {
    int nullRow = table().nullRow();
    int n = 0;
    for (int k = 0; k < pairCount; k++) {
      chosen[n] = k;
      n += pairRight[k] == nullRow ? 0 : 1;
    }
    return n;
  }

  private int selectPairs(Evaluator test, int candidates) {
    pairs.select(candidates == pairCount ? null : chosen, candidates);
    return selectTrue(test, chosen, candidates);
  }

  /**
   * Replaces the pairs by those that match, and by one with NULLs for each row of the left input
   * that has none; returns how many.
   */
  private int keepLeft(int matches) {
    int nullRow = table().nullRow();
    int kept = 0;
    int m = 0;
    int k = 0;
    while (k < pairCount) {
      int left = pairLeft[k];
      boolean matched = lastLeft == left && lastMatched;
      int end = k;
      while (end < pairCount && pairLeft[end] == left) {
        end++;
      }
      while (m < matches && chosen[m] < end) {
        pairRight[kept] = pairRight[chosen[m++]];
        pairLeft[kept++] = left;
        matched = true;
      }
      boolean complete = end < pairCount || nextInRun == 0;
      if (complete && !matched) {
        pairLeft[kept] = left;
        pairRight[kept++] = nullRow;
      }
      lastLeft = complete ? -1 : left;
      lastMatched = matched;
      k = end;
    }
    return kept;
  }

  /** SEMI and ANTI with a condition: leaves the rows with a match in {@link #chosen}. */
  private int matches(Batch batch, Evaluator test) {
    if (hitCount == 0) {
      return 0;
    }
    truths(batch, test);
    int n = 0;
    for (int k = 0; k < hitCount; k++) {
      int row = hits[k];
      chosen[n] = row;
      n += truth[row];
    }
    return n;
  }

  /**
   * Computes for each hit whether the condition is true for a row that was found, and whether it is
   * unknown for one.
   */
  private void truths(Batch batch, Evaluator test) {
    Arrays.fill(truth, 0, batch.rowCount(), 0);
    Arrays.fill(unknown, 0, batch.rowCount(), 0);
    if (table().isUnique()) {
      inPlace = true;
      pairRight = ids;
      pairs.reset(batch.rowCount());
      pairs.select(hitCount == batch.rowCount() ? null : hits, hitCount);
      frame.dense(pairs);
      ColumnVector result = test.evaluate(frame);
      for (int k = 0; k < hitCount; k++) {
        note(result, hits[k], hits[k]);
      }
      return;
    }
    startPairs(hits, hitCount);
    while (next < pendingCount) {
      check.run();
      if (nextInRun > 0 && truth[pending[next]] != 0) {
        next++;
        nextInRun = 0;
        continue;
      }
      fillPairs();
      pairs.reset(pairCount);
      frame.dense(pairs);
      ColumnVector result = test.evaluate(frame);
      for (int k = 0; k < pairCount; k++) {
        note(result, k, pairLeft[k]);
      }
    }
  }

  private void note(ColumnVector result, int position, int row) {
    int[] nulls = result.nulls();
    if (nulls != null && nulls[position] != 0) {
      unknown[row] = -1;
    } else {
      truth[row] |= ((IntVector) result).values()[position];
    }
  }

  private Batch mark(Batch batch, int[] rows, int count) {
    if (condition == null) {
      Arrays.fill(truth, 0, batch.rowCount(), 0);
      Arrays.fill(unknown, 0, batch.rowCount(), 0);
      for (int k = 0; k < hitCount; k++) {
        truth[hits[k]] = 1;
      }
    } else {
      truths(batch, condition);
    }
    if (unknowns != null) {
      markUnknown(unknowns, batch, rows, count);
    }
    int any = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      unknown[row] &= truth[row] - 1;
      any |= unknown[row];
    }
    mark.setNulls(any == 0 ? null : unknown);
    out.reset(batch.rowCount());
    out.select(batch.selection(), count);
    return out;
  }

  /** Looks at the rows for which NULLs in keys make a comparison unknown. */
  private void markUnknown(UnknownMatches possible, Batch batch, int[] rows, int count) {
    usePairs();
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      if (truth[row] != 0 || unknown[row] != 0) {
        continue;
      }
      possible.begin(batch, row);
      int found = possible.step(batch, row, pairRight);
      while (found >= 0 && unknown[row] == 0) {
        if (found > 0 && (condition == null || isNotFalse(condition, row, found))) {
          unknown[row] = -1;
        } else {
          check.run();
          found = possible.step(batch, row, pairRight);
        }
      }
    }
  }

  /** Whether a condition is true or unknown for one of the pairs of a row of the left input. */
  private boolean isNotFalse(Evaluator test, int row, int count) {
    pairCount = count;
    Arrays.fill(pairLeft, 0, count, row);
    pairs.reset(count);
    frame.dense(pairs);
    ColumnVector result = test.evaluate(frame);
    int[] nulls = result.nulls();
    int[] values = ((IntVector) result).values();
    for (int p = 0; p < count; p++) {
      if (values[p] != 0 || (nulls != null && nulls[p] != 0)) {
        return true;
      }
    }
    return false;
  }

  private ColumnVector load(int ordinal) {
    return kind == JoinKind.MARK
        ? ordinal < leftCount ? source().column(ordinal) : mark
        : loadPair(ordinal);
  }

  private Batch source() {
    return java.util.Objects.requireNonNull(input);
  }

  private ColumnVector loadPair(int ordinal) {
    if (ordinal < leftCount) {
      if (leftMissing) {
        return NullVectors.of(join.left().columns().get(ordinal).lane());
      }
      Batch source = source();
      if (inPlace) {
        if (narrows) {
          narrow(source, pairs);
        }
        return source.column(ordinal);
      }
      ColumnVector column = source.column(ordinal);
      ColumnVector gathered = Gather.rows(column, pairLeft, pairCount, leftVectors[ordinal]);
      leftVectors[ordinal] = gathered;
      return gathered;
    }
    int column = ordinal - leftCount;
    int[] positions = inPlace ? pairs.selection() : null;
    int count = inPlace ? pairs.selectedCount() : pairCount;
    ColumnVector gathered =
        table().column(column).gather(pairRight, positions, count, rightVectors[column]);
    rightVectors[column] = gathered;
    return gathered;
  }

  /** The rows of the right input without a match, once nobody looks up any more. */
  Rest rest(FragmentRun.Rest rows) {
    return new Rest(rows);
  }

  /** Batches of such rows, with NULLs for the left input. One thread at a time. */
  final class Rest {
    private final int to;
    private int from;

    private Rest(FragmentRun.Rest rows) {
      from = rows.from();
      to = rows.to();
    }

    @Nullable Batch next(@Nullable ProfileClock clock) {
      while (from < to) {
        int end = Math.min(to, from + Batch.CAPACITY);
        usePairs();
        int count = table().unmarked(from, end, pairRight);
        from = end;
        if (count > 0) {
          pairCount = count;
          leftMissing = true;
          out.reset(count);
          if (clock != null) {
            clock.profile().entry(node()).addRows(count);
          }
          return out;
        }
      }
      return null;
    }
  }
}
