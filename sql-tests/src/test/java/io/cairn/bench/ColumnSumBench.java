package io.cairn.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sum of one column of a table of eleven against the sums of all eleven, beside PyTables.
 * Usage: {@code ColumnSumBench SCRIPT FILE...}, files as {@code make_table.py columns} writes them.
 */
final class ColumnSumBench {
  private static final List<String> COLUMNS =
      List.of("i8", "i16", "i32", "i64", "u8", "u16", "u32", "f32", "f64", "price", "quantity");

  private ColumnSumBench() {}

  public static void main(String[] arguments) throws Exception {
    Path script = Path.of(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      Path file = Path.of(arguments[i]);
      try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + file);
          Statement statement = connection.createStatement();
          PyTablesPeer peer = new PyTablesPeer(script, file)) {
        new Alternation()
            .add("Cairn: eleven sums", turn -> Alternation.timed(() -> sums(statement, COLUMNS)))
            .add(
                "Cairn: sum of price",
                turn -> unchecked(Alternation.timed(() -> sums(statement, List.of("price")))))
            .add(
                "Cairn: sum of i64",
                turn -> unchecked(Alternation.timed(() -> sums(statement, List.of("i64")))))
            .add("PyTables: read(field='price')", turn -> unchecked(peer.read("price")))
            .add("PyTables: sum of price", turn -> unchecked(peer.sum("price")))
            .run(file.getFileName().toString(), 15);
        Alternation.Answer price = sums(statement, List.of("price"));
        double difference = Math.abs(price.checksum() - peer.sum("price").checksum());
        if (!(difference <= 1e-9 * Math.abs(price.checksum()))) {
          throw new IllegalStateException("The sums of price differ by " + difference);
        }
      }
    }
  }

  /** A checksum of its own kind is compared with nobody's. */
  private static Alternation.Outcome unchecked(Alternation.Outcome outcome) {
    return new Alternation.Outcome(outcome.nanos(), outcome.rows(), Double.NaN);
  }

  private static Alternation.Answer sums(Statement statement, List<String> columns)
      throws SQLException {
    String sql =
        columns.stream()
            .map(column -> "sum(\"" + column + "\")")
            .collect(Collectors.joining(", ", "SELECT ", " FROM t"));
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      double total = 0;
      for (int i = 1; i <= columns.size(); i++) {
        total += result.getDouble(i);
      }
      return new Alternation.Answer(1, total);
    }
  }
}
