package io.cairn.planner.exec.evaluate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.value.TypeNames;
import io.cairn.storage.type.ColumnType;

/** The errors that values can cause. */
final class Failures {
  private static final int MAX_SHOWN = 60;

  private Failures() {}

  static QueryException divisionByZero(Object dividend, String sign) {
    return new QueryException(
        ErrorCode.DIVISION_BY_ZERO,
        "Division by zero in "
            + dividend
            + " "
            + sign
            + " 0; leave such rows out, or divide by NULLIF(divisor, 0)");
  }

  /** The result of an operation does not fit its type. */
  static QueryException overflow(String operation, ColumnType type) {
    return new QueryException(
        ErrorCode.NUMERIC_OUT_OF_RANGE,
        "The result of "
            + operation
            + " does not fit "
            + TypeNames.of(type)
            + "; cast an operand to a wider type");
  }

  /** A number does not fit the type that it is cast to. */
  static QueryException outOfRange(Object value, ColumnType type) {
    return new QueryException(
        ErrorCode.NUMERIC_OUT_OF_RANGE,
        "The number "
            + value
            + " does not fit "
            + TypeNames.of(type)
            + "; cast it to a wider type");
  }

  /** A text is no value of the type that it is cast to. */
  static QueryException invalidText(String text, ColumnType type, String expected) {
    return new QueryException(
        ErrorCode.INVALID_TEXT,
        "The text '" + shorten(text) + "' is no " + TypeNames.of(type) + "; expected " + expected);
  }

  static QueryException tooLong(String text, ColumnType type) {
    return new QueryException(
        ErrorCode.INVALID_TEXT_LENGTH,
        "The value '"
            + shorten(text)
            + "' is too long for "
            + TypeNames.of(type)
            + "; cast it to a longer type, or cut it with SUBSTRING");
  }

  static QueryException badArgument(String message) {
    return new QueryException(ErrorCode.INVALID_ARGUMENT, message);
  }

  private static String shorten(String text) {
    return text.length() <= MAX_SHOWN
        ? text
        : text.substring(
                0,
                Character.isHighSurrogate(text.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN)
            + "...";
  }
}
