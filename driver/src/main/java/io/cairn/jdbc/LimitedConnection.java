package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import java.sql.CallableStatement;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.UnregisteredDriver;
import org.jspecify.annotations.Nullable;

/** A connection that refuses, by name, what these databases have none of: each is 0A000. */
abstract class LimitedConnection extends AvaticaConnection {
  LimitedConnection(UnregisteredDriver driver, AvaticaFactory factory, String url) {
    super(driver, factory, url, new Properties());
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    throw noProcedures();
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    throw noProcedures();
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    throw noProcedures();
  }

  private SQLException noProcedures() throws SQLException {
    checkOpen();
    return SqlErrors.unsupported("prepareCall: there are no stored procedures; use a query");
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    throw noSavepoints();
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    throw noSavepoints();
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    throw noSavepoints();
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    throw noSavepoints();
  }

  private SQLException noSavepoints() throws SQLException {
    checkOpen();
    return SqlErrors.unsupported(
        "Savepoints are not supported; a statement that fails is undone alone, and rollback() undoes"
            + " the whole transaction");
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    checkOpen();
    return new HashMap<>();
  }

  @Override
  public void setTypeMap(@Nullable Map<String, Class<?>> map) throws SQLException {
    checkOpen();
    if (map != null && !map.isEmpty()) {
      throw SqlErrors.unsupported("setTypeMap: there are no user-defined types to map");
    }
  }

  @Override
  public boolean setShardingKeyIfValid(@Nullable ShardingKey key, int timeoutSeconds)
      throws SQLException {
    throw noSharding();
  }

  @Override
  public boolean setShardingKeyIfValid(
      @Nullable ShardingKey key, @Nullable ShardingKey superKey, int timeoutSeconds)
      throws SQLException {
    throw noSharding();
  }

  @Override
  public void setShardingKey(@Nullable ShardingKey key) throws SQLException {
    throw noSharding();
  }

  @Override
  public void setShardingKey(@Nullable ShardingKey key, @Nullable ShardingKey superKey)
      throws SQLException {
    throw noSharding();
  }

  private SQLException noSharding() throws SQLException {
    checkOpen();
    return SqlErrors.unsupported("A database is one file; there are no shards to choose");
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    checkOpen();
    throw SqlErrors.unsupported("createSQLXML: Cairn has no XML type; use text");
  }
}
