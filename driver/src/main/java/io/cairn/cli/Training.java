package io.cairn.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The run whose classes the launcher keeps in a class-data archive: what usual commands do, with
 * their output dropped. A statement that fails is no reason to have no archive.
 */
public final class Training {
  private Training() {}

  public static void main(String[] arguments) throws IOException {
    Path file = DemoCommand.unpack();
    Path directory = file.getParent();
    try {
      String tour = file.toString();
      for (OutputFormat format : OutputFormat.values()) {
        run(tour, "--format", format.word(), "-c", "SELECT * FROM stations");
      }
      run(tour, "-c", "SELECT count(*) FROM stations; SELECT count(*) FROM stations WHERE id > 2");
      run("tree", tour);
      for (DemoStep step : DemoStep.ALL) {
        run(tour, "-c", step.sql());
      }
      run(tour, "-c", "SELECT nothing FROM stations");
      run("-c", "SELECT sum(value) FROM TABLE(generate_series(1, 10))");
    } finally {
      Files.delete(file);
      if (directory != null) {
        Files.delete(directory);
      }
    }
    System.exit(0);
  }

  private static void run(String... arguments) {
    Streams streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            new Output(OutputStream.nullOutputStream()),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Main.run(arguments, streams, new RunningStatement());
  }
}
