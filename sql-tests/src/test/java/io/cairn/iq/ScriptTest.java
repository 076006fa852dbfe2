package io.cairn.iq;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.iq.Script.Query;
import io.cairn.oracle.Oracle;
import io.cairn.oracle.ResultText;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.hydromatic.quidem.Quidem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every script has the results that it says, and DuckDB gives the same rows, except where a script
 * says that Cairn's answer is its own. {@code -Diq.write=true} writes what was found into the
 * scripts, to be read before it is committed.
 */
class ScriptTest {
  private static final Path SCRIPTS = Path.of("src", "test", "resources", "iq");
  private static final Path TOUR =
      Path.of("..", "driver", "src", "main", "resources", "io", "cairn", "cli", "demo", "tour.h5");

  /** The same tables in two databases. */
  private record Pair(Connection cairn, Connection oracle) {
    static Pair open(String name) throws SQLException {
      Connection cairn = connect(name);
      return new Pair(cairn, Oracle.copyOf(cairn));
    }
  }

  /** Open from the first script that needs them to the end. */
  private static final Map<String, Pair> PAIRS = new HashMap<>();

  @AfterAll
  static void close() throws SQLException {
    for (Pair pair : PAIRS.values()) {
      pair.cairn.close();
      pair.oracle.close();
    }
    PAIRS.clear();
  }

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".iq")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void hasTheResultsThatItSays(Path script) throws IOException {
    String expected = Files.readString(script, StandardCharsets.UTF_8);
    StringWriter found = new StringWriter();
    new Quidem(
            Quidem.configBuilder()
                .withReader(new StringReader(expected))
                .withWriter(found)
                .withConnectionFactory((name, isReference) -> isReference ? null : connect(name))
                .withCommandHandler(OutcomeCommand::parse)
                .withPropertyHandler((key, value) -> {})
                .build())
        .execute();
    if (Boolean.getBoolean("iq.write")) {
      Files.writeString(script, found.toString(), StandardCharsets.UTF_8);
    } else {
      assertThat(found.toString()).as("%s", script).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void agreesWithAnotherDatabase(Path script) throws IOException, SQLException {
    List<String> differences = new ArrayList<>();
    for (Query query : Script.read(script).queries()) {
      Pair pair = PAIRS.get(query.connection());
      if (pair == null) {
        pair = Pair.open(query.connection());
        PAIRS.put(query.connection(), pair);
      }
      if (!query.isOurs()) {
        List<String> found = rows(pair.cairn, query);
        List<String> expected = rows(pair.oracle, query);
        if (!found.equals(expected)) {
          differences.add(query.sql() + "Cairn:  " + found + "\nDuckDB: " + expected);
        }
      }
    }
    assertThat(differences).as("%s", script).isEmpty();
  }

  static Connection connect(String name) throws SQLException {
    return switch (name) {
      case "memory" -> DriverManager.getConnection("jdbc:cairn:");
      case "tour" -> DriverManager.getConnection("jdbc:cairn:" + TOUR.toAbsolutePath().normalize());
      default -> throw new IllegalArgumentException("No connection is called " + name);
    };
  }

  private static List<String> rows(Connection connection, Query query) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query.sql())) {
      List<String> rows = ResultText.rows(result);
      if (!query.isOrdered()) {
        rows.sort(null);
      }
      return rows;
    } catch (SQLException e) {
      return List.of("error " + e.getMessage());
    }
  }
}
