package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.cli.JarProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as scripts see it: output, error lines, exit codes. */
final class CommandLineIT {
  @TempDir Path directory;

  @Test
  void printsResultsWithAnEmptyLineBetweenThem() throws Exception {
    Outcome outcome =
        JarProcess.run(
            JarProcess.tour(directory),
            "-c",
            "SELECT name FROM stations WHERE id = 6; SELECT count(*) AS n FROM stations;",
            "--format",
            "csv",
            "-c",
            "SELECT 1 AS a");

    assertThat(outcome).isEqualTo(new Outcome(0, "name\nCol de l'Étoile\n\nn\n6\n\na\n1\n", ""));
  }

  @Test
  void stopsAtTheFirstError() throws Exception {
    Outcome outcome =
        JarProcess.run(
            JarProcess.tour(directory),
            "--format",
            "csv",
            "-c",
            "SELECT 1 AS a",
            "-c",
            "SELECT nothing FROM stations",
            "-c",
            "SELECT 2 AS b");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEqualTo("a\n1\n");
    assertThat(outcome.err())
        .startsWith("error [42703] ")
        .contains("nothing")
        .contains("(line 1, column 8)");
  }

  @Test
  void saysWhichStatementOfAScriptFailed() throws Exception {
    Path script = directory.resolve("script.sql");
    Files.writeString(script, "SELECT 1;\n-- a remark\nSELECT 1 /\n0;\nSELECT 2;\n");

    Outcome outcome = JarProcess.run("--format", "csv", "-f", script.toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error [22012] ").contains("In statement 2 of 3");
  }

  @Test
  void readsStatementsFromStandardInput() throws Exception {
    Outcome outcome =
        JarProcess.runWithInput("SELECT 'a;b' AS x;\n", "-f", "-", "--format", "jsonl");

    assertThat(outcome).isEqualTo(new Outcome(0, "{\"x\":\"a;b\"}\n", ""));
  }

  @Test
  void takesStandardInputForAScriptWhereNobodySitsAtATerminal() throws Exception {
    Outcome outcome = JarProcess.runWithInput("SELECT 1 AS x", "--format", "csv");

    assertThat(outcome).isEqualTo(new Outcome(0, "x\n1\n", ""));
  }

  @Test
  void refusesAFileThatIsNotThere() throws Exception {
    Outcome outcome = JarProcess.run(directory.resolve("none.h5").toString(), "-c", "SELECT 1");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error [08001] ").contains("none.h5");
    assertThat(directory.resolve("none.h5")).doesNotExist();
  }

  @Test
  void makesNoFileForStatements() throws Exception {
    Outcome outcome = JarProcess.run(directory.resolve("none.cairn").toString(), "-c", "SELECT 1");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error [08001] ").contains("none.cairn");
    assertThat(directory.resolve("none.cairn")).doesNotExist();
  }

  @Test
  void refusesAScriptThatIsNotThere() throws Exception {
    Outcome outcome = JarProcess.run("-f", directory.resolve("none.sql").toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error [58030] ").contains("none.sql");
  }

  @Test
  void explainsItselfOnWrongUsage() throws Exception {
    Outcome outcome = JarProcess.run("--frobnicate");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("error [22023] unknown option --frobnicate\nusage: cairn");
  }

  @Test
  void helpsOnStandardOutput() throws Exception {
    Outcome outcome = JarProcess.run("help");

    assertThat(outcome).isEqualTo(new Outcome(0, CommandLine.USAGE, ""));
    assertThat(JarProcess.run("--help")).isEqualTo(outcome);
  }

  @Test
  void tellsItsVersion() throws Exception {
    assertThat(JarProcess.run("--version").out()).matches("cairn \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
  }

  @Test
  void refusesByNameACommandThatItDoesNotHave() throws Exception {
    Outcome outcome = JarProcess.run("export", "a.cairn", "t", "t.csv");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error [0A000] ").contains("export");
  }

  @Test
  void printsTheTreeOfAFile() throws Exception {
    Outcome outcome = JarProcess.run("tree", JarProcess.tour(directory));

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines())
        .contains("  stations  table  6", "  sensors  group", "    2024  group")
        .anyMatch(line -> line.startsWith("      readings  table  "))
        .anyMatch(line -> line.startsWith("    webcam  array  ") && line.contains("unsupported: "));
  }

  @Test
  void walksThroughTheDemo() throws Exception {
    Outcome outcome = JarProcess.run("demo");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("$ ./cairn tree tour.h5\n")
        .contains("$ ./cairn tour.h5 -c \"EXPLAIN ANALYZE ")
        .contains("chunks_read=")
        .contains("How to go on:");
  }
}
