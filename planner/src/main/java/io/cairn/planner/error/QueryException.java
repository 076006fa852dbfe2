package io.cairn.planner.error;

import org.jspecify.annotations.Nullable;

/**
 * A statement that cannot be planned or run. The message says what, where, found against expected
 * and what to do; for errors in the text of a statement it ends with the place, as {@code (line 1,
 * column 8)}.
 */
public final class QueryException extends RuntimeException {
  private final ErrorCode code;
  private final int line;
  private final int column;
  private final long row;

  public QueryException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public QueryException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.line = 0;
    this.column = 0;
    this.row = -1;
  }

  /** The same failure, because of one of the rows that were given together, counted from 0. */
  public QueryException(QueryException failure, long row) {
    super(failure.getMessage(), failure);
    this.code = failure.code;
    this.line = failure.line;
    this.column = failure.column;
    this.row = row;
  }

  /** An error at a place in the statement's text; line and column count from 1. */
  public QueryException(
      ErrorCode code, String message, int line, int column, @Nullable Throwable cause) {
    super(message + " (line " + line + ", column " + column + ")", cause);
    this.code = code;
    this.line = line;
    this.column = column;
    this.row = -1;
  }

  public ErrorCode code() {
    return code;
  }

  /** Line of the error in the statement's text from 1, or 0 if it has no place there. */
  public int line() {
    return line;
  }

  /** Column of the error in its line from 1, or 0 if it has no place there. */
  public int column() {
    return column;
  }

  /** The row of a batch that is wrong, from 0; -1 if it is no row's fault. */
  public long row() {
    return row;
  }
}
