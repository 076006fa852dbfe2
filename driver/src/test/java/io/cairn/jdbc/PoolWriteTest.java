package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolWriteTest {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 25;
  private static final int ROWS = 20;

  @TempDir Path directory;

  private static HikariDataSource pool(Object place, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:cairn:" + place);
    config.setMaximumPoolSize(size);
    return new HikariDataSource(config);
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void losesAndDoublesNothingInAFile() throws Exception {
    Path file = directory.resolve("pool.cairn");
    try (HikariDataSource pool = pool(file + ";durability=normal", WRITERS)) {
      writeInParallel(pool);
    }
    try (HikariDataSource again = pool(file, 1);
        Connection connection = again.getConnection()) {
      check(connection);
    }
  }

  @Test
  void losesAndDoublesNothingInSharedMemory() throws Exception {
    try (HikariDataSource pool = pool("mem:pool", WRITERS)) {
      writeInParallel(pool);
    }
  }

  /**
   * Every writer wants to be the winner of every round, which a key allows one of them alone, and
   * adds rows of its own in the same transaction; who loses notes that in autocommit.
   */
  private static void writeInParallel(HikariDataSource pool) throws Exception {
    try (Connection connection = pool.getConnection()) {
      run(
          connection,
          "CREATE TABLE rounds (round INTEGER PRIMARY KEY, winner INTEGER)",
          "CREATE TABLE work (writer INTEGER, round INTEGER, n INTEGER,"
              + " PRIMARY KEY (writer, round, n))",
          "CREATE TABLE losses (writer INTEGER, round INTEGER)");
    }
    CyclicBarrier together = new CyclicBarrier(WRITERS);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<Integer>> wins = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      wins.add(
          threads.submit(
              () -> {
                int won = 0;
                for (int round = 0; round < ROUNDS; round++) {
                  together.await();
                  won += play(pool, number, round);
                }
                return won;
              }));
    }
    int won = 0;
    for (Future<Integer> each : wins) {
      won += each.get();
    }
    threads.shutdown();
    assertThat(won).isEqualTo(ROUNDS);
    try (Connection connection = pool.getConnection()) {
      check(connection);
    }
  }

  private static void check(Connection connection) throws SQLException {
    assertThat(value(connection, "SELECT count(*) FROM rounds")).isEqualTo("" + ROUNDS);
    assertThat(value(connection, "SELECT count(*) FROM work")).isEqualTo("" + ROUNDS * ROWS);
    assertThat(
            value(
                connection,
                "SELECT count(*) FROM work AS w JOIN rounds AS r"
                    + " ON r.round = w.round AND r.winner = w.writer"))
        .isEqualTo("" + ROUNDS * ROWS);
    assertThat(value(connection, "SELECT count(*) FROM losses"))
        .isEqualTo("" + ROUNDS * (WRITERS - 1));
    assertThat(
            value(connection, "SELECT count(*) FROM (SELECT DISTINCT writer, round FROM losses)"))
        .isEqualTo("" + ROUNDS * (WRITERS - 1));
  }

  /** One round of one writer: 1 if it won. */
  private static int play(HikariDataSource pool, int writer, int round) throws SQLException {
    while (true) {
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getAutoCommit()).isTrue();
        connection.setAutoCommit(false);
        try {
          insert(connection, writer, round);
          connection.commit();
          return 1;
        } catch (SQLTransactionRollbackException conflict) {
          assertThat(conflict.getSQLState()).isEqualTo("40001");
          // again, on a newer state
        } catch (SQLException lost) {
          assertThat(lost.getSQLState()).isEqualTo("23505");
          connection.rollback();
          connection.setAutoCommit(true);
          run(connection, "INSERT INTO losses VALUES (" + writer + ", " + round + ")");
          return 0;
        }
      }
    }
  }

  private static void insert(Connection connection, int writer, int round) throws SQLException {
    try (PreparedStatement work = connection.prepareStatement("INSERT INTO work VALUES (?, ?, ?)");
        PreparedStatement win = connection.prepareStatement("INSERT INTO rounds VALUES (?, ?)")) {
      work.setInt(1, writer);
      work.setInt(2, round);
      for (int n = 0; n < ROWS; n++) {
        work.setInt(3, n);
        work.addBatch();
      }
      work.executeBatch();
      win.setInt(1, round);
      win.setInt(2, writer);
      assertThat(win.executeUpdate()).isEqualTo(1);
    }
  }

  @Test
  void givesConnectionsBackClean() throws SQLException {
    try (HikariDataSource pool = pool("mem:clean", 1)) {
      try (Connection connection = pool.getConnection()) {
        run(connection, "CREATE TABLE t (n INTEGER)");
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        run(connection, "INSERT INTO t VALUES (1)");
      }
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat((Throwable) connection.getWarnings()).isNull();
        assertThat(value(connection, "SELECT count(*) FROM t")).isEqualTo("0");
        connection.setReadOnly(true);
        assertThat(
                catchThrowableOfType(
                        SQLException.class, () -> run(connection, "INSERT INTO t VALUES (1)"))
                    .getSQLState())
            .isEqualTo("25006");
      }
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(connection.isValid(1)).isTrue();
        run(connection, "INSERT INTO t VALUES (1)");
        assertThat(value(connection, "SELECT count(*) FROM t")).isEqualTo("1");
      }
    }
  }

  @Test
  void losesTheTransactionOfAConnectionThatIsClosed() throws SQLException {
    try (HikariDataSource pool = pool("mem:closed", 2);
        Connection keeper = pool.getConnection()) {
      run(keeper, "CREATE TABLE t (n INTEGER)");
      CairnConnection connection = pool.getConnection().unwrap(CairnConnection.class);
      connection.setAutoCommit(false);
      run(connection, "INSERT INTO t VALUES (1)");
      assertThat(value(connection, "SELECT count(*) FROM t")).isEqualTo("1");
      connection.close();
      assertThat(connection.isValid(1)).isFalse();
      assertThat(value(keeper, "SELECT count(*) FROM t")).isEqualTo("0");
    }
  }
}
