package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.planner.ParameterRows;
import io.cairn.planner.PreparedQuery;
import io.cairn.planner.Result;
import io.cairn.planner.StatementKind;
import io.cairn.planner.exec.BatchCursor;
import io.cairn.planner.exec.QueryControl;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.AvaticaStatement;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements given as text, and holds what every statement has: its time limit, its current
 * result, its warnings. One thread at a time, but for {@link #cancel}, which may come from any.
 */
public class CairnStatement extends AvaticaStatement {
  private static final @Nullable Object[] NO_PARAMETERS = {};
  private static final long MILLIS_PER_SECOND = 1000;

  private final CairnConnection owner;
  private final Warnings warnings = new Warnings();
  private final List<String> batch = new ArrayList<>();
  private long timeoutMillis;
  private boolean processesEscapes = true;
  private boolean poolable;

  /** Of the current execution or result; null if there is none. */
  private volatile @Nullable QueryControl control;

  private @Nullable CairnResultSet results;

  CairnStatement(CairnConnection owner, int type, int concurrency, int holdability) {
    super(owner, null, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability);
    this.owner = owner;
    this.timeoutMillis = owner.options().queryTimeoutMillis();
    this.updateCount = -1;
    if (type != ResultSet.TYPE_FORWARD_ONLY) {
      warnings.add("Results are of TYPE_FORWARD_ONLY; scrolling was asked for");
    }
    if (concurrency != ResultSet.CONCUR_READ_ONLY) {
      warnings.add("Results are of CONCUR_READ_ONLY; updates through results were asked for");
    }
  }

  final CairnConnection owner() {
    return owner;
  }

  final Warnings warnings() {
    return warnings;
  }

  @Override
  protected void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.closed("statement");
    }
    owner.checkOpen();
  }

  /** Statements with a text of their own refuse another. */
  void checkTakesText() throws SQLException {
    checkOpen();
  }

  final PreparedQuery parse(@Nullable String sql) throws SQLException {
    return owner.prepare(processesEscapes || sql == null ? JdbcEscapes.translate(sql) : sql);
  }

  /** Ends the previous result and runs a statement; true if there are rows. */
  final boolean run(PreparedQuery query, @Nullable ResultShape shape, @Nullable Object[] values)
      throws SQLException {
    return run(query, shape, values, new QueryControl(timeoutMillis));
  }

  private boolean run(
      PreparedQuery query,
      @Nullable ResultShape shape,
      @Nullable Object[] values,
      QueryControl current)
      throws SQLException {
    endResults();
    control = current;
    Result result;
    try {
      result = owner.execute(query, values, current);
    } catch (RuntimeException | Error e) {
      control = null;
      throw SqlErrors.of(e, !current.isCancelled());
    }
    BatchCursor rows = result.cursor();
    if (rows == null) {
      control = null;
      updateCount = result.updateCount();
      return false;
    }
    show(rows, shape != null ? shape : new ResultShape(query.columns()), current);
    return true;
  }

  /** Ends the previous result and runs a statement for each row; gives the changed rows. */
  final long runBatch(PreparedQuery query, ParameterRows rows) throws SQLException {
    endResults();
    QueryControl current = new QueryControl(timeoutMillis);
    control = current;
    try {
      updateCount = owner.executeBatch(query, rows, current);
      return updateCount;
    } catch (RuntimeException | Error e) {
      throw SqlErrors.of(e, !current.isCancelled());
    } finally {
      control = null;
    }
  }

  /** Makes rows the current result. */
  final ResultSet show(BatchCursor rows, ResultShape shape, QueryControl current)
      throws SQLException {
    current.pause();
    control = current;
    results = new CairnResultSet(this, shape, rows, current, maxRowCount);
    openResultSet = results;
    return results;
  }

  /** Closes a result that does not outlive its transaction. */
  final void transactionEnds() throws SQLException {
    CairnResultSet current = results;
    if (current != null
        && !current.isClosed()
        && current.getHoldability() == ResultSet.CLOSE_CURSORS_AT_COMMIT) {
      current.close();
    }
  }

  private void endResults() {
    updateCount = -1;
    CairnResultSet previous = results;
    if (previous != null) {
      results = null;
      openResultSet = null;
      previous.closeRows();
    }
  }

  private boolean runText(String sql, Expected expected) throws SQLException {
    checkTakesText();
    // Planning takes time too: what is cancelled in the meantime must not run.
    QueryControl before = control;
    QueryControl current = new QueryControl(timeoutMillis);
    control = current;
    PreparedQuery query;
    try {
      query = plan(sql, expected);
    } catch (SQLException e) {
      control = before;
      throw e;
    }
    return run(query, null, NO_PARAMETERS, current);
  }

  private PreparedQuery plan(String sql, Expected expected) throws SQLException {
    PreparedQuery query = parse(sql);
    if (!query.parameters().isEmpty()) {
      throw SqlErrors.create(
          SqlState.PARAMETER_NOT_SET,
          "The statement has "
              + query.parameters().size()
              + " parameters; use Connection.prepareStatement and set them");
    }
    expected.check(query);
    return query;
  }

  /** What the method that was called gives back. */
  enum Expected {
    ANYTHING,
    ROWS,
    COUNT;

    void check(PreparedQuery query) throws SQLException {
      boolean rows = query.kind() == StatementKind.QUERY || query.kind() == StatementKind.EXPLAIN;
      if (this == ROWS && !rows) {
        throw SqlErrors.create(
            SqlState.WRONG_STATEMENT_KIND,
            "The statement gives no rows; use execute or executeUpdate");
      }
      if (this == COUNT && rows) {
        throw SqlErrors.create(
            SqlState.WRONG_STATEMENT_KIND, "The statement gives rows; use execute or executeQuery");
      }
    }
  }

  /** The rows of the last execution. */
  final ResultSet rows() throws SQLException {
    ResultSet rows = results;
    if (rows == null) {
      throw SqlErrors.create(
          SqlState.WRONG_STATEMENT_KIND, "The statement gave no rows; use execute");
    }
    return rows;
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    return runText(sql, Expected.ANYTHING);
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    runText(sql, Expected.ROWS);
    return rows();
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    runText(sql, Expected.COUNT);
    return Math.max(updateCount, 0);
  }

  @Override
  public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(String sql, String[] columnNames) throws SQLException {
    return executeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    return executeLargeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
    return executeLargeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
    return executeLargeUpdate(sql);
  }

  @Override
  public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
    return execute(sql);
  }

  @Override
  public boolean execute(String sql, int[] columnIndexes) throws SQLException {
    return execute(sql);
  }

  @Override
  public boolean execute(String sql, String[] columnNames) throws SQLException {
    return execute(sql);
  }

  /** No column generates keys: a result without columns and rows. */
  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    checkOpen();
    return owner.localRows(List.of(), List.of());
  }

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    checkOpen();
    return results;
  }

  /** There is never a second result: ends the current one, unless it is to be kept. */
  @Override
  public boolean getMoreResults(int current) throws SQLException {
    checkOpen();
    if (current != CLOSE_CURRENT_RESULT
        && current != KEEP_CURRENT_RESULT
        && current != CLOSE_ALL_RESULTS) {
      throw invalid("getMoreResults: " + current + " is none of the constants of Statement");
    }
    CairnResultSet previous = results;
    results = null;
    openResultSet = null;
    updateCount = -1;
    if (previous != null && current != KEEP_CURRENT_RESULT) {
      previous.close();
    }
    return false;
  }

  /** Not synchronized: it must reach a statement that runs. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void cancel() throws SQLException {
    checkOpen();
    stop();
  }

  /** Ends the execution that runs, if any. */
  final void stop() {
    QueryControl current = control;
    if (current != null) {
      current.cancel();
    }
  }

  /** Not synchronized: it must reach a statement that runs. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void close() throws SQLException {
    try {
      close_();
    } catch (RuntimeException e) {
      throw SqlErrors.of(e);
    }
  }

  @Override
  protected void close_() {
    if (!closed) {
      stop();
      super.close_();
    }
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    checkTakesText();
    batch.add(sql);
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    List<String> statements = List.copyOf(batch);
    batch.clear();
    long[] counts = new long[statements.size()];
    for (int i = 0; i < counts.length; i++) {
      try {
        counts[i] = executeLargeUpdate(statements.get(i));
      } catch (SQLException e) {
        throw SqlErrors.batch(i, java.util.Arrays.copyOf(counts, i), e);
      }
    }
    return counts;
  }

  @Override
  public void setLargeMaxRows(long rows) throws SQLException {
    checkOpen();
    if (rows < 0) {
      throw invalid("setMaxRows: " + rows + " is negative");
    }
    maxRowCount = rows;
  }

  @Override
  public void setMaxFieldSize(int bytes) throws SQLException {
    checkOpen();
    if (bytes < 0) {
      throw invalid("setMaxFieldSize: " + bytes + " is negative");
    }
    if (bytes > 0) {
      throw SqlErrors.unsupported(
          "setMaxFieldSize: values are never cut; use SUBSTRING, or 0 for no limit");
    }
  }

  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    checkOpen();
    processesEscapes = enable;
  }

  /** The time limit in seconds, rounded up. */
  @Override
  public int getQueryTimeout() throws SQLException {
    checkOpen();
    long seconds = (timeoutMillis + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
    return (int) Math.min(seconds, Integer.MAX_VALUE);
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    checkOpen();
    if (seconds < 0) {
      throw invalid("setQueryTimeout: " + seconds + " is negative");
    }
    timeoutMillis = seconds * MILLIS_PER_SECOND;
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    checkFetchDirection(direction);
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return ResultSet.FETCH_FORWARD;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    checkFetchSize(rows);
    super.setFetchSize(rows);
  }

  static void checkFetchDirection(int direction) throws SQLException {
    if (direction != ResultSet.FETCH_FORWARD) {
      throw invalid("setFetchDirection: results are of TYPE_FORWARD_ONLY; use FETCH_FORWARD");
    }
  }

  static void checkFetchSize(int rows) throws SQLException {
    if (rows < 0) {
      throw invalid("setFetchSize: " + rows + " is negative");
    }
  }

  private static SQLException invalid(String message) {
    return SqlErrors.create(SqlState.INVALID_ARGUMENT, message);
  }

  /** Names serve positioned updates, which there are none of: it has no effect. */
  @Override
  public void setCursorName(String name) throws SQLException {
    checkOpen();
  }

  /** Any name can be quoted: quotes inside are doubled. */
  @Override
  public String enquoteIdentifier(String identifier, boolean alwaysQuote) throws SQLException {
    checkOpen();
    return !alwaysQuote && isSimpleIdentifier(identifier)
        ? identifier
        : '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public void setPoolable(boolean poolable) throws SQLException {
    checkOpen();
    this.poolable = poolable;
  }

  @Override
  public boolean isPoolable() throws SQLException {
    checkOpen();
    return poolable;
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return warnings.first();
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warnings.clear();
  }

  @Override
  public <T> T unwrap(@Nullable Class<T> iface) throws SQLException {
    return Wrappers.unwrap(this, iface);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> iface) {
    return Wrappers.isWrapper(this, iface);
  }
}
