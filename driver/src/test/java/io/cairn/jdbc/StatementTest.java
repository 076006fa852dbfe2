package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.sql.Types;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {
  /** Takes far longer than any test may. */
  private static final String ENDLESS =
      "SELECT sum(value) FROM TABLE(generate_series(1, 9000000000000))";

  @TempDir Path directory;
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws Exception {
    connection = DriverManager.getConnection("jdbc:cairn:" + TourFile.in(directory));
    statement = connection.createStatement();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private static String stateOf(ThrowingCallable call) {
    SQLException error = catchThrowableOfType(SQLException.class, call);
    assertThat((Throwable) error).isNotNull();
    return error.getSQLState();
  }

  @Test
  void readsATable() throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT id, name, latitude, active FROM stations WHERE id = 2")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt("ID")).isEqualTo(2);
      assertThat(rows.getString("name")).isEqualTo("Crow Ridge");
      assertThat(rows.getDouble(3)).isEqualTo(47.2455);
      assertThat(rows.getBoolean(4)).isTrue();
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void describesItsColumns() throws SQLException {
    ResultSetMetaData columns =
        statement
            .executeQuery(
                "SELECT id AS \"The Id\", wind, humidity FROM sensors.\"2024\".readings,"
                    + " stations WHERE station = id")
            .getMetaData();
    assertThat(columns.getColumnCount()).isEqualTo(3);
    assertThat(columns.getColumnLabel(1)).isEqualTo("The Id");
    assertThat(columns.getColumnName(1)).isEqualTo("id");
    assertThat(columns.getTableName(1)).isEqualTo("stations");
    assertThat(columns.getSchemaName(1)).isEqualTo("main");
    assertThat(columns.getCatalogName(1)).isEqualTo("tour");
    assertThat(columns.getColumnType(1)).isEqualTo(Types.INTEGER);
    assertThat(columns.getColumnClassName(1)).isEqualTo("java.lang.Integer");
    assertThat(columns.getSchemaName(2)).isEqualTo("sensors/2024");
    assertThat(columns.getColumnTypeName(2)).isEqualTo("TINYINT UNSIGNED");
    assertThat(columns.getColumnType(2)).isEqualTo(Types.SMALLINT);
    assertThat(columns.isSigned(2)).isFalse();
    assertThat(columns.getColumnType(3)).isEqualTo(Types.REAL);
    assertThat(columns.isReadOnly(3)).isTrue();
    assertThat(stateOf(() -> columns.getColumnLabel(4))).isEqualTo("07009");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "SELEC 1 ~ 42601",
        "SELECT 1 FROM nowhere ~ 42P01",
        "SELECT nothing FROM stations ~ 42703",
        "SELECT 1 / 0 ~ 22012",
        "SELECT CAST('abc' AS INTEGER) ~ 22P02",
        "SELECT CAST(3000000000 AS INTEGER) ~ 22003",
        "SELECT no_such_function(1) ~ 42883",
        "SELECT {d '2020-01-01' ~ 42601"
      })
  void reportsWrongStatements(String sql, String state) {
    assertThat(
            stateOf(
                () -> {
                  ResultSet rows = statement.executeQuery(sql);
                  rows.next();
                }))
        .isEqualTo(state);
  }

  @Test
  void refusesToChangeAForeignFile() {
    assertThat(stateOf(() -> statement.executeUpdate("CREATE TABLE t (a INTEGER)")))
        .isEqualTo("25006");
    assertThat(stateOf(() -> statement.executeUpdate("DELETE FROM stations"))).isEqualTo("25006");
    assertThat(stateOf(() -> statement.executeUpdate("DROP TABLE stations"))).isEqualTo("25006");
  }

  @Test
  void tellsRowsFromCounts() throws SQLException {
    assertThat(statement.execute("SELECT 1")).isTrue();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
    assertThat(statement.getResultSet()).isNotNull();
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getResultSet()).isNull();
    assertThat(statement.execute("BEGIN")).isFalse();
    assertThat(statement.getUpdateCount()).isZero();
    assertThat(statement.executeUpdate("COMMIT")).isZero();
    assertThat(stateOf(() -> statement.executeUpdate("SELECT 1"))).isEqualTo("07005");
    assertThat(stateOf(() -> statement.executeQuery("BEGIN"))).isEqualTo("07005");
    assertThat(stateOf(() -> statement.executeQuery("SELECT CAST(? AS INTEGER)")))
        .isEqualTo("07001");
    assertThat(statement.getGeneratedKeys().next()).isFalse();
  }

  @Test
  void endsTheResultBeforeTheNext() throws SQLException {
    ResultSet first = statement.executeQuery("SELECT id FROM stations");
    ResultSet second = statement.executeQuery("SELECT id FROM stations");
    assertThat(first.isClosed()).isTrue();
    assertThat(second.next()).isTrue();
    statement.closeOnCompletion();
    ResultSet third = statement.executeQuery("SELECT id FROM stations");
    assertThat(statement.isClosed()).isFalse();
    third.close();
    assertThat(statement.isClosed()).isTrue();
    assertThat(stateOf(() -> statement.executeQuery("SELECT 1"))).isEqualTo("08003");
  }

  @Test
  void readsSeveralResultsOfOneConnectionInTurn() throws SQLException {
    try (Statement other = connection.createStatement();
        ResultSet a = statement.executeQuery("SELECT value FROM TABLE(generate_series(1, 5000))");
        ResultSet b = other.executeQuery("SELECT value FROM TABLE(generate_series(1, 5000))")) {
      for (int i = 1; i <= 5000; i++) {
        assertThat(a.next() && b.next()).isTrue();
        assertThat(a.getLong(1)).isEqualTo(i);
        assertThat(b.getLong(1)).isEqualTo(i);
      }
      assertThat(a.next() || b.next()).isFalse();
    }
  }

  @Test
  void translatesEscapesUnlessToldNotTo() throws SQLException {
    ResultSet rows = statement.executeQuery("SELECT {d '2020-01-31'}");
    rows.next();
    assertThat(rows.getDate(1)).hasToString("2020-01-31");
    statement.setEscapeProcessing(false);
    assertThat(statement.executeQuery("SELECT '{d'").next()).isTrue();
  }

  @Test
  void limitsTheRows() throws SQLException {
    statement.setMaxRows(3);
    ResultSet rows = statement.executeQuery("SELECT value FROM TABLE(generate_series(1, 10))");
    int count = 0;
    while (rows.next()) {
      count++;
    }
    assertThat(count).isEqualTo(3);
    assertThat(stateOf(() -> statement.setMaxRows(-1))).isEqualTo("22023");
  }

  @Test
  void namesTheFailingEntryOfABatch() throws SQLException {
    statement.addBatch("BEGIN");
    statement.addBatch("DELETE FROM stations");
    statement.addBatch("COMMIT");
    BatchUpdateException error =
        catchThrowableOfType(BatchUpdateException.class, statement::executeBatch);
    assertThat(error.getSQLState()).isEqualTo("25006");
    assertThat(error.getUpdateCounts()).containsExactly(0);
    assertThat(statement.executeBatch()).isEmpty();
  }

  @Test
  @Timeout(60)
  void endsAtItsTimeLimit() throws SQLException {
    statement.setQueryTimeout(1);
    assertThat(statement.getQueryTimeout()).isEqualTo(1);
    SQLException error =
        catchThrowableOfType(SQLException.class, () -> statement.executeQuery(ENDLESS).next());
    assertThat((Throwable) error)
        .isInstanceOf(SQLTimeoutException.class)
        .hasMessageContaining("1000 ms");
    assertThat(error.getSQLState()).isEqualTo("57014");
    statement.setQueryTimeout(0);
    assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
  }

  @Test
  @Timeout(60)
  void takesItsTimeLimitFromTheUrl() throws SQLException {
    try (Connection limited = DriverManager.getConnection("jdbc:cairn:;queryTimeout=100ms");
        Statement slow = limited.createStatement()) {
      assertThat(slow.getQueryTimeout()).isEqualTo(1);
      assertThat(stateOf(() -> slow.executeQuery(ENDLESS).next())).isEqualTo("57014");
    }
  }

  @Test
  @Timeout(60)
  void isCancelledBeforeItsTurnComes() throws Exception {
    Path store = directory.resolve("busy.cairn");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Connection busy = DriverManager.getConnection("jdbc:cairn:" + store);
        Statement first = busy.createStatement();
        Statement second = busy.createStatement()) {
      Future<?> running =
          threads.submit(
              () ->
                  first.execute(
                      "CREATE TABLE t AS SELECT MOD(value * 7919, 1000003) AS a"
                          + " FROM TABLE(generate_series(1, 9000000000000))"));
      while (Files.size(store) < 1_000_000) {
        Thread.onSpinWait();
      }
      AtomicReference<Thread> waiter = new AtomicReference<>();
      Future<?> waiting =
          threads.submit(
              () -> {
                waiter.set(Thread.currentThread());
                return second.executeQuery(ENDLESS).next();
              });
      while (waiter.get() == null || waiter.get().getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      second.cancel();
      first.cancel();
      assertThatThrownBy(waiting::get).cause().hasFieldOrPropertyWithValue("SQLState", "57014");
      assertThatThrownBy(running::get).cause().hasFieldOrPropertyWithValue("SQLState", "57014");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Timeout(60)
  void isCancelledFromAnotherThread() throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    Thread canceller =
        new Thread(
            () -> {
              while (stop.getCount() > 0) {
                try {
                  statement.cancel();
                } catch (SQLException e) {
                  throw new AssertionError(e);
                }
                Thread.onSpinWait();
              }
            });
    canceller.start();
    SQLException error =
        catchThrowableOfType(SQLException.class, () -> statement.executeQuery(ENDLESS).next());
    stop.countDown();
    canceller.join();
    assertThat((Throwable) error).isNotNull().isNotInstanceOf(SQLTimeoutException.class);
    assertThat(error.getSQLState()).isEqualTo("57014");
    assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
  }

  @Test
  @Timeout(60)
  void endsWhenItsConnectionIsAborted() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    Thread aborter =
        new Thread(
            () -> {
              try {
                started.await();
                connection.abort(Runnable::run);
              } catch (InterruptedException | SQLException e) {
                throw new AssertionError(e);
              }
            });
    aborter.start();
    ResultSet rows =
        statement.executeQuery(
            "SELECT value FROM TABLE(generate_series(1, 9000000000000)) WHERE value > 0");
    assertThat(rows.next()).isTrue();
    started.countDown();
    SQLException error =
        catchThrowableOfType(
            SQLException.class,
            () -> {
              while (rows.next()) {
                rows.getLong(1);
              }
            });
    aborter.join();
    assertThat((Throwable) error).isNotNull();
    assertThat(error.getSQLState()).isIn("57014", "08003");
  }

  @Test
  void countsAnUntouchedResultsIdleTimeForNothing() throws SQLException {
    io.cairn.planner.exec.QueryControl control = new io.cairn.planner.exec.QueryControl(1);
    control.pause();
    long start = System.nanoTime();
    while (System.nanoTime() - start < 3_000_000) {
      Thread.onSpinWait();
    }
    control.check();
    control.resume();
    control.pause();
    control.check();
  }
}
