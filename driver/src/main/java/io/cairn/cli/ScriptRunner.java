package io.cairn.cli;

import io.cairn.planner.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Runs statements in order and prints what they give; the first error ends it. */
final class ScriptRunner {
  private static final int SHOWN_CHARACTERS = 60;

  private final Connection connection;
  private final ResultWriter writer;
  private final Streams streams;
  private final RunningStatement running;

  ScriptRunner(
      Connection connection, ResultWriter writer, Streams streams, RunningStatement running) {
    this.connection = connection;
    this.writer = writer;
    this.streams = streams;
    this.running = running;
  }

  /** Reads a script; what follows {@code -c} is one already. */
  static String read(Command.Script script, InputStream standardInput)
      throws IOException, CommandFailure {
    if (script instanceof Command.Script.Text text) {
      return text.sql();
    }
    if (script instanceof Command.Script.File file) {
      return decode(bytes(file.path()), file.path());
    }
    return decode(standardInput.readAllBytes(), "standard input");
  }

  private static byte[] bytes(String path) throws CommandFailure {
    try {
      return Files.readAllBytes(Path.of(path));
    } catch (java.nio.file.NoSuchFileException | InvalidPathException e) {
      throw new CommandFailure(
          "58030", "Cannot read the script " + path + ": there is no such file. Check its path.");
    } catch (IOException e) {
      throw new CommandFailure("58030", "Cannot read the script " + path + ": " + e.getMessage());
    }
  }

  private static String decode(byte[] bytes, String place) throws CommandFailure {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new CommandFailure(
          "22021",
          "Cannot read the script "
              + place
              + ": it is not UTF-8 at byte "
              + buffer.position()
              + ". Save it as UTF-8.");
    }
  }

  /** Runs the statements of a script. */
  void run(String script) throws CommandFailure, IOException {
    List<String> statements = Session.split(script);
    for (int i = 0; i < statements.size(); i++) {
      try {
        runOne(statements.get(i));
      } catch (SQLException e) {
        throw CommandFailure.of(e, hint(i, statements));
      }
    }
  }

  private static String hint(int failed, List<String> statements) {
    if (statements.size() == 1) {
      return "";
    }
    String sql = statements.get(failed).strip();
    int firstLine = sql.indexOf('\n');
    int shown = Math.min(firstLine < 0 ? sql.length() : firstLine, SHOWN_CHARACTERS);
    return "In statement "
        + (failed + 1)
        + " of "
        + statements.size()
        + ": "
        + sql.substring(0, shown)
        + (shown < sql.length() ? " ..." : "");
  }

  private void runOne(String sql) throws SQLException, IOException {
    Output out = streams.out();
    try (Statement statement = connection.createStatement()) {
      running.started(statement);
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          writer.write(rows, out.nextResult());
        }
        out.flush();
      } else {
        printCount(statement.getLargeUpdateCount(), streams.err());
      }
    } finally {
      running.ended();
    }
  }

  private static void printCount(long count, PrintStream err) {
    err.println("OK, " + Math.max(0, count) + (count == 1 ? " row" : " rows"));
  }
}
