package io.cairn.bench;

import io.cairn.jdbc.CairnAppender;
import io.cairn.jdbc.CairnConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;

/**
 * Rows of seven columns (BIGINT, three DOUBLE, INTEGER, text of 11 characters, TIMESTAMP) into a
 * new store: by batches of 10,000 in autocommit and in one transaction, and by whole columns.
 * Prints the time of each and, of the batches, the part between {@code executeBatch} calls: making
 * and binding the values. Usage: {@code LoadBench STORE ROWS ROUNDS}.
 */
final class LoadBench {
  private static final int BATCH = 10_000;
  private static final int DISTINCT = 1_000;

  private final String[] names = new String[DISTINCT];
  private final Timestamp[] moments = new Timestamp[DISTINCT];
  private final int rows;

  private LoadBench(int rows) {
    this.rows = rows;
    for (int i = 0; i < DISTINCT; i++) {
      names[i] = "station-" + (100 + i % 900);
      moments[i] = new Timestamp(1_600_000_000_000L + i * 1_234_567L);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path store = Path.of(arguments[0]);
    LoadBench bench = new LoadBench(Integer.parseInt(arguments[1]));
    for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
      for (Way way : Way.values()) {
        bench.load(store, way);
      }
    }
    delete(store);
  }

  private enum Way {
    BATCHES_IN_AUTOCOMMIT,
    BATCHES_IN_A_TRANSACTION,
    APPENDER
  }

  private static void delete(Path store) throws IOException {
    Files.deleteIfExists(store);
    Files.deleteIfExists(Path.of(store + "-lck"));
  }

  private void load(Path store, Way way) throws SQLException, IOException {
    delete(store);
    long start = System.nanoTime();
    long inserting = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + store);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t (id BIGINT, a DOUBLE, b DOUBLE, c DOUBLE, k INTEGER, name VARCHAR(11),"
              + " moment TIMESTAMP)");
      start = System.nanoTime();
      connection.setAutoCommit(way != Way.BATCHES_IN_A_TRANSACTION);
      if (way == Way.APPENDER) {
        append(connection);
      } else {
        inserting = insert(connection);
      }
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
      check(statement);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%-25s %5.2f s, %4.2f million rows/s%s; %d bytes%n",
        way,
        seconds,
        rows / seconds / 1e6,
        way == Way.APPENDER ? "" : String.format(", binding %4.2f s", seconds - inserting / 1e9),
        Files.size(store));
  }

  /** Nanoseconds within {@code executeBatch}. */
  private long insert(Connection connection) throws SQLException {
    long inside = 0;
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (int r = 0; r < rows; r++) {
        insert.setLong(1, r);
        insert.setDouble(2, r * 0.5);
        insert.setDouble(3, r * 0.25);
        insert.setDouble(4, r);
        insert.setInt(5, r % DISTINCT);
        insert.setString(6, names[r % DISTINCT]);
        insert.setTimestamp(7, moments[r % DISTINCT]);
        insert.addBatch();
        if (r % BATCH == BATCH - 1 || r == rows - 1) {
          long before = System.nanoTime();
          insert.executeBatch();
          inside += System.nanoTime() - before;
        }
      }
    }
    return inside;
  }

  private void append(Connection connection) throws SQLException {
    int size = 1 << 17;
    try (CairnAppender appender = connection.unwrap(CairnConnection.class).appender("t")) {
      for (int from = 0; from < rows; from += size) {
        int count = Math.min(size, rows - from);
        long[] ids = new long[count];
        double[] halves = new double[count];
        double[] quarters = new double[count];
        double[] wholes = new double[count];
        int[] keys = new int[count];
        String[] texts = new String[count];
        long[] micros = new long[count];
        for (int i = 0; i < count; i++) {
          int r = from + i;
          ids[i] = r;
          halves[i] = r * 0.5;
          quarters[i] = r * 0.25;
          wholes[i] = r;
          keys[i] = r % DISTINCT;
          texts[i] = names[r % DISTINCT];
          micros[i] = moments[r % DISTINCT].getTime() * 1000;
        }
        appender.append(ids, halves, quarters, wholes, keys, texts, micros);
      }
    }
  }

  private void check(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery("SELECT count(*), sum(id) FROM t")) {
      found.next();
      long sum = rows * (rows - 1L) / 2;
      if (found.getLong(1) != rows || found.getLong(2) != sum) {
        throw new AssertionError(found.getLong(1) + " rows of " + rows);
      }
    }
  }
}
