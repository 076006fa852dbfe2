package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.jdbc.metadata.RowsCursor;
import io.cairn.jdbc.value.CairnArray;
import io.cairn.jdbc.value.CairnBlob;
import io.cairn.jdbc.value.CairnClob;
import io.cairn.jdbc.value.CairnStruct;
import io.cairn.planner.ParameterRows;
import io.cairn.planner.PreparedQuery;
import io.cairn.planner.Result;
import io.cairn.planner.ResultColumn;
import io.cairn.planner.Session;
import io.cairn.planner.StatementKind;
import io.cairn.planner.exec.QueryControl;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Struct;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.ConnectionConfig;
import org.apache.calcite.avatica.ConnectionConfigImpl;
import org.apache.calcite.avatica.UnregisteredDriver;
import org.jspecify.annotations.Nullable;

/**
 * A session with a database. Statements of one connection take turns; {@link #abort}, {@link
 * #close} and {@code Statement.cancel} may come from any thread at any time.
 */
public final class CairnConnection extends LimitedConnection {
  private static final ConnectionConfig CONFIG = new ConnectionConfigImpl(new Properties());

  private final Database database;
  private final ConnectionOptions options;
  private final SessionTurns turns;
  private final Warnings warnings = new Warnings();
  private final ClientProperties clientProperties = new ClientProperties();
  private volatile boolean autoCommit = true;
  private boolean readOnly;
  private int networkTimeoutMillis;
  private int holdability = ResultSet.HOLD_CURSORS_OVER_COMMIT;

  private CairnConnection(
      UnregisteredDriver driver,
      AvaticaFactory factory,
      String url,
      ConnectionOptions options,
      Database database) {
    super(driver, factory, url);
    this.options = options;
    this.database = database;
    this.readOnly = options.readOnly();
    this.turns = new SessionTurns(database.engine().openSession());
  }

  /**
   * Opens the URL's database, or joins it, and starts a session. The connection is of this class,
   * unless the driver of another class loader has the database.
   */
  static Connection open(
      UnregisteredDriver driver, AvaticaFactory factory, String url, @Nullable Properties info)
      throws SQLException {
    ConnectionUrl parsed = ConnectionUrl.parse(url, info);
    ConnectionOptions options = ConnectionOptions.of(parsed);
    return Databases.connect(
        parsed,
        options,
        url,
        info,
        database -> {
          CairnConnection connection = new CairnConnection(driver, factory, url, options, database);
          connection.start(parsed);
          return connection;
        });
  }

  private void start(ConnectionUrl url) throws SQLException {
    if (url.given(Option.SCHEMA) != null) {
      setSchema(options.schema());
    }
    ConnectionOptions actual = database.openedWith();
    warnAbout(url, Option.THREADS, options.threads(), actual.threads());
    warnAbout(url, Option.MEMORY_LIMIT, options.memoryLimitBytes(), actual.memoryLimitBytes());
    warnAbout(url, Option.DURABILITY, options.durability(), actual.durability());
    if (isOpenedReadOnly()) {
      warnings.add(
          "The connection is read only: another one opened the database with readOnly=true");
    }
  }

  private void warnAbout(ConnectionUrl url, Option option, Object wanted, Object actual) {
    if (url.given(option) != null && !wanted.equals(actual)) {
      warnings.add(
          option.key()
              + "="
              + url.given(option)
              + " has no effect: another connection opened the"
              + " database with "
              + actual.toString().toLowerCase(Locale.ROOT));
    }
  }

  /** Whether another connection chose that nothing changes, and this one did not. */
  private boolean isOpenedReadOnly() {
    return database.openedWith().readOnly() && !options.readOnly();
  }

  /** The planner's session, for what JDBC has no words for. */
  public Session session() {
    return turns.session();
  }

  ConnectionOptions options() {
    return options;
  }

  String catalog() {
    return database.engine().options().catalog();
  }

  @Override
  public ConnectionConfig config() {
    return CONFIG;
  }

