package io.cairn.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A prepared query on a small table, executed 100,000 times: time and bytes allocated by each tenth
 * of the executions, and the heap in use before and after. Usage: {@code ReexecutionBench FILE SQL
 * BOUND}; the SQL has one parameter, bound to the numbers from 1 to BOUND in turn.
 */
final class ReexecutionBench {
  private static final int EXECUTIONS = 100_000;
  private static final int TENTHS = 10;

  private ReexecutionBench() {}

  public static void main(String[] arguments) throws Exception {
    int bound = Integer.parseInt(arguments[2]);
    try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + arguments[0]);
        PreparedStatement statement = connection.prepareStatement(arguments[1])) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long rows = 0;
      for (int i = 0; i < EXECUTIONS / TENTHS; i++) {
        rows += execute(statement, 1 + i % bound);
      }
      long heapBefore = heapInUse();
      System.out.printf("%n%s, %d executions%n", arguments[1], EXECUTIONS);
      for (int tenth = 0; tenth < TENTHS; tenth++) {
        long start = System.nanoTime();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < EXECUTIONS / TENTHS; i++) {
          rows += execute(statement, 1 + i % bound);
        }
        System.out.printf(
            "  tenth %2d: %6.2f us, %6d bytes each%n",
            tenth + 1,
            (System.nanoTime() - start) / 1e3 / (EXECUTIONS / TENTHS),
            (threads.getCurrentThreadAllocatedBytes() - bytes) / (EXECUTIONS / TENTHS));
      }
      System.out.printf(
          "  %d rows; heap in use %d KB before, %d KB after%n",
          rows, heapBefore / 1024, heapInUse() / 1024);
    }
  }

  private static long execute(PreparedStatement statement, int value) throws SQLException {
    statement.setInt(1, value);
    long rows = 0;
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows += result.getObject(1) == null ? 0 : 1;
      }
    }
    return rows;
  }

  private static long heapInUse() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
