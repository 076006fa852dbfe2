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
    ( statement = SqlInsertStatement() | statement = SqlQueryOrDml() )
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
        <ROLLBACK> [ <TRANSACTION> | <WORK> ]
        [ <TO> { Refusal.of("ROLLBACK TO SAVEPOINT", getPos()); } ]
        { action = SqlTransaction.Action.ROLLBACK; }
    )
    {
        return new SqlTransaction(getPos(), action);
    }
}

/** INSERT INTO table [(columns)] query, VALUES rows among them, or DEFAULT VALUES. */
SqlNode SqlInsertStatement() :
{
    final Span s;
    final SqlIdentifier table;
    SqlNodeList columns = null;
    SqlNode source = null;
}
{
    <INSERT> { s = span(); }
    [ <OR> { Refusal.of("INSERT OR", getPos()); } ]
    <INTO> table = CompoundTableIdentifier()
    [ LOOKAHEAD(2) columns = ParenthesizedSimpleIdentifierList() ]
    [ <OVERRIDING> { Refusal.of("OVERRIDING", getPos()); } ]
    (
        <DEFAULT_> <VALUES>
    |
        source = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    )
    [ <ON> { Refusal.of("ON CONFLICT", getPos()); } ]
    [ <RETURNING> { Refusal.of("RETURNING", getPos()); } ]
    {
        return new SqlInsertRows(s.end(this), table, columns, source);
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
