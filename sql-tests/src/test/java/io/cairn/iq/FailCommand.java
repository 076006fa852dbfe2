package io.cairn.iq;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import net.hydromatic.quidem.AbstractCommand;
import net.hydromatic.quidem.Command;
import org.jspecify.annotations.Nullable;

/**
 * {@code !fail}: the statement before it fails, and the lines between are its SQLSTATE, its
 * exception's class and its message. Immutable.
 */
final class FailCommand extends AbstractCommand {
  private final List<String> lines;
  private final List<String> content;

  private FailCommand(List<String> lines, List<String> content) {
    this.lines = List.copyOf(lines);
    this.content = List.copyOf(content);
  }

  /** The command in this line, or null if it is another one. */
  static @Nullable Command parse(List<String> lines, List<String> content, String line) {
    return line.equals("fail") ? new FailCommand(lines, content) : null;
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
    try (Statement statement = context.connection().createStatement()) {
      if (statement.execute(context.previousSqlCommand().sql)) {
        try (ResultSet result = statement.getResultSet()) {
          while (result.next()) {
            // The error may be in a later row.
          }
        }
      }
      return "This statement did not fail.";
    } catch (SQLException e) {
      return e.getSQLState() + " " + e.getClass().getSimpleName() + "\n" + e.getMessage();
    }
  }
}
