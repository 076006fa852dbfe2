package io.cairn.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The columns that an expression may name, those of the queries around it too. Immutable.
 *
 * @param columns of the query itself
 * @param outer of the queries around it; null if there are none
 * @param keys columns that together are different in all rows; empty if there are none such
 */
record Scope(List<Column> columns, @Nullable Scope outer, List<String> keys) {
  /** One expression in this many names a column of a query around it, where there is one. */
  private static final int OUTER_SHARE = 6;

  /**
   * A column.
   *
   * @param name as a query writes it
   * @param bound what the absolute value of a number does not exceed; infinite for those left alone
   * @param flavor which column of a table it is; null if it is computed
   */
  record Column(String name, Kind kind, double bound, @Nullable Flavor flavor) {}

  Scope {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  /** A column of a kind, or null if there is none. */
  @Nullable Column column(Kind kind, Random random) {
    if (outer != null && random.nextInt(OUTER_SHARE) == 0) {
      Column column = outer.column(kind, random);
      if (column != null) {
        return column;
      }
    }
    List<Column> fitting = new ArrayList<>();
    for (Column column : columns) {
      if (column.kind == kind) {
        fitting.add(column);
      }
    }
    return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
  }

  /** Any column of the query itself. */
  Column any(Random random) {
    return columns.get(random.nextInt(columns.size()));
  }
}
