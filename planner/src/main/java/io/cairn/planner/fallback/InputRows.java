package io.cairn.planner.fallback;

import io.cairn.planner.exec.plan.RowOperator;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.runtime.FlatLists;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one native input during one execution, in the form of generated code. A nested loop
 * reads them again and again: from the second time on they are kept, if they are not too many. One
 * thread at a time.
 */
final class InputRows extends AbstractEnumerable<@Nullable Object> {
  private static final int MAX_KEPT_VALUES = 1_000_000;

  private final RowOperator.RowInput input;
  private final List<ValueConversion> conversions;
  private final OpenCursors cursors;
  private int opened;
  private @Nullable List<@Nullable Object> kept;

  InputRows(RowOperator.RowInput input, List<ValueConversion> conversions, OpenCursors cursors) {
    this.input = input;
    this.conversions = conversions;
    this.cursors = cursors;
  }

  @Override
  public Enumerator<@Nullable Object> enumerator() {
    if (kept != null) {
      return cursors.checked(Linq4j.enumerator(kept));
    }
    opened++;
    return new Rows(opened > 1);
  }

  private @Nullable Object convert(@Nullable Object[] boxed) {
    if (boxed.length == 0) {
      // What generated code makes of a row without columns.
      return FlatLists.COMPARABLE_EMPTY_LIST;
    }
    if (boxed.length == 1) {
      return conversions.get(0).toGenerated(boxed[0]);
    }
    @Nullable Object[] row = new @Nullable Object[boxed.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = conversions.get(i).toGenerated(boxed[i]);
    }
    return row;
  }

  private final class Rows implements Enumerator<@Nullable Object> {
    private RowOperator.RowCursor cursor;
    private @Nullable List<@Nullable Object> keeping;
    private @Nullable Object current;

    Rows(boolean keep) {
      cursor = cursors.open(input);
      keeping = keep ? new ArrayList<>() : null;
    }

    @Override
    public @Nullable Object current() {
      return current;
    }

    @Override
    public boolean moveNext() {
      cursors.check();
      if (!cursor.hasNext()) {
        if (keeping != null) {
          kept = keeping;
          keeping = null;
        }
        return false;
      }
      current = convert(cursor.next());
      if (keeping != null) {
        if ((long) keeping.size() * conversions.size() < MAX_KEPT_VALUES) {
          keeping.add(current);
        } else {
          keeping = null;
        }
      }
      return true;
    }

    @Override
    public void reset() {
      close();
      cursor = cursors.open(input);
      keeping = null;
    }

    @Override
    public void close() {
      cursors.close(cursor);
    }
  }
}
