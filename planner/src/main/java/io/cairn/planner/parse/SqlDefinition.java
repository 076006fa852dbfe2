package io.cairn.planner.parse;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A statement that Calcite's validator never sees as a whole. */
abstract class SqlDefinition extends SqlCall {
  private final SqlOperator operator;

  SqlDefinition(SqlParserPos position, String name) {
    super(position);
    this.operator = new SqlSpecialOperator(name, SqlKind.OTHER_DDL);
  }

  @Override
  public SqlOperator getOperator() {
    return operator;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of();
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    writer.keyword(operator.getName());
  }
}
