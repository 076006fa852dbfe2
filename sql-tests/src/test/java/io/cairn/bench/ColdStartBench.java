package io.cairn.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;

/**
 * Whole processes that open a file, count a table and exit: Cairn's jar, Cairn's launcher, and a
 * process that does the same with DuckDB. Usage: {@code ColdStartBench JAR LAUNCHER FILE SQL
 * DUCKDB_JAR WORK_DIRECTORY}.
 */
final class ColdStartBench {
  private ColdStartBench() {}

  public static void main(String[] arguments) throws Exception {
    String jar = arguments[0];
    String launcher = arguments[1];
    String file = arguments[2];
    String sql = arguments[3];
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Path database = Path.of(arguments[5]).resolve("cold.duckdb");
    Files.deleteIfExists(database);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t AS SELECT range AS id FROM range(6)");
    }
    String peer = ColdStartPeer.class.getName();
    String peerPath = arguments[4] + File.pathSeparator + ownEntry(classPath);
    new Alternation()
        .add(
            "DuckDB: a process that opens and counts",
            turn ->
                process(
                    List.of(
                        java,
                        "-cp",
                        peerPath,
                        peer,
                        "jdbc:duckdb:" + database,
                        "SELECT count(*) FROM t")))
        .add(
            "Cairn: java -jar cairn.jar",
            turn -> process(List.of(java, "-jar", jar, file, "-c", sql)))
        .add("Cairn: launcher", turn -> process(List.of(launcher, file, "-c", sql)))
        .add("a JVM that does nothing", turn -> process(List.of(java, "-cp", peerPath, peer)))
        .run("Cold start", 10);
  }

  /** The class path entry that holds this class. */
  private static String ownEntry(String classPath) throws IOException {
    String name = ColdStartPeer.class.getName().replace('.', '/') + ".class";
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (Files.exists(Path.of(entry, name))) {
        return entry;
      }
    }
    throw new IOException("No directory of " + classPath + " holds " + name);
  }

  private static Alternation.Outcome process(List<String> command) throws Exception {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    long nanos = System.nanoTime() - start;
    if (exit != 0) {
      throw new IOException(command + " ended with exit code " + exit + ": " + output);
    }
    return new Alternation.Outcome(nanos, 1, Double.NaN);
  }
}