  @Override
  public TimeZone getTimeZone() {
    return TimeZone.getDefault();
  }

  @Override
  protected void checkOpen() throws SQLException {
    if (turns.isClosed()) {
      throw SqlErrors.closed("connection");
    }
  }

  PreparedQuery prepare(String sql) throws SQLException {
    checkOpen();
    try {
      return turns.run(session -> session.prepare(sql));
    } catch (SQLException e) {
      // the planner knows that nothing can be changed, and not who asked for that
      boolean asked = database.openedWith().readOnly();
      throw asked && SqlState.READ_ONLY.code().equals(e.getSQLState()) ? readOnly(e) : e;
    }
  }

  /** Runs a statement in the current transaction, or opens one if autocommit is off. */
  Result execute(PreparedQuery query, @Nullable Object[] values, QueryControl control)
      throws SQLException {
    checkAllows(query);
    return turns.execute(query, values, control, autoCommit);
  }

  /** Runs a statement once for each row, all or nothing; gives the number of changed rows. */
  long executeBatch(PreparedQuery query, ParameterRows rows, QueryControl control)
      throws SQLException {
    checkAllows(query);
    return turns.executeBatch(query, rows, control, autoCommit);
  }

  private void checkAllows(PreparedQuery query) throws SQLException {
    checkOpen();
    StatementKind kind = query.kind();
    if (kind != StatementKind.UPDATE && kind != StatementKind.DEFINITION) {
      return;
    }
    if (readOnly) {
      throw readOnly(null);
    }
  }

  private SQLException readOnly(@Nullable SQLException cause) {
    return SqlErrors.create(
        SqlState.READ_ONLY,
        isOpenedReadOnly()
            ? "The database is read only, the statement would change it: another connection of this"
                + " process opened it with readOnly=true; close that one first"
            : "The connection is read only, the statement would change the database; call"
                + " setReadOnly(false), or open it without readOnly=true",
        cause);
  }

  /**
   * Starts adding rows to a table, whole columns at a time.
   *
   * @param table the table's name as SQL writes it, as {@code readings}, {@code plant.parts} or
   *     {@code "sensors/2024".readings}
   * @throws SQLException 42601 if that is no name, 42P01 if there is no such table, 25006 if it
   *     cannot be changed
   */
  public CairnAppender appender(String table) throws SQLException {
    return CairnAppender.open(this, table);
  }

  /** Opens a transaction that autocommit does not end; does nothing if one is open. */
  void begin() throws SQLException {
    checkOpen();
    turns.run(
        session -> {
          session.begin();
          return session;
        });
  }

  /** A result of rows that are there already; its statement ends with it. */
  ResultSet localRows(List<ResultColumn> columns, List<@Nullable Object[]> rows)
      throws SQLException {
    CairnStatement statement = createStatement();
    statement.closeOnCompletion();
    return statement.show(
        new RowsCursor(columns, rows), new ResultShape(columns), new QueryControl());
  }

