package io.cairn.planner.parse;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code DROP SCHEMA|TABLE|VIEW [IF EXISTS] names [CASCADE|RESTRICT]}. */
public final class SqlDropNodes extends SqlDefinition {
  /** What goes. */
  public enum Kind {
    SCHEMA,
    TABLE,
    VIEW
  }

  private final Kind kind;
  private final List<SqlIdentifier> names;
  private final boolean ifExists;
  private final boolean cascade;

  public SqlDropNodes(
      SqlParserPos position,
      Kind kind,
      List<SqlIdentifier> names,
      boolean ifExists,
      boolean cascade) {
    super(position, "DROP " + kind);
    this.kind = kind;
    this.names = List.copyOf(names);
    this.ifExists = ifExists;
    this.cascade = cascade;
  }

  public Kind kind() {
    return kind;
  }

  public List<SqlIdentifier> names() {
    return names;
  }

  public boolean ifExists() {
    return ifExists;
  }

  public boolean cascade() {
    return cascade;
  }
}
