package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
  @Test
  void opensAConsoleOnAFileOrInMemory() throws Exception {
    assertThat(CommandLine.parse("data.h5"))
        .isEqualTo(new Command.OpenConsole("data.h5", OutputFormat.TABLE, true));
    assertThat(CommandLine.parse())
        .isEqualTo(new Command.OpenConsole(null, OutputFormat.TABLE, true));
  }

  @Test
  void keepsStatementsAndScriptsInOrder() throws Exception {
    assertThat(
            CommandLine.parse(
                "-c",
                "SELECT 1",
                "x.h5",
                "-f",
                "a.sql",
                "-f",
                "-",
                "-c",
                "SELECT 2",
                "--format=csv",
                "--no-header"))
        .isEqualTo(
            new Command.Run(
                "x.h5",
                List.of(
                    new Command.Script.Text("SELECT 1"),
                    new Command.Script.File("a.sql"),
                    new Command.Script.StandardInput(),
                    new Command.Script.Text("SELECT 2")),
                OutputFormat.CSV,
                false));
  }

  @Test
  void takesAStatementThatStartsWithADash() throws Exception {
    assertThat(CommandLine.parse("-c", "-- nothing"))
        .isEqualTo(
            new Command.Run(
                null, List.of(new Command.Script.Text("-- nothing")), OutputFormat.TABLE, true));
  }

  @Test
  void takesAnyWordForAFileWhereStatementsSayThatItIsOne() throws Exception {
    assertThat(CommandLine.parse("nosuch", "-c", "SELECT 1")).isInstanceOf(Command.Run.class);
  }

  @Test
  void prefersACommandToAFileOfItsName() throws Exception {
    assertThat(CommandLine.parse("demo")).isEqualTo(new Command.Demo());
    assertThat(CommandLine.parse("./demo"))
        .isEqualTo(new Command.OpenConsole("./demo", OutputFormat.TABLE, true));
    assertThat(CommandLine.parse("tree", "a.h5")).isEqualTo(new Command.Tree("a.h5"));
    assertThat(CommandLine.parse("help")).isEqualTo(new Command.Help());
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "migrate", "check", "serve"})
  void knowsTheNamesOfCommandsThatItDoesNotHave(String name) throws Exception {
    assertThat(CommandLine.parse(name, "a.csv", "--whatever", "b"))
        .isEqualTo(new Command.Absent(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "--frobnicate",
        "-x",
        "-c",
        "-f",
        "--format",
        "--format xml",
        "--format=",
        "--no-header=yes",
        "tree",
        "tree a.h5 b.h5",
        "tree a.h5 -c SELECT",
        "demo a.h5",
        "a.h5 b.h5",
        "frobnicate a.h5",
      })
  void refusesWhatIsNoCommand(String arguments) {
    assertThatThrownBy(() -> CommandLine.parse(arguments.split(" ", -1)))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> CommandLine.parse("--format", "xml", "-c", "SELECT 1"))
        .hasMessage("unknown format xml, expected table, csv, json, jsonl or markdown");
    assertThatThrownBy(() -> CommandLine.parse("frobnicate"))
        .hasMessage(
            "unknown command frobnicate; for a file of that name that is to be opened, write"
                + " ./frobnicate");
  }
}
