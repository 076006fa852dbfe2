package io.cairn.planner.parse;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code CREATE [OR REPLACE] VIEW [IF NOT EXISTS] name [(columns)] AS query}. */
public final class SqlCreateView extends SqlDefinition {
  private final SqlIdentifier name;
  private final boolean replace;
  private final boolean ifNotExists;
  private final @Nullable SqlNodeList columns;
  private final SqlNode query;
  private final SqlParserPos queryPosition;

  public SqlCreateView(
      SqlParserPos position,
      SqlIdentifier name,
      boolean replace,
      boolean ifNotExists,
      @Nullable SqlNodeList columns,
      SqlNode query,
      SqlParserPos queryPosition) {
    super(position, "CREATE VIEW");
    this.name = name;
    this.replace = replace;
    this.ifNotExists = ifNotExists;
    this.columns = columns;
    this.query = query;
    this.queryPosition = queryPosition;
  }

  public SqlIdentifier name() {
    return name;
  }

  public boolean replace() {
    return replace;
  }

  public boolean ifNotExists() {
    return ifNotExists;
  }

  /** Names in place of the query's own; null to keep those. */
  public @Nullable SqlNodeList columns() {
    return columns;
  }

  public SqlNode query() {
    return query;
  }

  /** Where the query stands in the statement's text. */
  public SqlParserPos queryPosition() {
    return queryPosition;
  }
}
