package io.cairn.planner.parse;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code EXPLAIN [ANALYZE] statement}. */
public final class SqlExplainPlan extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("EXPLAIN", SqlKind.EXPLAIN);

  private final SqlNode statement;
  private final boolean analyze;

  public SqlExplainPlan(SqlParserPos position, SqlNode statement, boolean analyze) {
    super(position);
    this.statement = statement;
    this.analyze = analyze;
  }

  /** What is explained. */
  public SqlNode statement() {
    return statement;
  }

  /** Whether the statement is run, and its operators measured. */
  public boolean analyze() {
    return analyze;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(statement);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    writer.keyword(analyze ? "EXPLAIN ANALYZE" : "EXPLAIN");
    statement.unparse(writer, 0, 0);
  }
}
