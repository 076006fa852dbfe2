package io.cairn.planner;

import java.util.List;

/**
 * A statement, parsed, checked and planned. Immutable and thread-safe; plans are shared by all
 * sessions of an engine.
 */
public final class PreparedQuery {
  private final String sql;
  private final StatementKind kind;
  private final List<ResultColumn> columns;
  private final List<ParameterColumn> parameters;
  private final Plan plan;

  PreparedQuery(
      String sql,
      StatementKind kind,
      List<ResultColumn> columns,
      List<ParameterColumn> parameters,
      Plan plan) {
    this.sql = sql;
    this.kind = kind;
    this.columns = List.copyOf(columns);
    this.parameters = List.copyOf(parameters);
    this.plan = plan;
  }

  /** The statement's text. */
  public String sql() {
    return sql;
  }

  public StatementKind kind() {
    return kind;
  }

  /** What its rows hold; empty unless it is a query or an explanation. */
  public List<ResultColumn> columns() {
    return columns;
  }

  public List<ParameterColumn> parameters() {
    return parameters;
  }

  Plan plan() {
    return plan;
  }
}
