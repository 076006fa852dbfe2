package io.cairn.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Bytes that queries of TPC-H allocate in steady state, on all threads: for each execution, and for
 * each batch of 2,048 rows of their largest table by which a database of twice the size needs more.
 * The latter is zero where nothing is allocated for a batch but tables of joins and groups, which
 * grow too. Usage: {@code AllocationBench DIRECTORY SCALE_FACTOR}.
 */
final class AllocationBench {
  private static final int[] QUERIES = {1, 3, 6, 9};
  private static final int WARM_UP = 40;
  private static final int MEASURED = 20;
  private static final int BATCH_ROWS = 2048;

  private AllocationBench() {}

  public static void main(String[] arguments) throws Exception {
    double scaleFactor = Double.parseDouble(arguments[1]);
    Path directory = Path.of(arguments[0]);
    double[][] small = measure(TpchDatabase.in(directory, scaleFactor / 2));
    double[][] large = measure(TpchDatabase.in(directory, scaleFactor));
    System.out.printf(
        "%nAllocation in steady state, scale factor %s%n  query  KB a query  bytes a batch more%n",
        scaleFactor);
    for (int i = 0; i < QUERIES.length; i++) {
      System.out.printf(
          "  Q%-4d %11.1f %19.1f%n",
          QUERIES[i],
          large[i][0] / 1024,
          (large[i][0] - small[i][0]) / (large[i][1] - small[i][1]));
    }
  }

  /** Bytes of an execution, and batches of the largest table. */
  private static double[][] measure(TpchDatabase database) throws SQLException {
    double[][] measured = new double[QUERIES.length][];
    try (Connection cairn = database.openCairn("")) {
      double batches = batches(cairn);
      for (int i = 0; i < QUERIES.length; i++) {
        String sql = database.query(QUERIES[i]);
        for (int turn = 0; turn < WARM_UP; turn++) {
          TpchBench.time(cairn, sql);
        }
        long before = allocated();
        for (int turn = 0; turn < MEASURED; turn++) {
          TpchBench.time(cairn, sql);
        }
        measured[i] = new double[] {(allocated() - before) / (double) MEASURED, batches};
      }
    }
    return measured;
  }

  private static double batches(Connection cairn) throws SQLException {
    try (Statement statement = cairn.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM lineitem")) {
      result.next();
      return result.getLong(1) / (double) BATCH_ROWS;
    }
  }

  /** Bytes allocated so far by the threads that live; workers live as long as their database. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }
}
