package io.cairn.cli;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A command that failed: exit code 1 and an error line. */
final class CommandFailure extends Exception {
  private static final String OUR_BUG = "XX000";

  private final String sqlState;

  /**
   * A failure of the command line itself.
   *
   * @param message what, where, what to do; lines after the first are hints
   */
  CommandFailure(String sqlState, String message) {
    this(sqlState, message, null);
  }

  private CommandFailure(String sqlState, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.sqlState = sqlState;
  }

  /** A failure that the driver reports, with a hint where the statement stands, or none. */
  static CommandFailure of(SQLException error, String hint) {
    String state = error.getSQLState();
    String message = error.getMessage() == null ? error.toString() : error.getMessage().strip();
    return new CommandFailure(
        state == null ? OUR_BUG : state, hint.isEmpty() ? message : message + "\n" + hint, error);
  }

  String sqlState() {
    return sqlState;
  }

  /** The error line and its hints. */
  String text() {
    return "error [" + sqlState + "] " + getMessage();
  }
}
