package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.jdbc.value.ParameterCell;
import io.cairn.planner.ParameterRows;
import io.cairn.planner.PreparedQuery;
import io.cairn.planner.StatementKind;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was planned once. Parameters are converted to the types of the plan when they
 * are set. A statement that changes rows takes them in columns, a batch of any size as one
 * execution; every other takes boxed values, and each entry of a batch is an execution.
 */
final class CairnPreparedStatement extends ParameterSetters {
  /** A batch of more rows gives its memory back once it is done. */
  private static final int KEPT_ROWS = 1 << 17;

  private final PreparedQuery query;
  private final @Nullable ResultShape shape;
  private final BoundParameters parameters;

  /** The rows of a batch; null where the statement takes boxed values. */
  private @Nullable ParameterRows rows;

  private final List<@Nullable Object[]> entries = new ArrayList<>();

  CairnPreparedStatement(
      CairnConnection owner, PreparedQuery query, int type, int concurrency, int holdability) {
    super(owner, type, concurrency, holdability);
    this.query = query;
    this.shape = query.columns().isEmpty() ? null : new ResultShape(query.columns());
    this.parameters = new BoundParameters(query);
    this.rows =
        query.kind() == StatementKind.UPDATE && parameters.areColumnar()
            ? new ParameterRows(query)
            : null;
  }

  @Override
  void checkTakesText() throws SQLException {
    checkOpen();
    throw SqlErrors.create(
        SqlState.WRONG_STATEMENT_KIND,
        "A prepared statement runs its own text; use Connection.createStatement for another");
  }

  @Override
  ParameterCell parameter(int parameterIndex) throws SQLException {
    checkOpen();
    return parameters.at(parameterIndex);
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    parameters.clear();
  }

  private boolean run(Expected expected) throws SQLException {
    checkOpen();
    expected.check(query);
    if (rows == null) {
      return run(query, shape, parameters.boxed());
    }
    ParameterRows row = new ParameterRows(query);
    parameters.appendTo(row);
    runBatch(query, row);
    return false;
  }

  @Override
  public boolean execute() throws SQLException {
    return run(Expected.ANYTHING);
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    run(Expected.ROWS);
    return rows();
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    run(Expected.COUNT);
    return Math.max(updateCount, 0);
  }

  @Override
  public int executeUpdate() throws SQLException {
    return (int) Math.min(executeLargeUpdate(), Integer.MAX_VALUE);
  }

  @Override
  public void addBatch() throws SQLException {
    checkOpen();
    ParameterRows bound = rows;
    if (bound != null) {
      parameters.appendTo(bound);
    } else {
      entries.add(parameters.boxed());
    }
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    entries.clear();
    ParameterRows bound = rows;
    if (bound != null) {
      clear(bound);
    }
  }

  private void clear(ParameterRows bound) {
    if (bound.column(0).size() > KEPT_ROWS) {
      rows = new ParameterRows(query);
    } else {
      bound.clear();
    }
  }

  /**
   * Runs the batch, which is empty afterwards. Of one that changes rows nothing stays if a row
   * fails; the exception names the row.
   */
  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    ParameterRows bound = rows;
    return bound == null ? runEntries() : runRows(bound);
  }

  private long[] runRows(ParameterRows bound) throws SQLException {
    int count = bound.column(0).size();
    long[] counts = new long[count];
    if (count == 0) {
      return counts;
    }
    try {
      long changed = runBatch(query, bound);
      Arrays.fill(counts, changed == count ? 1 : SUCCESS_NO_INFO);
      return counts;
    } catch (SQLException e) {
      throw SqlErrors.batch(SqlErrors.row(e), new long[0], e);
    } finally {
      clear(bound);
    }
  }

  private long[] runEntries() throws SQLException {
    List<@Nullable Object[]> all = new ArrayList<>(entries);
    entries.clear();
    long[] counts = new long[all.size()];
    for (int i = 0; i < counts.length; i++) {
      try {
        Expected.COUNT.check(query);
        run(query, shape, all.get(i));
        counts[i] = Math.max(updateCount, 0);
      } catch (SQLException e) {
        throw SqlErrors.batch(i, Arrays.copyOf(counts, i), e);
      }
    }
    return counts;
  }

  /** The columns of the result, before any execution; null if the statement gives no rows. */
  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return shape == null ? null : shape.metaData();
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    checkOpen();
    return new CairnParameterMetaData(query.parameters());
  }
}
