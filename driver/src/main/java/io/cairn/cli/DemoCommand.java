package io.cairn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code cairn demo}: unpacks a small HDF5 file and runs commands on it, each printed before what
 * it gives.
 */
final class DemoCommand {
  private static final String FILE_NAME = "tour.h5";

  private final Streams streams;
  private final RunningStatement running;

  DemoCommand(Streams streams, RunningStatement running) {
    this.streams = streams;
    this.running = running;
  }

  void run() throws IOException, CommandFailure {
    Path file = unpack();
    say(
        """
        Cairn is SQL for hierarchical data files. This tour runs on a small HDF5 file that
        PyTables wrote, as it is: nothing is imported. It was put at
          %s
        """
            .formatted(file));
    say("\nA file is a tree: groups are schemas, tables and arrays are relations.\n");
    show("tree", file.toString());
    for (DemoStep step : DemoStep.ALL) {
      say("\n" + step.remark() + "\n");
      show(file.toString(), "-c", step.sql());
    }
    say(
        """

        How to go on:
          ./cairn %1$s
              a console on this file
          ./cairn YOUR.h5 -c "SELECT path, kind, row_count FROM cairn_catalog.nodes"
              what is in a file of yours
          ./cairn help
              formats and scripts
          jdbc:cairn:%1$s
              the same by JDBC, with driver/target/cairn.jar on the class path
        Read on in docs/sql.md, docs/jdbc.md and docs/architecture.md.
        """
            .formatted(file));
  }

  /** Puts the file into a new directory for temporary files. */
  static Path unpack() throws IOException {
    Path file = Files.createTempDirectory("cairn-demo").resolve(FILE_NAME);
    try (InputStream in = DemoCommand.class.getResourceAsStream("demo/" + FILE_NAME)) {
      if (in == null) {
        throw new AssertionError("the jar has no " + FILE_NAME);
      }
      Files.copy(in, file);
    }
    return file;
  }

  private void show(String... arguments) throws IOException, CommandFailure {
    streams.out().print("\n" + commandLine(arguments) + "\n");
    streams.out().flush();
    streams.out().startOver();
    int exitCode = Main.run(arguments, streams, running);
    if (exitCode != 0) {
      throw new CommandFailure("XX000", "A command of the tour failed with exit code " + exitCode);
    }
  }

  private static String commandLine(String... arguments) {
    List<String> words = new ArrayList<>(List.of("$ ./cairn"));
    for (String argument : arguments) {
      if (argument.endsWith(FILE_NAME)) {
        words.add(FILE_NAME);
      } else if (argument.indexOf(' ') < 0) {
        words.add(argument);
      } else {
        words.add("\"" + argument.replace("\"", "\\\"") + "\"");
      }
    }
    return String.join(" ", words);
  }

  private void say(String text) throws IOException {
    streams.out().print(text);
  }
}
