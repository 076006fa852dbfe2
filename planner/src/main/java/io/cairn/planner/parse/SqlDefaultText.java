package io.cairn.planner.parse;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The expression after {@code DEFAULT} in a column's declaration, and where its text stands. */
public final class SqlDefaultText extends SqlDefinition {
  private final SqlNode expression;

  public SqlDefaultText(SqlNode expression, SqlParserPos position) {
    super(position, "DEFAULT");
    this.expression = expression;
  }

  public SqlNode expression() {
    return expression;
  }
}
