package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  @TempDir Path directory;
  private Path tour;
  private Path store;

  private record Outcome(int exitCode, String out, String err) {}

  @BeforeEach
  void unpack() throws IOException {
    Path unpacked = DemoCommand.unpack();
    tour = directory.resolve("tour.h5");
    Files.move(unpacked, tour);
    Files.delete(unpacked.getParent());
    store = directory.resolve("new.cairn");
  }

  private static Outcome cairn(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    Streams streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            new Output(out),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exitCode = Main.run(words, streams, new RunningStatement());
    return new Outcome(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static List<String> rows(Path file, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(result.getString(i)).append('|');
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  @Test
  void copiesEveryReadableTableWithItsTypes() throws SQLException {
    Outcome outcome = cairn("import", tour, store);

    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("/stations  6 rows\n")
        .contains("not imported: /terrain/webcam: ")
        .contains("OK, ")
        .contains("Not imported: 1 node, ")
        .doesNotContain("\r");
    assertThat(outcome.exitCode()).isEqualTo(1);
    String tables =
        "SELECT table_schema, table_name FROM information_schema.tables"
            + " WHERE table_type = 'BASE TABLE' ORDER BY 1, 2";
    List<String> expected = rows(tour, tables);
    assertThat(rows(store, tables)).isEqualTo(expected).hasSize(7);
    for (String table : expected) {
      String[] names = table.split("\\|");
      String sql = "SELECT * FROM \"" + names[0] + "\".\"" + names[1] + "\"";
      assertThat(rows(store, sql)).as(table).isEqualTo(rows(tour, sql)).isNotEmpty();
      String types =
          "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE"
              + " table_schema = '"
              + names[0]
              + "' AND table_name = '"
              + names[1]
              + "' ORDER BY ordinal_position";
      assertThat(rows(store, types)).as(table).isEqualTo(rows(tour, types));
    }
  }

  @Test
  void copiesWhatEveryKindOfFileHolds() throws Exception {
    Path fixtures = Path.of("..", "formats", "src", "test", "resources", "fixtures");
    int tables = 0;
    try (Stream<Path> files = Files.list(fixtures)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".h5")).sorted().toList()) {
        Files.deleteIfExists(store);
        assertThat(cairn("import", file, store).err()).as(file.toString()).contains("OK, ");
        for (String table :
            rows(
                store,
                "SELECT table_schema, table_name FROM information_schema.tables"
                    + " WHERE table_type = 'BASE TABLE'")) {
          String[] names = table.split("\\|");
          String sql = "SELECT * FROM \"" + names[0] + "\".\"" + names[1] + "\"";
          assertThat(rows(store, sql)).as("%s %s", file, table).isEqualTo(rows(file, sql));
          tables++;
        }
      }
    }
    assertThat(tables).isGreaterThan(200);
  }

  @Test
  void leavesOutLinksWithoutFailing() {
    Outcome outcome =
        cairn(
            "import",
            Path.of("..", "formats", "src", "test", "resources", "fixtures", "links.h5"),
            store);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .contains("left out: /alias: a link")
        .contains("OK, 4 rows in 1 table");
  }

  @Test
  void copiesBelowAGroup() throws SQLException {
    assertThat(cairn("import", tour, store, "from/tour").err()).contains("/from/tour/stations  6");
    assertThat(cairn("import", tour, store, "again").err()).contains("/again/stations  6 rows\n");
    assertThat(rows(store, "SELECT count(*) FROM \"from/tour\".stations")).containsExactly("6|");
    assertThat(rows(store, "SELECT count(*) FROM \"again/sensors/2024\".readings"))
        .containsExactly("8784|");
  }

  @Test
  void overwritesNothing() throws SQLException {
    cairn(
        store, "-f", script("CREATE TABLE stations (n INTEGER); INSERT INTO stations VALUES (7)"));
    Outcome outcome = cairn("import", tour, store);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("error [42P07] ")
        .contains("/stations")
        .contains("GROUP")
        .doesNotContain("rows");
    assertThat(rows(store, "SELECT path, row_count FROM cairn_catalog.nodes WHERE kind = 'table'"))
        .containsExactly("/stations|1|");
    cairn(store, "-f", script("CREATE TABLE sensors2 (n INTEGER)"));
    assertThat(cairn("import", tour, store, "sensors2").err()).startsWith("error [42P07] ");
  }

  private Path script(String sql) {
    try {
      return Files.writeString(directory.resolve("script.sql"), sql);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void makesNoStoreForASourceThatItCannotOpen() {
    Outcome outcome = cairn("import", directory.resolve("none.h5"), store);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error [08001] ").contains("none.h5");
    assertThat(store).doesNotExist();
  }

  @Test
  void refusesATargetThatIsReadOnly() throws IOException {
    Path other = Files.copy(tour, directory.resolve("other.h5"));
    Outcome outcome = cairn("import", tour, other, "below");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error [25006] ").contains("other.h5");
  }

  @Test
  void wantsItsArguments() {
    assertThat(cairn("import", tour).exitCode()).isEqualTo(2);
    assertThat(cairn("import", tour, store, "g", "h").exitCode()).isEqualTo(2);
    assertThat(cairn("import", tour, store, "-c", "SELECT 1").exitCode()).isEqualTo(2);
  }

  @Test
  void worksOnStoresAsOnOtherFiles() {
    cairn("import", tour, store);
    Outcome tree = cairn("tree", store);
    assertThat(tree.exitCode()).isZero();
    assertThat(tree.out().lines())
        .contains("  stations  table  6", "  sensors  group", "      readings  table  8784");
    Path copy = directory.resolve("copy.cairn");
    Outcome second = cairn("import", store, copy);
    assertThat(second.exitCode()).isZero();
    assertThat(cairn("tree", copy).out().lines().skip(1))
        .containsExactlyElementsOf(tree.out().lines().skip(1).toList());
    Path absent = directory.resolve("absent.cairn");
    assertThat(cairn(absent, "-c", "SELECT 1").err()).startsWith("error [08001] ");
    assertThat(absent).doesNotExist();
    assertThat(cairn(absent, "-f", script("CREATE TABLE t (n INTEGER)")).exitCode()).isZero();
    assertThat(absent).exists();
  }

  @Test
  void showsItsProgressAfterASecond() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long[] now = {0};
    ImportProgress progress =
        new ImportProgress(
            new PrintStream(out, true, StandardCharsets.UTF_8), 4_000_000, () -> now[0]);
    progress.add("/a", 1_000_000);
    assertThat(out.size()).isZero();
    progress.clear();
    assertThat(out.size()).isZero();
    now[0] = 1_000_000_000L;
    progress.add("/readings", 1_000_000);
    String line = "\r 50 %  2,000,000 of 4,000,000 rows  2,000,000 rows/s  /readings";
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(line);
    now[0] += 100_000_000L;
    progress.add("/readings", 1);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(line);
    now[0] += 900_000_000L;
    progress.add("/b", 1_999_999);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(line + "\r100 %  4,000,000 of 4,000,000 rows  2,000,000 rows/s  /b       ");
    progress.clear();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .endsWith("/b       \r" + " ".repeat(56) + "\r");
  }
}
