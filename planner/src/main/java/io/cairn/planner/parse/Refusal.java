package io.cairn.planner.parse;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** What the parser says of standard SQL that it knows by name and Cairn does not have. */
public final class Refusal {
  private Refusal() {}

  /**
   * Always throws.
   *
   * @throws QueryException 0A000 with the place
   */
  public static void of(String what, SqlParserPos position) {
    throw new QueryException(
        ErrorCode.NOT_SUPPORTED,
        what + " is not supported",
        position.getLineNum(),
        position.getColumnNum(),
        null);
  }

  /**
   * What NULL and NOT NULL of one column say together.
   *
   * @throws QueryException 42601 if they contradict each other
   */
  public static Boolean agree(@Nullable Boolean before, boolean now, SqlIdentifier column) {
    if (before != null && before != now) {
      SqlParserPos position = column.getParserPosition();
      throw new QueryException(
          ErrorCode.SYNTAX_ERROR,
          "Column '" + column.getSimple() + "' is declared both NULL and NOT NULL",
          position.getLineNum(),
          position.getColumnNum(),
          null);
    }
    return now;
  }
}
