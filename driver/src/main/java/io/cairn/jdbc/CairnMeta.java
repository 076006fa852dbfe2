package io.cairn.jdbc;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.MetaImpl;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.remote.TypedValue;

/**
 * What Avatica's objects ask of the database: statement numbers and the ends of transactions.
 * Statements run and rows flow without it, from the session straight into {@link CairnResultSet};
 * no row is ever packed into a frame inside one virtual machine.
 */
final class CairnMeta extends MetaImpl {
  private final AtomicInteger statementNumbers = new AtomicInteger();

  CairnMeta(AvaticaConnection connection) {
    super(connection);
  }

  @Override
  public StatementHandle createStatement(ConnectionHandle handle) {
    return new StatementHandle(handle.id, statementNumbers.incrementAndGet(), null);
  }

  @Override
  public void closeStatement(StatementHandle handle) {}

  @Override
  public void commit(ConnectionHandle handle) {
    ((CairnConnection) connection).session().commit();
  }

  @Override
  public void rollback(ConnectionHandle handle) {
    ((CairnConnection) connection).session().rollback();
  }

  @Override
  public StatementHandle prepare(ConnectionHandle handle, String sql, long maxRowCount) {
    throw noFrames();
  }

  @Deprecated
  @Override
  public ExecuteResult prepareAndExecute(
      StatementHandle handle, String sql, long maxRowCount, PrepareCallback callback) {
    throw noFrames();
  }

  @Override
  public ExecuteResult prepareAndExecute(
      StatementHandle handle,
      String sql,
      long maxRowCount,
      int maxRowsInFirstFrame,
      PrepareCallback callback) {
    throw noFrames();
  }

  @Override
  public ExecuteBatchResult prepareAndExecuteBatch(
      StatementHandle handle, List<String> statements) {
    throw noFrames();
  }

  @Override
  public ExecuteBatchResult executeBatch(
      StatementHandle handle, List<List<TypedValue>> parameterValues) {
    throw noFrames();
  }

  @Override
  public Meta.Frame fetch(StatementHandle handle, long offset, int fetchMaxRowCount) {
    throw noFrames();
  }

  @Deprecated
  @Override
  public ExecuteResult execute(
      StatementHandle handle, List<TypedValue> parameterValues, long maxRowCount) {
    throw noFrames();
  }

  @Override
  public ExecuteResult execute(
      StatementHandle handle, List<TypedValue> parameterValues, int maxRowsInFirstFrame) {
    throw noFrames();
  }

  @Override
  public boolean syncResults(StatementHandle handle, QueryState state, long offset) {
    throw noFrames();
  }

  private static AssertionError noFrames() {
    return new AssertionError("Inside one virtual machine no statement runs through frames");
  }
}
