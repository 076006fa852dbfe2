package io.cairn.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.oracle.Answer;
import io.cairn.oracle.RowGroupCopy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The 22 queries have DuckDB's answers, however they are run. {@code -Dtpch.scale=0.1} takes a
 * larger database than the usual one of scale factor 0.01.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpchTest {
  private static final double SCALE_FACTOR =
      Double.parseDouble(System.getProperty("tpch.scale", "0.01"));

  /** Memory for state that grows with the data: 64 MB at scale factor 0.1, and in proportion. */
  private static final long LITTLE_MEMORY_BYTES = Math.round(SCALE_FACTOR * 10 * (64 << 20));

  private static final int SMALL_ROW_GROUP_ROWS = 1000;

  /** Queries that are not executed by operators of the engine alone. */
  private static final List<Integer> QUERIES_WITH_FALLBACK = List.of();

  private final Map<Integer, Answer> expected = new TreeMap<>();

  @TempDir private static Path directory;

  /** A way to run the queries that must not show in their answers. */
  private enum Way {
    ONE_THREAD("usual.cairn;threads=1", false),
    TWO_THREADS("usual.cairn;threads=2", false),
    LITTLE_MEMORY("usual.cairn;threads=2;memoryLimit=" + LITTLE_MEMORY_BYTES, false),
    SMALL_ROW_GROUPS("small.cairn;threads=2", false),
    FALLBACK("usual.cairn;threads=2", true);

    private final String place;
    private final boolean forcesFallback;

    Way(String place, boolean forcesFallback) {
      this.place = place;
      this.forcesFallback = forcesFallback;
    }
  }

  @BeforeAll
  void answerWithDuckDb() throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      try (Connection cairn = connect("usual.cairn")) {
        TpchTables.load(cairn, duck, SCALE_FACTOR);
      }
      for (int query = 1; query <= TpchQueries.COUNT; query++) {
        expected.put(query, answer(duck, query));
      }
    }
    RowGroupCopy.write(
        directory.resolve("usual.cairn"), directory.resolve("small.cairn"), SMALL_ROW_GROUP_ROWS);
  }

  @AfterAll
  void restoreFallback() {
    System.clearProperty("cairn.forceFallback");
  }

  @ParameterizedTest
  @EnumSource
  void hasTheAnswersOfAnotherDatabase(Way way) throws SQLException {
    // Read once for each database that is opened.
    System.setProperty("cairn.forceFallback", String.valueOf(way.forcesFallback));
    List<String> differences = new ArrayList<>();
    try (Connection cairn = connect(way.place)) {
      for (Map.Entry<Integer, Answer> entry : expected.entrySet()) {
        String difference = difference(cairn, entry.getKey(), entry.getValue());
        if (difference != null) {
          differences.add("Query " + entry.getKey() + ": " + difference);
        }
      }
    } finally {
      System.clearProperty("cairn.forceFallback");
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void usesFallbackInTheQueriesThatAreListedAlone() throws SQLException {
    List<Integer> found = new ArrayList<>();
    try (Connection cairn = connect("usual.cairn");
        Statement statement = cairn.createStatement()) {
      for (int query = 1; query <= TpchQueries.COUNT; query++) {
        StringBuilder plan = new StringBuilder();
        try (ResultSet result =
            statement.executeQuery("EXPLAIN " + TpchQueries.text(query, SCALE_FACTOR))) {
          while (result.next()) {
            plan.append(result.getString(1)).append('\n');
          }
        }
        if (plan.indexOf("fallback") >= 0) {
          found.add(query);
        }
      }
    }
    assertThat(found).isEqualTo(QUERIES_WITH_FALLBACK);
  }

  /** Executes the first plan, then the cached one, then both once more through a statement. */
  private static @Nullable String difference(Connection cairn, int query, Answer expected) {
    String text = TpchQueries.text(query, SCALE_FACTOR);
    for (int preparation = 0; preparation < 2; preparation++) {
      try (PreparedStatement statement = cairn.prepareStatement(text)) {
        for (int execution = 0; execution < 2; execution++) {
          try (ResultSet result = statement.executeQuery()) {
            String difference = expected.orderedDifference(Answer.of(result));
            if (difference != null) {
              return difference;
            }
          }
        }
      } catch (SQLException e) {
        return e.getSQLState() + " " + e.getMessage();
      }
    }
    return null;
  }

  private static Answer answer(Connection connection, int query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(TpchQueries.text(query, SCALE_FACTOR))) {
      return Answer.of(result);
    }
  }

  private static Connection connect(String place) throws SQLException {
    return DriverManager.getConnection("jdbc:cairn:" + directory.resolve(place));
  }
}
