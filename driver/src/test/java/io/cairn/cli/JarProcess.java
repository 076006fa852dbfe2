package io.cairn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the shaded jar in a process of its own. */
final class JarProcess {
  /** The jar as the build made it. */
  static final Path JAR = Path.of("target", "cairn.jar").toAbsolutePath();

  /** What a process printed, and its exit code. */
  record Outcome(int exitCode, String out, String err) {}

  private JarProcess() {}

  /** {@code java -jar cairn.jar}. */
  static Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java(), "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return start(command, "");
  }

  /** {@code java -jar cairn.jar} with text on standard input. */
  static Outcome runWithInput(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java(), "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return start(command, input);
  }

  /** The main class of the jar behind other jars on the class path. */
  static Outcome runBehind(Path directoryOfJars, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java(), "-cp"));
    command.add(directoryOfJars + "/*" + System.getProperty("path.separator") + JAR);
    command.add("io.cairn.cli.Main");
    command.addAll(List.of(arguments));
    return start(command, "");
  }

  /** Puts the file of the tour into a directory. */
  static String tour(Path directory) throws IOException {
    Path file = directory.resolve("tour.h5");
    try (InputStream in = Main.class.getResourceAsStream("demo/tour.h5")) {
      Files.copy(in, file);
    }
    return file.toString();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static Outcome start(List<String> command, String input)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile("cairn", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      try (var toProcess = process.getOutputStream()) {
        toProcess.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
