package io.cairn.planner.fallback;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import org.apache.calcite.linq4j.function.Strict;

/**
 * Functions of texts that count in code points, from 1. Public because generated code stands in no
 * package. NULL operands never arrive.
 */
@Strict
public final class TextFunctions {
  private static final int MAX_PADDED_LENGTH = 1 << 24;

  private TextFunctions() {}

  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  public static String substring(String text, long start) {
    return between(text, start, Long.MAX_VALUE);
  }

  /**
   * The code points from one position on, as many as there are of {@code length}.
   *
   * @throws QueryException 22023 if {@code length} is negative
   */
  public static String substring(String text, long start, long length) {
    if (length < 0) {
      throw new QueryException(
          ErrorCode.INVALID_ARGUMENT,
          "SUBSTRING has the negative length " + length + "; expected 0 or more");
    }
    long end = start + length;
    return between(text, start, start > 0 && end < 0 ? Long.MAX_VALUE : end);
  }

  /** The code points at positions from {@code start} to below {@code end}. */
  private static String between(String text, long start, long end) {
    long first = Math.max(start, 1);
    if (end <= first) {
      return "";
    }
    int from = skip(text, 0, first - 1);
    return text.substring(from, skip(text, from, end - first));
  }

  /** Where a text goes on after a number of code points, at most at its end. */
  private static int skip(String text, int from, long count) {
    int at = from;
    for (long i = 0; i < count && at < text.length(); i++) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  public static int position(String searched, String text) {
    return position(searched, text, 1);
  }

  /** The first position not before {@code from} at which a text is found; 0 if at none. */
  public static int position(String searched, String text, long from) {
    if (from < 1) {
      return 0;
    }
    int start = skip(text, 0, from - 1);
    boolean isBeyond = text.codePointCount(0, start) < from - 1;
    int found = isBeyond ? -1 : text.indexOf(searched, start);
    return found < 0 ? 0 : text.codePointCount(0, found) + 1;
  }

  public static String overlay(String text, String replacement, long start) {
    return overlay(text, replacement, start, length(replacement));
  }

  /**
   * A text with another one in place of some code points.
   *
   * @throws QueryException 22023 if {@code start} is no position or {@code length} is negative
   */
  public static String overlay(String text, String replacement, long start, long length) {
    if (start < 1 || length < 0) {
      throw new QueryException(
          ErrorCode.INVALID_ARGUMENT,
          "OVERLAY has the position "
              + start
              + " and the length "
              + length
              + "; expected at least 1 and 0");
    }
    int from = skip(text, 0, start - 1);
    return text.substring(0, from) + replacement + text.substring(skip(text, from, length));
  }

  /** The first code points; with a negative count all but the last ones. */
  public static String left(String text, long count) {
    return text.substring(0, skip(text, 0, count < 0 ? length(text) + count : count));
  }

  /** The last code points; with a negative count all but the first ones. */
  public static String right(String text, long count) {
    return text.substring(skip(text, 0, count < 0 ? -count : length(text) - count));
  }

  public static String padLeft(String text, long length) {
    return padLeft(text, length, " ");
  }

  /** The text behind as much of the pattern as gives it a length; cut if it is longer. */
  public static String padLeft(String text, long length, String pattern) {
    return padding(text, length, pattern) + left(text, Math.max(length, 0));
  }

  public static String padRight(String text, long length) {
    return padRight(text, length, " ");
  }

  /** The text before as much of the pattern as gives it a length; cut if it is longer. */
  public static String padRight(String text, long length, String pattern) {
    return left(text, Math.max(length, 0)) + padding(text, length, pattern);
  }

  private static String padding(String text, long length, String pattern) {
    long missing = length - length(text);
    if (missing <= 0 || pattern.isEmpty()) {
      return "";
    }
    if (length > MAX_PADDED_LENGTH) {
      throw new QueryException(
          ErrorCode.INVALID_ARGUMENT,
          "Padding to the length "
              + length
              + " is too long; expected at most "
              + MAX_PADDED_LENGTH);
    }
    int patternLength = length(pattern);
    long whole = missing / patternLength;
    return pattern.repeat(Math.toIntExact(whole)) + left(pattern, missing - whole * patternLength);
  }
}
