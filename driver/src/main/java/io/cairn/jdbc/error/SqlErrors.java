package io.cairn.jdbc.error;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.error.StorageException;
import java.sql.BatchUpdateException;
import java.sql.SQLClientInfoException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientException;
import java.sql.SQLWarning;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates every {@code SQLException} of the driver: one SQLSTATE for each way to fail, and the
 * subclass that fits the state.
 */
public final class SqlErrors {
  private SqlErrors() {}

  /** An exception of the class that fits the state. */
  public static SQLException create(SqlState state, String message) {
    return create(state, message, null);
  }

  /** An exception of the class that fits the state. */
  public static SQLException create(SqlState state, String message, @Nullable Throwable cause) {
    String code = state.code();
    return switch (state) {
      case CANNOT_OPEN, CLOSED -> new SQLNonTransientConnectionException(message, code, cause);
      case NOT_SUPPORTED -> withCause(new SQLFeatureNotSupportedException(message, code), cause);
      case SCALAR_SUBQUERY_ROWS,
          TEXT_TOO_LONG,
          NUMERIC_OUT_OF_RANGE,
          DATETIME_OUT_OF_RANGE,
          DIVISION_BY_ZERO,
          INVALID_CONVERSION,
          INVALID_LOGARITHM,
          INVALID_ARGUMENT,
          INVALID_TEXT ->
          new SQLDataException(message, code, cause);
      case NOT_NULL_VIOLATION, FOREIGN_KEY_VIOLATION, UNIQUE_VIOLATION, CHECK_VIOLATION ->
          new SQLIntegrityConstraintViolationException(message, code, cause);
      case CONFLICT -> new SQLTransactionRollbackException(message, code, cause);
      case UNKNOWN_CATALOG,
          UNKNOWN_SCHEMA,
          SYNTAX_ERROR,
          AMBIGUOUS_NAME,
          UNKNOWN_COLUMN,
          GROUPING_ERROR,
          TYPE_MISMATCH,
          UNKNOWN_FUNCTION,
          UNKNOWN_TABLE,
          DUPLICATE_OBJECT ->
          new SQLSyntaxErrorException(message, code, cause);
      case DISK_FULL, MEMORY_LIMIT, IN_USE, LOCK_TIMEOUT, CANCELLED ->
          new SQLTransientException(message, code, cause);
      case WARNING,
          PARAMETER_NOT_SET,
          WRONG_STATEMENT_KIND,
          INVALID_INDEX,
          INVALID_CURSOR_STATE,
          ACTIVE_TRANSACTION,
          READ_ONLY,
          NO_ACTIVE_TRANSACTION,
          DEPENDENT_OBJECTS,
          PROGRAM_LIMIT,
          IO_ERROR,
          DAMAGED,
          INTERNAL ->
          new SQLNonTransientException(message, code, cause);
    };
  }

  /** A statement that ran into its time limit. */
  public static SQLException timeout(String message, @Nullable Throwable cause) {
    return new SQLTimeoutException(message, SqlState.CANCELLED.code(), cause);
  }

  /** Use of an object after it was closed. */
  public static SQLException closed(String what) {
    return create(SqlState.CLOSED, "The " + what + " is closed");
  }

  /** Something that the driver refuses; the message says what, and what to do instead. */
  public static SQLFeatureNotSupportedException unsupported(String message) {
    return new SQLFeatureNotSupportedException(message, SqlState.NOT_SUPPORTED.code());
  }

  public static SQLWarning warning(String message) {
    return new SQLWarning(message, SqlState.WARNING.code());
  }

  /** The refusal of a client property. */
  public static SQLClientInfoException clientInfo(String message, SqlState state) {
    return new SQLClientInfoException(message, state.code(), Map.of());
  }

  /**
   * The failure of a batch.
   *
   * @param entry which entry is at fault, from 0; -1 if none is
   * @param counts of the entries that took effect
   */
  public static BatchUpdateException batch(long entry, long[] counts, SQLException cause) {
    return new BatchUpdateException(
        (entry < 0 ? "The batch: " : "Entry " + entry + " of the batch: ") + cause.getMessage(),
        cause.getSQLState(),
        cause.getErrorCode(),
        counts,
        cause);
  }

