package io.cairn.bench;

import io.cairn.oracle.Answer;
import io.cairn.tpch.TpchQueries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * The 22 queries of TPC-H in turn by Cairn and by DuckDB, medians with their ratios, and the
 * geometric mean of the ratios. Answers are compared first, which also warms up both. Usage: {@code
 * TpchBench DIRECTORY [--sf N] [--reps N] [--queries N,N,..] [--options ;key=value..]}.
 */
final class TpchBench {
  private TpchBench() {}

  public static void main(String[] arguments) throws Exception {
    double scaleFactor = 1;
    int turns = 5;
    String options = "";
    int[] queries = new int[TpchQueries.COUNT];
    Arrays.setAll(queries, i -> i + 1);
    for (int i = 1; i + 1 < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--sf" -> scaleFactor = Double.parseDouble(value);
        case "--reps" -> turns = Integer.parseInt(value);
        case "--options" -> options = value;
        case "--queries" ->
            queries = Arrays.stream(value.split(",")).mapToInt(Integer::parseInt).toArray();
        default -> throw new IllegalArgumentException(arguments[i]);
      }
    }
    TpchDatabase database = TpchDatabase.in(Path.of(arguments[0]), scaleFactor);
    try (Connection cairn = database.openCairn(options);
        Connection duck = database.openDuck()) {
      run(database, cairn, duck, queries, turns, scaleFactor);
    }
  }

  private static void run(
      TpchDatabase database,
      Connection cairn,
      Connection duck,
      int[] queries,
      int turns,
      double scaleFactor)
      throws SQLException {
    for (int query : queries) {
      String difference =
          answer(duck, database.query(query))
              .orderedDifference(answer(cairn, database.query(query)));
      if (difference != null) {
        throw new IllegalStateException("Query " + query + ": " + difference);
      }
    }
    System.out.printf(
        "%nTPC-H, scale factor %s, median of %d%n  query   Cairn ms  DuckDB ms   ratio%n",
        scaleFactor, turns);
    double logarithms = 0;
    double worst = 0;
    for (int query : queries) {
      String sql = database.query(query);
      long[] mine = new long[turns];
      long[] others = new long[turns];
      for (int turn = -1; turn < turns; turn++) {
        long nanos = time(cairn, sql);
        long otherNanos = time(duck, sql);
        if (turn >= 0) {
          mine[turn] = nanos;
          others[turn] = otherNanos;
        }
      }
      Arrays.sort(mine);
      Arrays.sort(others);
      double ratio = Alternation.median(mine) / Alternation.median(others);
      logarithms += Math.log(ratio);
      worst = Math.max(worst, ratio);
      System.out.printf(
          "  Q%-5d %10.2f %10.2f %7.2f%n",
          query, Alternation.median(mine) / 1e6, Alternation.median(others) / 1e6, ratio);
    }
    System.out.printf(
        "  geometric mean %.3f, worst %.2f%n", Math.exp(logarithms / queries.length), worst);
  }

  static Answer answer(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return Answer.of(result);
    }
  }

  /** Nanoseconds from the text of a query to the last value of its result. */
  static long time(Connection connection, String sql) throws SQLException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        for (int i = 1; i <= columns; i++) {
          result.getObject(i);
        }
      }
    }
    return System.nanoTime() - start;
  }
}
