package io.cairn.planner.parse;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code INSERT INTO table [(columns)] query}, or {@code DEFAULT VALUES}. */
public final class SqlInsertRows extends SqlDefinition {
  private final SqlIdentifier table;
  private final @Nullable SqlNodeList columns;
  private final @Nullable SqlNode source;

  public SqlInsertRows(
      SqlParserPos position,
      SqlIdentifier table,
      @Nullable SqlNodeList columns,
      @Nullable SqlNode source) {
    super(position, "INSERT");
    this.table = table;
    this.columns = columns;
    this.source = source;
  }

  public SqlIdentifier table() {
    return table;
  }

  /** The columns that get values; null for all of them, in their order. */
  public @Nullable SqlNodeList columns() {
    return columns;
  }

  /** The rows; null for one row of defaults. */
  public @Nullable SqlNode source() {
    return source;
  }
}
