package io.cairn.planner;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Turns a validated query into relational algebra: Calcite's converter, but for IN and NOT IN over
 * a list of values, which that one does not know in GROUP BY. One thread at a time.
 */
final class QueryConverter extends SqlToRelConverter {
  QueryConverter(
      RelOptTable.ViewExpander expander,
      SqlValidator validator,
      Prepare.CatalogReader catalog,
      RelOptCluster cluster) {
    super(
        expander,
        validator,
        catalog,
        cluster,
        StandardConvertletTable.INSTANCE,
        SqlToRelConverter.config()
            .withExpand(false)
            .withTrimUnusedFields(true)
            .withInSubQueryThreshold(Integer.MAX_VALUE));
  }

  @Override
  protected @Nullable RexNode convertExtendedExpression(SqlNode node, Blackboard context) {
    boolean isTest = node.getKind() == SqlKind.IN || node.getKind() == SqlKind.NOT_IN;
    return isTest && ((SqlCall) node).operand(1) instanceof SqlNodeList values
        ? test((SqlCall) node, values, context)
        : null;
  }

  private RexNode test(SqlCall call, SqlNodeList values, Blackboard context) {
    List<RexNode> equalities = new ArrayList<>();
    for (SqlNode value : values) {
      equalities.add(equality(call.operand(0), value, context));
    }
    RexNode found = RexUtil.composeDisjunction(rexBuilder, equalities);
    return call.getKind() == SqlKind.IN
        ? found
        : rexBuilder.makeCall(SqlStdOperatorTable.NOT, found);
  }

  private RexNode equality(SqlNode left, SqlNode right, Blackboard context) {
    if (left.getKind() != SqlKind.ROW || right.getKind() != SqlKind.ROW) {
      return context.convertExpression(
          SqlStdOperatorTable.EQUALS.createCall(right.getParserPosition(), left, right));
    }
    List<SqlNode> rightColumns = ((SqlCall) right).getOperandList();
    List<RexNode> equalities = new ArrayList<>();
    for (SqlNode column : ((SqlCall) left).getOperandList()) {
      equalities.add(equality(column, rightColumns.get(equalities.size()), context));
    }
    return RexUtil.composeConjunction(rexBuilder, equalities);
  }
}
