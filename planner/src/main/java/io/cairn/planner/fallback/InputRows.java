package io.cairn.planner.fallback;

import io.cairn.planner.exec.plan.RowOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one native input, in the form of generated code; may be opened more than once. */
record InputRows(RowOperator.RowInput input, List<ValueConversion> conversions) {
  /** Opens the rows, from the first. */
  RowOperator.RowCursor open() {
    return input.open();
  }

  /** A row in the form of generated code. */
  @Nullable Object[] convert(@Nullable Object[] boxed) {
    @Nullable Object[] row = new @Nullable Object[boxed.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = conversions.get(i).toGenerated(boxed[i]);
    }
    return row;
  }
}
