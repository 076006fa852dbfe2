package io.cairn.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.document.Document.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every block of SQL in README.md and docs, and compares the last result with the block of
 * text below it, cell by cell: lines, padding and counts of rows do not matter. Blocks run on
 * tour.h5 unless a comment names another connection.
 */
class ExampleTest {
  private static final Path TOUR =
      Document.ROOT.resolve("driver/src/main/resources/io/cairn/cli/demo/tour.h5");

  @TestFactory
  Stream<DynamicTest> run() throws IOException {
    return Document.all().stream()
        .flatMap(document -> document.examples().stream())
        .map(example -> DynamicTest.dynamicTest(example.toString(), () -> check(example)));
  }

  private static void check(Example example) throws SQLException {
    List<List<String>> found = List.of();
    try (Connection connection = connect(example.connection());
        Statement statement = connection.createStatement()) {
      for (String sql : statements(example.sql())) {
        found = statement.execute(sql) ? cells(statement.getResultSet()) : List.of();
      }
    } catch (SQLException e) {
      found = List.of(List.of("error [" + e.getSQLState() + "] " + e.getMessage()));
    }
    String output = example.output();
    if (output == null) {
      assertThat(found).as("%s", example).noneMatch(row -> row.get(0).startsWith("error ["));
    } else if (output.startsWith("error [")) {
      assertThat(found.get(0).get(0)).as("%s", example).startsWith(output.strip());
    } else {
      assertThat(found).as("%s", example).isEqualTo(expected(output));
    }
  }

  private static Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(name.equals("tour") ? "jdbc:cairn:" + TOUR : name);
  }

  /** The statements of a block: each ends with a semicolon at the end of a line. */
  private static List<String> statements(String block) {
    List<String> statements = new ArrayList<>();
    for (String statement : block.split(";[ \t]*(--[^\n]*)?(\n|$)", -1)) {
      if (!statement.isBlank()) {
        statements.add(statement);
      }
    }
    return statements;
  }

  private static List<List<String>> cells(@Nullable ResultSet result) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    if (result == null) {
      return rows;
    }
    try (result) {
      ResultSetMetaData metadata = result.getMetaData();
      int columns = metadata.getColumnCount();
      List<String> header = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        header.add(metadata.getColumnLabel(i));
      }
      rows.add(header);
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          String text = result.getString(i);
          row.add(text == null ? "NULL" : comparable(text));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<List<String>> expected(String output) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : output.split("\n", -1)) {
      boolean isRule = line.chars().allMatch(c -> "+-|=─┼│ ".indexOf(c) >= 0);
      boolean isCount = line.matches("\\(?\\d+ rows?\\)?.*") && !line.contains("|");
      if (!isRule && !isCount) {
        String bare = line.strip().replaceAll("^[|│]|[|│]$", "");
        rows.add(Arrays.stream(bare.split("[|│]", -1)).map(ExampleTest::comparable).toList());
      }
    }
    return rows;
  }

  /** Times differ from run to run; the rest of a text does not. */
  private static String comparable(String text) {
    return text.strip().replaceAll("time_ms=[0-9.]+", "time_ms=");
  }
}
