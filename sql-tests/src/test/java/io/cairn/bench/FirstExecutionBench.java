package io.cairn.bench;

import io.cairn.tpch.TpchQueries;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;

/**
 * The first execution of each of the 22 queries of TPC-H, in sequence, in a Java machine that
 * connected and then did nothing for a second; beside them DuckDB's steady times, measured
 * afterwards. Usage: {@code FirstExecutionBench DIRECTORY SCALE_FACTOR}.
 */
final class FirstExecutionBench {
  private static final long IDLE_MILLIS = 1000;
  private static final int STEADY_TURNS = 5;

  private FirstExecutionBench() {}

  public static void main(String[] arguments) throws Exception {
    TpchDatabase database =
        TpchDatabase.in(Path.of(arguments[0]), Double.parseDouble(arguments[1]));
    long[] first = new long[TpchQueries.COUNT];
    try (Connection cairn = database.openCairn("")) {
      Thread.sleep(IDLE_MILLIS);
      for (int i = 0; i < first.length; i++) {
        first[i] = TpchBench.time(cairn, database.query(i + 1));
      }
    }
    System.out.printf("%nFirst executions beside DuckDB's steady ones, ms%n");
    double logarithms = 0;
    double others = 0;
    try (Connection duck = database.openDuck()) {
      for (int i = 0; i < first.length; i++) {
        long[] steady = new long[STEADY_TURNS];
        TpchBench.time(duck, database.query(i + 1));
        for (int turn = 0; turn < STEADY_TURNS; turn++) {
          steady[turn] = TpchBench.time(duck, database.query(i + 1));
        }
        Arrays.sort(steady);
        double median = Alternation.median(steady);
        logarithms += Math.log((double) first[i]);
        others += Math.log(median);
        System.out.printf(
            "  Q%-5d %10.2f %10.2f %7.2f%n",
            i + 1, first[i] / 1e6, median / 1e6, first[i] / median);
      }
    }
    System.out.printf(
        "  geometric mean %.2f %.2f, ratio %.2f%n",
        Math.exp(logarithms / first.length) / 1e6,
        Math.exp(others / first.length) / 1e6,
        Math.exp((logarithms - others) / first.length));
  }
}
