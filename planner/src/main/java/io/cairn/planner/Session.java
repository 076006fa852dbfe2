package io.cairn.planner;

import io.cairn.planner.exec.QueryControl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's conversation with an engine: its default schema and its transaction. One statement at
 * a time; a {@link QueryControl} may be cancelled from any thread.
 */
public final class Session implements AutoCloseable {
  private final Engine engine;
  private String schema = "main";

  Session(Engine engine) {
    this.engine = engine;
  }

  public Engine engine() {
    return engine;
  }

  /** The default schema: a group's path joined with {@code /}, {@code main} for the root. */
  public String schema() {
    return schema;
  }

  /**
   * Changes the default schema.
   *
   * @throws io.cairn.planner.error.QueryException 3F000 if there is no such group
   */
  public void setSchema(String schema) {
    this.schema = schema;
  }

  /**
   * Parses, checks and plans one statement; a trailing {@code ;} is allowed.
   *
   * @throws io.cairn.planner.error.QueryException if the statement is wrong
   */
  public PreparedQuery prepare(String sql) {
    throw new UnsupportedOperationException(sql);
  }

  /**
   * Cuts a script at the {@code ;} between statements; comments and quotes are respected, and
   * statements without content are left out.
   */
  public static List<String> split(String script) {
    return List.of(script);
  }

  /**
   * Runs a statement.
   *
   * @param parameters in the boxed form of {@link io.cairn.planner.exec.expression.Expression}, of
   *     the types that {@link PreparedQuery#parameters} names
   */
  public Result execute(PreparedQuery query, @Nullable Object[] parameters, QueryControl control) {
    throw new UnsupportedOperationException(query.sql());
  }

  /** Whether a transaction is open that COMMIT or ROLLBACK will end. */
  public boolean inTransaction() {
    return false;
  }

  /** Opens a transaction; its statements see one snapshot. Does nothing if one is open. */
  public void begin() {}

  /** Ends the transaction and keeps its changes. */
  public void commit() {}

  /** Ends the transaction and drops its changes. */
  public void rollback() {}

  @Override
  public void close() {}
}
