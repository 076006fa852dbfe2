package io.cairn.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.differential.Comparison.Outcome;
import io.cairn.differential.Comparison.Verdict;
import io.cairn.differential.Databases.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What random queries once found stays right, in databases of every {@link Setting}. */
class KnownQueriesTest {
  private static final Path QUERIES = Path.of("src/test/resources/differential/known.sql");
  private static final int TIMEOUT_SECONDS = 60;
  private static final long SEED = 42;

  @TempDir private Path directory;

  @Test
  void haveTheAnswersOfAnotherDatabase() throws SQLException, IOException {
    List<String> faults = new ArrayList<>();
    try (Databases databases = new Databases(new Random(SEED), directory)) {
      Comparison comparison = new Comparison(databases, TIMEOUT_SECONDS);
      for (String text : Files.readAllLines(QUERIES)) {
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        for (Setting setting : Setting.values()) {
          Outcome outcome = comparison.compare(Sql.of(Kind.QUERY, text), List.of(), setting);
          if (outcome.verdict() != Verdict.SAME) {
            faults.add(setting + " " + outcome.verdict() + " " + outcome.text() + "\n" + text);
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }
}
