package io.cairn.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Another virtual machine that has a connection open, until it is closed or killed. */
final class OtherProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;

  /**
   * Starts it.
   *
   * @param sql statements that it runs first, in autocommit
   */
  OtherProcess(Object place, String... sql) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            "jdbc:cairn:" + place);
    builder.command().addAll(java.util.List.of(sql));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    process = builder.start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** What it says once its connection is open: {@code open}, or the SQLSTATE of the refusal. */
  String answer() throws IOException {
    return String.valueOf(answers.readLine());
  }

  /** Ends it at once, with nothing closed. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  public static void main(String[] arguments) throws IOException {
    try (Connection connection = DriverManager.getConnection(arguments[0]);
        Statement statement = connection.createStatement()) {
      for (int i = 1; i < arguments.length; i++) {
        statement.execute(arguments[i]);
      }
      System.out.println("open");
      while (System.in.read() >= 0) {
        // until its input ends
      }
    } catch (SQLException e) {
      System.out.println(e.getSQLState());
    }
  }
}
