package io.cairn.planner;

import io.cairn.planner.statement.StatementTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement, parsed, checked and planned for one state of the catalog; a session plans it again
 * when it is run on another. Immutable and thread-safe; plans are shared by all sessions of an
 * engine.
 */
public final class PreparedQuery {
  private final String sql;
  private final String schema;
  private final long catalogVersion;
  private final StatementKind kind;
  private final List<ResultColumn> columns;
  private final List<ParameterColumn> parameters;
  private final List<StatementTime> times;
  private final Plan plan;

  PreparedQuery(
      String sql,
      String schema,
      long catalogVersion,
      StatementKind kind,
      List<ResultColumn> columns,
      List<ParameterColumn> parameters,
      List<StatementTime> times,
      Plan plan) {
    this.sql = sql;
    this.schema = schema;
    this.catalogVersion = catalogVersion;
    this.kind = kind;
    this.columns = List.copyOf(columns);
    this.parameters = List.copyOf(parameters);
    this.times = List.copyOf(times);
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

  /** The default schema that it was planned with. */
  String schema() {
    return schema;
  }

  /** The {@link io.cairn.storage.Snapshot#catalogVersion} that it was planned for. */
  long catalogVersion() {
    return catalogVersion;
  }

  /** The parameters behind those of the user. */
  List<StatementTime> times() {
    return times;
  }

  Plan plan() {
    return plan;
  }

  /** The user's parameters and, behind them, the time of an execution that starts now. */
  @Nullable Object[] bind(@Nullable Object[] given) {
    if (times.isEmpty()) {
      return given;
    }
    @Nullable Object[] all = Arrays.copyOf(given, parameters.size() + times.size());
    System.arraycopy(bindTimes(), 0, all, parameters.size(), times.size());
    return all;
  }

  /** The values of {@link #times} for an execution that starts now. */
  @Nullable Object[] bindTimes() {
    Instant now = Instant.now();
    @Nullable Object[] values = new @Nullable Object[times.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = times.get(i).at(now);
    }
    return values;
  }

  /** Whether the other plan takes the same parameters and gives the same columns. */
  boolean isInterchangeableWith(PreparedQuery other) {
    return columns.equals(other.columns) && parameters.equals(other.parameters);
  }
}
