package io.cairn.planner.fallback;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.error.StorageException;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.runtime.CalciteException;

/** Turns what generated code throws into errors of the statement. */
final class GeneratedErrors {
  private GeneratedErrors() {}

  /**
   * The error that a failure of generated code means.
   *
   * @param where what was evaluated, for the message
   */
  static RuntimeException of(Throwable thrown, String where) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof QueryException query) {
        return query;
      }
      if (cause instanceof StorageException storage) {
        return storage;
      }
      ErrorCode code = code(cause);
      if (code != null) {
        return new QueryException(code, where + ": " + message(cause), thrown);
      }
    }
    return new QueryException(ErrorCode.INTERNAL, where + " failed: " + message(thrown), thrown);
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }

  private static @org.jspecify.annotations.Nullable ErrorCode code(Throwable thrown) {
    String message = message(thrown).toLowerCase(Locale.ROOT);
    if (message.contains("logarithm")) {
      return ErrorCode.INVALID_LOGARITHM;
    }
    if (thrown instanceof ArithmeticException) {
      return message.contains("zero") || message.contains("undefined")
          ? ErrorCode.DIVISION_BY_ZERO
          : ErrorCode.NUMERIC_OUT_OF_RANGE;
    }
    if (message.contains("more than one value in agg single_value")) {
      return ErrorCode.SCALAR_SUBQUERY_ROWS;
    }
    if (thrown instanceof NumberFormatException) {
      return message.contains("out of range")
          ? ErrorCode.NUMERIC_OUT_OF_RANGE
          : ErrorCode.INVALID_TEXT;
    }
    if (thrown instanceof PatternSyntaxException) {
      return ErrorCode.INVALID_ARGUMENT;
    }
    if (thrown instanceof DateTimeException) {
      return ErrorCode.INVALID_TEXT;
    }
    if (thrown instanceof CalciteException || thrown instanceof IllegalArgumentException) {
      return ofMessage(message);
    }
    return null;
  }

  private static ErrorCode ofMessage(String message) {
    if (message.contains("overflow") || message.contains("out of range")) {
      return ErrorCode.NUMERIC_OUT_OF_RANGE;
    }
    if (message.contains("by zero")) {
      return ErrorCode.DIVISION_BY_ZERO;
    }
    if (message.contains("for cast")
        || message.contains("invalid date")
        || message.contains("invalid time")
        || message.contains("invalid uuid")
        || message.contains("value '")) {
      return ErrorCode.INVALID_TEXT;
    }
    return ErrorCode.INVALID_ARGUMENT;
  }
}
