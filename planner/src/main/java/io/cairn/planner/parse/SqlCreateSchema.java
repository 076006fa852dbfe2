package io.cairn.planner.parse;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code CREATE SCHEMA [IF NOT EXISTS] name}. */
public final class SqlCreateSchema extends SqlDefinition {
  private final SqlIdentifier name;
  private final boolean ifNotExists;

  public SqlCreateSchema(SqlParserPos position, SqlIdentifier name, boolean ifNotExists) {
    super(position, "CREATE SCHEMA");
    this.name = name;
    this.ifNotExists = ifNotExists;
  }

  /** The path of the schema. */
  public SqlIdentifier name() {
    return name;
  }

  public boolean ifNotExists() {
    return ifNotExists;
  }
}
