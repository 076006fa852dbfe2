/** EXPLAIN [ANALYZE] statement. */
SqlNode SqlExplainPlan() :
{
    final Span s;
    boolean analyze = false;
    final SqlNode statement;
}
{
    <EXPLAIN> { s = span(); }
    [ LOOKAHEAD(1) <ANALYZE> { analyze = true; } ]
    statement = SqlQueryOrDml()
    {
        return new SqlExplainPlan(s.end(this), statement, analyze);
    }
}

/** BEGIN, START TRANSACTION, COMMIT, ROLLBACK. */
SqlNode SqlTransactionStatement() :
{
    final SqlTransaction.Action action;
}
{
    (
        <BEGIN> [ <TRANSACTION> | <WORK> ] { action = SqlTransaction.Action.BEGIN; }
    |
        <START> <TRANSACTION> { action = SqlTransaction.Action.BEGIN; }
    |
        <COMMIT> [ <TRANSACTION> | <WORK> ] { action = SqlTransaction.Action.COMMIT; }
    |
        <ROLLBACK> [ <TRANSACTION> | <WORK> ] { action = SqlTransaction.Action.ROLLBACK; }
    )
    {
        return new SqlTransaction(getPos(), action);
    }
}

/** value::type, which binds tighter than every operator on its left. */
void PostfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> {
        checkNonQueryExpression(exprContext);
    }
    type = DataType() {
        SqlNode operand = (SqlNode) list.remove(list.size() - 1);
        list.add(SqlStdOperatorTable.CAST.createCall(operand.getParserPosition().plus(getPos()), operand, type));
    }
}
