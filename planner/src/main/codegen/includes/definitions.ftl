/** [IF NOT EXISTS] */
boolean IfNotExistsOpt() :
{
}
{
    LOOKAHEAD(3)
    <IF> <NOT> <EXISTS> { return true; }
|
    { return false; }
}

/** [IF EXISTS] */
boolean IfExistsOpt() :
{
}
{
    LOOKAHEAD(2)
    <IF> <EXISTS> { return true; }
|
    { return false; }
}

/** CREATE SCHEMA, TABLE, VIEW. */
SqlNode SqlCreateStatement() :
{
    final Span s;
    boolean replace = false;
    final SqlNode statement;
}
{
    <CREATE> { s = span(); }
    [ <OR> <REPLACE> { replace = true; } ]
    (
        statement = SqlCreateSchema(s, replace)
    |
        statement = SqlCreateTable(s, replace)
    |
        statement = SqlCreateView(s, replace)
    )
    {
        return statement;
    }
}

SqlNode SqlCreateSchema(Span s, boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
}
{
    <SCHEMA> {
        if (replace) {
            Refusal.of("CREATE OR REPLACE SCHEMA", getPos());
        }
    }
    ifNotExists = IfNotExistsOpt()
    name = CompoundIdentifier()
    {
        return new SqlCreateSchema(s.end(this), name, ifNotExists);
    }
}

SqlNode SqlCreateTable(Span s, boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    final List<ColumnDeclaration> columns = new ArrayList<ColumnDeclaration>();
    final List<KeyDeclaration> keys = new ArrayList<KeyDeclaration>();
    SqlNode query = null;
    boolean data = true;
}
{
    <TABLE> {
        if (replace) {
            Refusal.of("CREATE OR REPLACE TABLE", getPos());
        }
    }
    ifNotExists = IfNotExistsOpt()
    name = CompoundIdentifier()
    [
        <LPAREN>
        TableElement(columns, keys)
        (
            <COMMA> TableElement(columns, keys)
        )*
        <RPAREN>
    ]
    [
        <AS>
        query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
        [
            <WITH> [ <NO> { data = false; } ] <DATA>
        ]
    ]
    {
        return new SqlCreateTable(s.end(this), name, ifNotExists, columns, keys, query, data);
    }
}

void TableElement(List<ColumnDeclaration> columns, List<KeyDeclaration> keys) :
{
    SqlIdentifier constraint = null;
}
{
    [ <CONSTRAINT> constraint = SimpleIdentifier() ]
    (
        <PRIMARY> <KEY> KeyColumns(constraint, true, keys)
    |
        <UNIQUE> KeyColumns(constraint, false, keys)
    |
        <CHECK> { Refusal.of("CHECK", getPos()); }
    |
        <FOREIGN> { Refusal.of("FOREIGN KEY", getPos()); }
    |
        <LIKE> { Refusal.of("LIKE in CREATE TABLE", getPos()); }
    |
        ColumnElement(constraint, columns, keys)
    )
}

void KeyColumns(SqlIdentifier constraint, boolean primary, List<KeyDeclaration> keys) :
{
    final SqlNodeList names;
}
{
    names = ParenthesizedSimpleIdentifierList()
    {
        keys.add(new KeyDeclaration(constraint, primary, names));
    }
}

void ColumnElement(SqlIdentifier constraint, List<ColumnDeclaration> columns, List<KeyDeclaration> keys) :
{
    final SqlIdentifier name;
    SqlDataTypeSpec type = null;
    Boolean nullable = null;
    SqlNode value = null;
    SqlIdentifier key = constraint;
    SqlParserPos start;
}
{
    name = SimpleIdentifier()
    [ type = DataType() ]
    (
        <NOT> <NULL> {
            nullable = Refusal.agree(nullable, false, name);
        }
    |
        <NULL> {
            nullable = Refusal.agree(nullable, true, name);
        }
    |
        <DEFAULT_> { start = startOfNext(); }
        value = Expression(ExprContext.ACCEPT_NON_QUERY) {
            value = new io.cairn.planner.parse.SqlDefaultText(value, start.plus(getPos()));
        }
    |
        <CONSTRAINT> key = SimpleIdentifier()
    |
        <PRIMARY> <KEY> {
            keys.add(new KeyDeclaration(key, true, SqlNodeList.of(name)));
            key = null;
        }
    |
        <UNIQUE> {
            keys.add(new KeyDeclaration(key, false, SqlNodeList.of(name)));
            key = null;
        }
    |
        <CHECK> { Refusal.of("CHECK", getPos()); }
    |
        <REFERENCES> { Refusal.of("REFERENCES", getPos()); }
    |
        <GENERATED> { Refusal.of("GENERATED", getPos()); }
    |
        <AS> { Refusal.of("A generated column", getPos()); }
    |
        <IDENTITY> { Refusal.of("IDENTITY", getPos()); }
    |
        <COLLATE> { Refusal.of("COLLATE", getPos()); }
    )*
    {
        columns.add(new ColumnDeclaration(name, type, nullable, value));
    }
}

SqlNode SqlCreateView(Span s, boolean replace) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    SqlNodeList columns = null;
    final SqlNode query;
    final SqlParserPos start;
}
{
    <VIEW>
    ifNotExists = IfNotExistsOpt()
    name = CompoundIdentifier()
    [ columns = ParenthesizedSimpleIdentifierList() ]
    <AS> { start = startOfNext(); }
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    {
        return new SqlCreateView(
            s.end(this), name, replace, ifNotExists, columns, query, start.plus(getPos()));
    }
}

/** DROP SCHEMA, TABLE, VIEW. */
SqlNode SqlDropStatement() :
{
    final Span s;
    final SqlDropNodes.Kind kind;
    final boolean ifExists;
    final List<SqlIdentifier> names = new ArrayList<SqlIdentifier>();
    SqlIdentifier name;
    boolean cascade = false;
}
{
    <DROP> { s = span(); }
    (
        <SCHEMA> { kind = SqlDropNodes.Kind.SCHEMA; }
    |
        <TABLE> { kind = SqlDropNodes.Kind.TABLE; }
    |
        <VIEW> { kind = SqlDropNodes.Kind.VIEW; }
    )
    ifExists = IfExistsOpt()
    name = CompoundIdentifier() { names.add(name); }
    (
        <COMMA> name = CompoundIdentifier() { names.add(name); }
    )*
    [ <CASCADE> { cascade = true; } | <RESTRICT> ]
    {
        return new SqlDropNodes(s.end(this), kind, names, ifExists, cascade);
    }
}

/**
 * TIMESTAMPTZ[(precision)], PostgreSQL's name of TIMESTAMP WITH TIME ZONE; BLOB and CLOB, which have
 * no length here.
 */
SqlTypeNameSpec OtherTypeName() :
{
    final int precision;
    final Span s;
}
{
    <TIMESTAMPTZ> { s = span(); }
    precision = PrecisionOpt()
    {
        return new SqlBasicTypeNameSpec(
            SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, precision, s.end(this));
    }
|
    <BLOB> { s = span(); }
    {
        return new SqlBasicTypeNameSpec(SqlTypeName.VARBINARY, s.end(this));
    }
|
    <CLOB> { s = span(); }
    {
        return new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, s.end(this));
    }
}

/** Where the token starts that comes next. */
JAVACODE SqlParserPos startOfNext() {
    final Token next = getToken(1);
    return new SqlParserPos(next.beginLine, next.beginColumn, next.endLine, next.endColumn);
}
