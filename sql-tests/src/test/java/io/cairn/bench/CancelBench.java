package io.cairn.bench;

import io.cairn.cancel.LongQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/**
 * Cancels a query of each operator half a second, and again one and a half, after it began, and
 * prints how long it takes to end. Usage: {@code CancelBench STORE}.
 */
final class CancelBench {
  private static final long[] WAITS_MILLIS = {500, 1500};

  private CancelBench() {}

  public static void main(String[] arguments) throws Exception {
    Path store = Path.of(arguments[0]);
    Files.deleteIfExists(store);
    try (Connection connection =
        DriverManager.getConnection("jdbc:cairn:" + store + ";memoryLimit=64m")) {
      LongQuery.prepare(connection);
      System.out.printf("%nMilliseconds from cancel to the end of the statement%n");
      for (LongQuery query : LongQuery.values()) {
        StringBuilder line = new StringBuilder();
        for (long wait : WAITS_MILLIS) {
          line.append(String.format(" %10s", cancelled(connection, query, wait)));
        }
        System.out.printf("  %-24s%s%n", query, line);
      }
    }
    Files.deleteIfExists(store);
  }

  private static String cancelled(Connection connection, LongQuery query, long waitMillis)
      throws Exception {
    try (Statement statement = connection.createStatement()) {
      CompletableFuture<String> running =
          CompletableFuture.supplyAsync(() -> drain(statement, query));
      Thread.sleep(waitMillis);
      if (running.isDone()) {
        return running.get();
      }
      long start = System.nanoTime();
      statement.cancel();
      String end = running.get();
      return end.equals("57014") ? String.format("%.1f", (System.nanoTime() - start) / 1e6) : end;
    }
  }

  /** The state in which the statement ends. */
  private static String drain(Statement statement, LongQuery query) {
    try (ResultSet result = statement.executeQuery(query.sql())) {
      while (result.next()) {
        result.getObject(1);
      }
      return "ended";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }
}
