package io.cairn.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The query that HDF5 users write most, at three selectivities: a condition over four columns of a
 * table, one column of the rows that satisfy it. Cairn through JDBC beside PyTables' {@code
 * read_where}. Usage: {@code SeedQueryBench SCRIPT FILE}, a file as {@code make_table.py rows}
 * writes it.
 */
final class SeedQueryBench {
  /** Width of the windows by the share of rows that they select. */
  private static final Map<String, Double> WIDTHS =
      Map.of("0.1 %", 0.001125, "1 %", 0.011375, "10 %", 0.1125);

  private SeedQueryBench() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + file);
        Statement statement = connection.createStatement();
        PyTablesPeer peer = new PyTablesPeer(Path.of(arguments[0]), file)) {
      for (String share : new String[] {"0.1 %", "1 %", "10 %"}) {
        new Alternation()
            .add(
                "PyTables: read_where",
                turn -> peer.readWhere(condition(share, turn, "&", "|"), "col2"))
            .add(
                "Cairn: rows drained by getDouble",
                turn ->
                    Alternation.timed(() -> drain(statement, condition(share, turn, "AND", "OR"))))
            .add(
                "Cairn: count and sum",
                turn ->
                    Alternation.timed(
                        () -> aggregate(statement, condition(share, turn, "AND", "OR"))))
            .run(file.getFileName() + ", " + share + " of the rows", 7);
      }
    }
  }

  /** The windows move with the turn, so that no result can be used again. */
  private static String condition(String share, int turn, String and, String or) {
    Double width = WIDTHS.get(share);
    if (width == null) {
      throw new IllegalArgumentException(share);
    }
    double first = 0.5 + turn * 0.0078125;
    double second = 0.625 - turn * 0.0078125;
    return "((((col4 >= %s) %s (col4 < %s)) %s ((col2 > %s) %s (col2 < %s)))"
            .formatted(first, and, first + width, or, second, and, second + width)
        + " %s ((col1 + 3.1 * col2 + col3 * col4) > 4.5))".formatted(and);
  }

  private static Alternation.Answer drain(Statement statement, String condition)
      throws SQLException {
    long rows = 0;
    double sum = 0;
    try (ResultSet result =
        statement.executeQuery("SELECT col2 FROM t WHERE " + condition.replace("3.1", "3.1e0"))) {
      while (result.next()) {
        sum += result.getDouble(1);
        rows++;
      }
    }
    return new Alternation.Answer(rows, sum);
  }

  private static Alternation.Answer aggregate(Statement statement, String condition)
      throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            "SELECT count(*), sum(col2) FROM t WHERE " + condition.replace("3.1", "3.1e0"))) {
      result.next();
      return new Alternation.Answer(result.getLong(1), result.getDouble(2));
    }
  }
}
