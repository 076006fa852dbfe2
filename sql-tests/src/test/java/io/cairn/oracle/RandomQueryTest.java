package io.cairn.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random queries have the same rows in Cairn and in DuckDB. */
class RandomQueryTest {
  private static final Path TOUR =
      Path.of("..", "driver", "src", "main", "resources", "io", "cairn", "cli", "demo", "tour.h5");
  private static final int QUERIES = Integer.getInteger("oracle.queries", 150);

  @Test
  void haveTheRowsThatAnotherDatabaseGives() throws SQLException {
    long seed = Long.getLong("cairn.seed", 42);
    RandomQuery queries = new RandomQuery(new Random(seed));
    String url = "jdbc:cairn:" + TOUR.toAbsolutePath().normalize();
    try (Connection cairn = DriverManager.getConnection(url);
        Connection oracle = Oracle.copyOf(cairn)) {
      for (int i = 0; i < QUERIES; i++) {
        RandomQuery.Sql query = queries.next();
        List<String> expected = rows(oracle, query);
        List<String> found = rows(cairn, query);
        if (!expected.equals(found)) {
          assertThat(found).as("seed %d, query %d: %s", seed, i, query.text()).isEqualTo(expected);
        }
      }
    }
  }

  private static List<String> rows(Connection connection, RandomQuery.Sql query) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query.text())) {
      List<String> rows = ResultText.rows(result);
      if (!query.isOrdered()) {
        rows.sort(null);
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(query.text(), e);
    }
  }
}
