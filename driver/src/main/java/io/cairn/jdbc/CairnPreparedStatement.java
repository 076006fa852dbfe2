package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.jdbc.value.ParameterValues;
import io.cairn.planner.ParameterColumn;
import io.cairn.planner.PreparedQuery;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was planned once. Parameters are converted to the types of the plan when they
 * are set and kept in boxed form, so that an execution passes them on as they are.
 */
final class CairnPreparedStatement extends ParameterSetters {
  /** Stands for a parameter without a value; NULL is a value. */
  private static final Object UNSET = new Object();

  private final PreparedQuery query;
  private final @Nullable ResultShape shape;
  private final String[] places;
  private final @Nullable Object[] values;
  private final List<@Nullable Object[]> batch = new ArrayList<>();

  CairnPreparedStatement(
      CairnConnection owner, PreparedQuery query, int type, int concurrency, int holdability) {
    super(owner, type, concurrency, holdability);
    this.query = query;
    this.shape = query.columns().isEmpty() ? null : new ResultShape(query.columns());
    List<ParameterColumn> parameters = query.parameters();
    this.values = new @Nullable Object[parameters.size()];
    Arrays.fill(values, UNSET);
    this.places = new String[values.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = "parameter " + (i + 1) + " (" + parameters.get(i).sqlType() + ")";
    }
  }

  @Override
  void checkTakesText() throws SQLException {
    checkOpen();
    throw SqlErrors.create(
        SqlState.WRONG_STATEMENT_KIND,
        "A prepared statement runs its own text; use Connection.createStatement for another");
  }

  @Override
  void set(int parameterIndex, @Nullable Object value, @Nullable Calendar zone)
      throws SQLException {
    checkOpen();
    if (parameterIndex < 1 || parameterIndex > values.length) {
      throw SqlErrors.create(
          SqlState.INVALID_INDEX,
          "There is no parameter " + parameterIndex + "; the statement has " + values.length);
    }
    int ordinal = parameterIndex - 1;
    try {
      values[ordinal] =
          ParameterValues.box(query.parameters().get(ordinal).type(), value, zone, places[ordinal]);
    } catch (RuntimeException e) {
      throw SqlErrors.of(e);
    }
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    Arrays.fill(values, UNSET);
  }

  /** The values of an execution, which outlive later setters. */
  private @Nullable Object[] bound() throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == UNSET) {
        throw SqlErrors.create(
            SqlState.PARAMETER_NOT_SET,
            "There is no value for " + places[i] + "; set it, with setNull for NULL");
      }
    }
    return values.length == 0 ? values : values.clone();
  }

  private boolean run(Expected expected) throws SQLException {
    checkOpen();
    expected.check(query);
    return run(query, shape, bound());
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
    batch.add(bound());
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    List<@Nullable Object[]> entries = new ArrayList<>(batch);
    batch.clear();
    long[] counts = new long[entries.size()];
    for (int i = 0; i < counts.length; i++) {
      try {
        Expected.COUNT.check(query);
        run(query, shape, entries.get(i));
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
