package io.cairn.planner;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.schema.NameSuggestion;
import io.cairn.storage.ColumnDefinition;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/** Finds columns by the one rule for names: exactly as written, else without regard to case. */
final class ColumnNames {
  private ColumnNames() {}

  /**
   * The ordinal of the column.
   *
   * @throws QueryException 42703 if there is none, 42702 if there are several
   */
  static int find(List<ColumnDefinition> columns, SqlIdentifier name) {
    String wanted = name.getSimple();
    int found = -1;
    int count = 0;
    for (int i = 0; i < columns.size(); i++) {
      String candidate = columns.get(i).name();
      if (candidate.equals(wanted)) {
        return i;
      }
      if (candidate.equalsIgnoreCase(wanted)) {
        found = i;
        count++;
      }
    }
    if (count == 1) {
      return found;
    }
    int line = name.getParserPosition().getLineNum();
    int column = name.getParserPosition().getColumnNum();
    if (count > 1) {
      throw new QueryException(
          ErrorCode.AMBIGUOUS_NAME,
          "Several columns are called '" + wanted + "' but for case; write it exactly, in quotes",
          line,
          column,
          null);
    }
    String nearest =
        NameSuggestion.nearest(wanted, columns.stream().map(ColumnDefinition::name).toList());
    throw new QueryException(
        ErrorCode.UNKNOWN_COLUMN,
        "Column '"
            + wanted
            + "' not found"
            + (nearest == null ? "" : "; did you mean '" + nearest + "'?"),
        line,
        column,
        null);
  }
}