  /** The same failure, because of a row of several that were given together, from 0. */
  public static SQLException atRow(long row, SQLException failure) {
    return create(
        stateOf(failure.getSQLState()), "Row " + row + ": " + failure.getMessage(), failure);
  }

  /** The row of a batch that a failure below the driver is about, from 0; -1 if none is. */
  public static long row(SQLException error) {
    Throwable cause = error.getCause();
    if (cause instanceof QueryException query) {
      return query.row();
    }
    return cause instanceof StorageException storage ? storage.row() : -1;
  }

  /**
   * What the user gets for a failure below the driver. An {@code SQLException} comes back as it is.
   */
  public static SQLException of(Throwable failure) {
    return of(failure, false);
  }

  /**
   * The same, for the failure of a statement.
   *
   * @param timedOut whether an end before its time means the time limit, not a cancel
   */
  public static SQLException of(Throwable failure, boolean timedOut) {
    if (failure instanceof SQLException known) {
      return known;
    }
    if (failure instanceof QueryException query) {
      if (query.code() == ErrorCode.CANCELLED && timedOut) {
        return timeout(message(query), query);
      }
      return create(stateOf(query.code()), message(query), query);
    }
    if (failure instanceof StorageException storage) {
      if (storage.kind() == StorageException.Kind.CANCELLED && timedOut) {
        return timeout(message(storage), storage);
      }
      return create(stateOf(storage.kind()), message(storage), storage);
    }
    if (failure instanceof OutOfMemoryError) {
      return create(
          SqlState.MEMORY_LIMIT,
          "The Java heap is full: "
              + failure.getMessage()
              + "; give the virtual machine more with -Xmx, or lower memoryLimit",
          failure);
    }
    if (failure instanceof StackOverflowError) {
      return create(
          SqlState.PROGRAM_LIMIT,
          "The statement is nested too deeply; split it, or raise the thread's stack with -Xss",
          failure);
    }
    return create(
        SqlState.INTERNAL, "Internal error, please report it with its cause: " + failure, failure);
  }

  /** The state with the code's SQLSTATE; {@code SqlState} has one for every code. */
  static SqlState stateOf(ErrorCode code) {
    return stateOf(code.sqlState());
  }

  private static SqlState stateOf(@Nullable String code) {
    for (SqlState state : SqlState.values()) {
      if (state.code().equals(code)) {
        return state;
      }
    }
    return SqlState.INTERNAL;
  }

  static SqlState stateOf(StorageException.Kind kind) {
    return switch (kind) {
      case CANNOT_OPEN -> SqlState.CANNOT_OPEN;
      case CORRUPT -> SqlState.DAMAGED;
      case UNSUPPORTED -> SqlState.NOT_SUPPORTED;
      case READ_ONLY -> SqlState.READ_ONLY;
      case LOCKED -> SqlState.IN_USE;
      case CONFLICT -> SqlState.CONFLICT;
      case FULL -> SqlState.DISK_FULL;
      case CLOSED -> SqlState.CLOSED;
      case IO -> SqlState.IO_ERROR;
      case CANCELLED -> SqlState.CANCELLED;
      case MEMORY_LIMIT -> SqlState.MEMORY_LIMIT;
      case DUPLICATE_KEY -> SqlState.UNIQUE_VIOLATION;
      case NOT_NULL -> SqlState.NOT_NULL_VIOLATION;
      case EXISTS -> SqlState.DUPLICATE_OBJECT;
      case NOT_FOUND -> SqlState.UNKNOWN_TABLE;
      case DEPENDENTS -> SqlState.DEPENDENT_OBJECTS;
      case OUT_OF_RANGE -> SqlState.NUMERIC_OUT_OF_RANGE;
      case TOO_LARGE -> SqlState.PROGRAM_LIMIT;
    };
  }

  private static SQLException withCause(SQLException exception, @Nullable Throwable cause) {
    if (cause != null) {
      exception.initCause(cause);
    }
    return exception;
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
