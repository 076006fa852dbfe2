package io.cairn.differential;

import io.cairn.differential.Databases.Setting;
import io.cairn.oracle.Answer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks DuckDB and a Cairn database the same. */
final class Comparison {
  private final Databases databases;
  private final int timeoutSeconds;

  /**
   * A comparison.
   *
   * @param timeoutSeconds for either database to answer; without an answer they count as refusing
   */
  Comparison(Databases databases, int timeoutSeconds) {
    this.databases = databases;
    this.timeoutSeconds = timeoutSeconds;
  }

  /** What came of it. */
  enum Verdict {
    SAME,
    /** Neither database answered. */
    BOTH_REFUSE,
    /** DuckDB alone did not answer: nothing to compare with. */
    ORACLE_REFUSES,
    /** DuckDB gives Cairn's answer too, but only without its optimizer. */
    ORACLE_CHANGES,
    /** Cairn says that it does not support the query. */
    UNSUPPORTED,
    /** Cairn took too long. */
    TIMEOUT,
    /** Cairn has not enough memory. */
    OUT_OF_MEMORY,
    /** Cairn fails where DuckDB does not. */
    FAILS,
    DIFFERENT;

    boolean isWrong() {
      return this == FAILS || this == DIFFERENT;
    }
  }

  /**
   * The outcome of one comparison.
   *
   * @param state Cairn's SQLSTATE; empty if it answered
   * @param text what happened, for a reader
   */
  record Outcome(Verdict verdict, String state, String text) {
    /** Whether another outcome shows the same fault, as far as one can tell. */
    boolean isLike(Outcome other) {
      return verdict == other.verdict && state.equals(other.state);
    }
  }

  private record Run(@Nullable Answer answer, @Nullable SQLException failure) {}

  Outcome compare(QueryMaker.Query query, Setting setting) {
    return compare(query.sql(), query.ordered(), setting);
  }

  /** Compares the answers to a query. */
  Outcome compare(Sql sql, List<Integer> ordered, Setting setting) {
    Run duck = run(databases.duck(), sql.text(Sql.Dialect.DUCK));
    Run cairn = run(databases.connection(setting), sql.text(Sql.Dialect.CAIRN));
    if (cairn.failure != null) {
      String state = String.valueOf(cairn.failure.getSQLState());
      return new Outcome(
          state.equals("0A000")
              ? Verdict.UNSUPPORTED
              : state.equals("57014")
                  ? Verdict.TIMEOUT
                  : state.equals("53200")
                      ? Verdict.OUT_OF_MEMORY
                      : duck.failure == null || state.equals("XX000")
                          ? Verdict.FAILS
                          : Verdict.BOTH_REFUSE,
          state,
          cairn.failure.getMessage()
              + (duck.failure == null ? "" : "; DuckDB: " + duck.failure.getMessage()));
    }
    if (duck.failure != null) {
      return new Outcome(Verdict.ORACLE_REFUSES, "", String.valueOf(duck.failure.getMessage()));
    }
    if (duck.answer == null || cairn.answer == null) {
      throw new AssertionError(sql);
    }
    String difference;
    try {
      difference = duck.answer.difference(cairn.answer, ordered);
    } catch (IndexOutOfBoundsException e) {
      // A smaller query may have lost a column that its order names.
      return new Outcome(Verdict.ORACLE_REFUSES, "", "fewer columns");
    }
    if (difference == null) {
      return new Outcome(Verdict.SAME, "", "");
    }
    // DuckDB's optimizer loses rows: EXISTS (SELECT 1 FROM a LEFT JOIN b ON b.x IN (1)) is false
    // where b has no rows.
    Run plain = runPlainly(sql.text(Sql.Dialect.DUCK));
    boolean isCairns =
        plain.answer != null && plain.answer.difference(cairn.answer, ordered) == null;
    return new Outcome(isCairns ? Verdict.ORACLE_CHANGES : Verdict.DIFFERENT, "", difference);
  }

  private Run runPlainly(String text) {
    try (Statement statement = databases.duck().createStatement()) {
      statement.execute("PRAGMA disable_optimizer");
      try {
        return run(databases.duck(), text);
      } finally {
        statement.execute("PRAGMA enable_optimizer");
      }
    } catch (SQLException e) {
      return new Run(null, e);
    }
  }

  private Run run(Connection connection, String text) {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(timeoutSeconds);
      try (ResultSet result = statement.executeQuery(text)) {
        return new Run(Answer.of(result), null);
      }
    } catch (SQLException e) {
      return new Run(null, e);
    } catch (OutOfMemoryError e) {
      // Rows of generated code are not booked; whoever asks next for memory gets the error.
      return new Run(null, new SQLException("The heap is full", "53200", e));
    }
  }
}
