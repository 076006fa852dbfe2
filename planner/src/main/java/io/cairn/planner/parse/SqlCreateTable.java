package io.cairn.planner.parse;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code CREATE TABLE [IF NOT EXISTS] name [(elements)] [AS query [WITH [NO] DATA]]}. */
public final class SqlCreateTable extends SqlDefinition {
  private final SqlIdentifier name;
  private final boolean ifNotExists;
  private final List<ColumnDeclaration> columns;
  private final List<KeyDeclaration> keys;
  private final @Nullable SqlNode query;
  private final boolean withData;

  public SqlCreateTable(
      SqlParserPos position,
      SqlIdentifier name,
      boolean ifNotExists,
      List<ColumnDeclaration> columns,
      List<KeyDeclaration> keys,
      @Nullable SqlNode query,
      boolean withData) {
    super(position, "CREATE TABLE");
    this.name = name;
    this.ifNotExists = ifNotExists;
    this.columns = List.copyOf(columns);
    this.keys = List.copyOf(keys);
    this.query = query;
    this.withData = withData;
  }

  public SqlIdentifier name() {
    return name;
  }

  public boolean ifNotExists() {
    return ifNotExists;
  }

  public List<ColumnDeclaration> columns() {
    return columns;
  }

  /** Keys in the order that they are written, those of single columns among them. */
  public List<KeyDeclaration> keys() {
    return keys;
  }

  /** What the rows come from; null for a table that starts empty. */
  public @Nullable SqlNode query() {
    return query;
  }

  /** Whether the query's rows are stored, not its columns alone. */
  public boolean withData() {
    return withData;
  }
}
