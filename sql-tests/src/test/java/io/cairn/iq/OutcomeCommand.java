package io.cairn.iq;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import net.hydromatic.quidem.AbstractCommand;
import net.hydromatic.quidem.Command;
import org.jspecify.annotations.Nullable;

/**
 * Commands of Cairn's scripts. {@code !fail}: the statement before it fails, and the lines between
 * are its SQLSTATE, its exception's class and its message. {@code !lines}: they are its rows of one
 * column, as they come. Immutable.
 */
final class OutcomeCommand extends AbstractCommand {
  /** Messages name files; scripts name them from the project's root. */
  private static final String ROOT = Path.of("..").toAbsolutePath().normalize() + File.separator;

  private final List<String> lines;
  private final List<String> content;

  private OutcomeCommand(List<String> lines, List<String> content) {
    this.lines = List.copyOf(lines);
    this.content = List.copyOf(content);
  }

  /** The command in this line, or null if it is another one. */
  static @Nullable Command parse(List<String> lines, List<String> content, String line) {
    return line.equals("fail") || line.equals("lines") ? new OutcomeCommand(lines, content) : null;
  }

  @Override
  public void execute(Context context, boolean execute) {
    PrintWriter out = context.writer();
    if (execute) {
      out.println(outcome(context));
    } else {
      context.echo(content);
    }
    context.echo(lines);
  }

  private static String outcome(Context context) {
    StringBuilder rows = new StringBuilder();
    try (Statement statement = context.connection().createStatement()) {
      if (statement.execute(context.previousSqlCommand().sql)) {
        try (ResultSet result = statement.getResultSet()) {
          while (result.next()) {
            rows.append(rows.isEmpty() ? "" : "\n").append(result.getString(1));
          }
        }
      }
      return rows.toString();
    } catch (SQLException e) {
      return e.getSQLState()
          + " "
          + e.getClass().getSimpleName()
          + "\n"
          + String.valueOf(e.getMessage()).replace(ROOT, "");
    }
  }
}