  @Override
  public CairnStatement createStatement() throws SQLException {
    return createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability);
  }

  @Override
  public CairnStatement createStatement(int type, int concurrency) throws SQLException {
    return createStatement(type, concurrency, holdability);
  }

  @Override
  public CairnStatement createStatement(int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    checkResultSetKind(type, concurrency, holdability);
    return new CairnStatement(this, type, concurrency, holdability);
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return prepareStatement(
        sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    return prepareStatement(sql, type, concurrency, holdability);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    checkResultSetKind(type, concurrency, holdability);
    return new CairnPreparedStatement(
        this, prepare(JdbcEscapes.translate(sql)), type, concurrency, holdability);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
    return prepareStatement(sql);
  }

  private static void checkResultSetKind(int type, int concurrency, int holdability)
      throws SQLException {
    boolean known =
        type == ResultSet.TYPE_FORWARD_ONLY
            || type == ResultSet.TYPE_SCROLL_INSENSITIVE
            || type == ResultSet.TYPE_SCROLL_SENSITIVE;
    boolean knownConcurrency =
        concurrency == ResultSet.CONCUR_READ_ONLY || concurrency == ResultSet.CONCUR_UPDATABLE;
    if (!known || !knownConcurrency) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT,
          "Result set type "
              + type
              + " and concurrency "
              + concurrency
              + " are none of the constants of ResultSet");
    }
    checkHoldability(holdability);
  }

  private static void checkHoldability(int holdability) throws SQLException {
    if (holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT
        && holdability != ResultSet.CLOSE_CURSORS_AT_COMMIT) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT,
          "Holdability " + holdability + " is none of the constants of ResultSet");
    }
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    checkOpen();
    return JdbcEscapes.translate(sql);
  }

  /** Turning autocommit on commits the open transaction. */
  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    checkOpen();
    if (autoCommit && !this.autoCommit) {
      endTransaction(Session::commit);
    }
    this.autoCommit = autoCommit;
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    checkOpen();
    return autoCommit;
  }

  @Override
  public void commit() throws SQLException {
    checkTransaction("commit");
    endTransaction(Session::commit);
  }

  @Override
  public void rollback() throws SQLException {
    checkTransaction("rollback");
    endTransaction(Session::rollback);
  }

  private void checkTransaction(String method) throws SQLException {
    checkOpen();
    if (autoCommit && !session().inTransaction()) {
      throw SqlErrors.create(
          SqlState.NO_ACTIVE_TRANSACTION,
          method
              + ": there is no transaction, autocommit is on; call setAutoCommit(false), or"
              + " BEGIN in SQL");
    }
  }

  private void endTransaction(Consumer<Session> end) throws SQLException {
    for (AvaticaStatement statement : statementMap.values()) {
      if (statement instanceof CairnStatement cairn) {
        cairn.transactionEnds();
      }
    }
    turns.run(
        session -> {
          if (session.inTransaction()) {
            end.accept(session);
          }
          return session;
        });
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    checkOpen();
    if (readOnly != this.readOnly && session().inTransaction()) {
      throw SqlErrors.create(
          SqlState.ACTIVE_TRANSACTION,
          "setReadOnly cannot change inside a transaction; commit or roll back first");
    }
    this.readOnly = readOnly;
  }

  /** Whether the connection was set so, or the database itself cannot change. */
  @Override
  public boolean isReadOnly() throws SQLException {
    checkOpen();
    return readOnly || isOpenedReadOnly() || session().engine().source().isReadOnly();
  }

  @Override
  public void setCatalog(@Nullable String catalog) throws SQLException {
    checkOpen();
    if (catalog != null && !catalog.isEmpty() && !catalog.equalsIgnoreCase(catalog())) {
      throw SqlErrors.create(
          SqlState.UNKNOWN_CATALOG,
          "There is no catalog '" + catalog + "'; this connection's is '" + catalog() + "'");
    }
  }

  @Override
  public String getCatalog() throws SQLException {
    checkOpen();
    return catalog();
  }

  @Override
  public void setSchema(@Nullable String schema) throws SQLException {
    checkOpen();
    if (schema == null) {
      return;
    }
    turns.run(
        session -> {
          session.setSchema(schema);
          return session;
        });
  }

  @Override
  public String getSchema() throws SQLException {
    checkOpen();
    return session().schema();
  }

  /** Every transaction sees one snapshot; a request for another level is met with a warning. */
  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    checkOpen();
    switch (level) {
      case TRANSACTION_REPEATABLE_READ -> {}
      case TRANSACTION_READ_UNCOMMITTED, TRANSACTION_READ_COMMITTED ->
          warnings.add("The isolation stays REPEATABLE_READ, which is better than asked for");
      case TRANSACTION_SERIALIZABLE ->
          warnings.add(
              "The isolation stays REPEATABLE_READ: snapshots, in which SERIALIZABLE's anomaly of"
                  + " two writers that read each other's rows is possible");
      default ->
          throw SqlErrors.create(
              SqlState.INVALID_ARGUMENT,
              "Transaction isolation " + level + " is none that a connection can have");
    }
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    checkOpen();
    return TRANSACTION_REPEATABLE_READ;
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    checkOpen();
    checkHoldability(holdability);
    this.holdability = holdability;
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return holdability;
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
  public Clob createClob() throws SQLException {
    checkOpen();
    return new CairnClob();
  }

  @Override
  public Blob createBlob() throws SQLException {
    checkOpen();
    return new CairnBlob();
  }

  @Override
  public NClob createNClob() throws SQLException {
    checkOpen();
    return new CairnClob();
  }

  /**
   * An array of elements.
   *
   * @param typeName the elements' type as SQL writes it: {@code INTEGER}, {@code DECIMAL(10, 2)}
   */
  @Override
  public Array createArrayOf(@Nullable String typeName, @Nullable Object @Nullable [] elements)
      throws SQLException {
    checkOpen();
    if (typeName == null) {
      throw SqlErrors.create(SqlState.INVALID_ARGUMENT, "The type name of an array is null");
    }
    return CairnArray.of(typeName, elements);
  }

  @Override
  public Struct createStruct(@Nullable String typeName, @Nullable Object @Nullable [] attributes)
      throws SQLException {
    checkOpen();
    return new CairnStruct(
        typeName == null ? "ROW" : typeName, attributes == null ? new Object[0] : attributes);
  }

  /** Whether the connection is open and its database still answers. */
  @Override
  public boolean isValid(int timeoutSeconds) throws SQLException {
    if (timeoutSeconds < 0) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT, "isValid: the timeout " + timeoutSeconds + " is negative");
    }
    if (turns.isClosed()) {
      return false;
    }
    try {
      session().engine().source().snapshot().close();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void setClientInfo(@Nullable String name, @Nullable String value)
      throws SQLClientInfoException {
    clientProperties.set(name, value, isClosed());
  }

  @Override
  public void setClientInfo(@Nullable Properties properties) throws SQLClientInfoException {
    clientProperties.replace(properties, isClosed());
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return clientProperties.value(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    return clientProperties.all();
  }

  /** Kept for its getter: nothing goes over a network. */
  @Override
  public void setNetworkTimeout(@Nullable Executor executor, int millis) throws SQLException {
    checkOpen();
    if (millis < 0) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT, "setNetworkTimeout: " + millis + " is negative");
    }
    networkTimeoutMillis = millis;
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    checkOpen();
    return networkTimeoutMillis;
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    checkOpen();
    return metaData;
  }

  /** Marks the connection closed at once and stops its statements; the executor cleans up. */
  @Override
  public void abort(@Nullable Executor executor) throws SQLException {
    if (executor == null) {
      throw SqlErrors.create(SqlState.INVALID_ARGUMENT, "abort: the executor is null");
    }
    if (turns.close()) {
      stopStatements();
      executor.execute(this::release);
    }
  }

  /** Stops and closes its statements; what the open transaction changed is dropped. */
  @Override
  public void close() throws SQLException {
    if (turns.close()) {
      stopStatements();
      try {
        release();
      } catch (RuntimeException e) {
        throw SqlErrors.of(e);
      }
    }
  }

  private void stopStatements() {
    for (AvaticaStatement statement : statementMap.values()) {
      if (statement instanceof CairnStatement cairn) {
        cairn.stop();
      }
    }
  }

  private void release() {
    try {
      turns.end(this::closeStatements);
    } finally {
      Databases.release(database);
    }
  }

  private void closeStatements() {
    for (AvaticaStatement statement : List.copyOf(statementMap.values())) {
      if (statement instanceof CairnStatement cairn) {
        cairn.close_();
      }
    }
  }

  @Override
  public boolean isClosed() {
    return turns.isClosed();
  }

  @Override
  public <T> T unwrap(@Nullable Class<T> iface) throws SQLException {
    return Wrappers.unwrap(Wrappers.isWrapper(session(), iface) ? session() : this, iface);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> iface) {
    return Wrappers.isWrapper(this, iface) || Wrappers.isWrapper(session(), iface);
  }
}
