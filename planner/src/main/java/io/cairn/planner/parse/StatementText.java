package io.cairn.planner.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Looks at the text of statements without parsing it: quotes and comments are all that it
 * understands.
 */
public final class StatementText {
  private StatementText() {}

  /**
   * Cuts a script at the {@code ;} between statements, which are left out. Statements without
   * content are left out too; comments stay with the statement they stand in.
   */
  public static List<String> split(String script) {
    List<String> statements = new ArrayList<>();
    int start = 0;
    boolean empty = true;
    int at = 0;
    while (at < script.length()) {
      char c = script.charAt(at);
      int end = skip(script, at);
      if (c == ';') {
        if (!empty) {
          statements.add(script.substring(start, at).strip());
        }
        start = at + 1;
        empty = true;
      } else if (!Character.isWhitespace(c) && !isComment(script, at)) {
        empty = false;
      }
      at = end;
    }
    if (!empty) {
      statements.add(script.substring(start).strip());
    }
    return statements;
  }

  /**
   * The first word of a statement in upper case, comments skipped; empty if it does not start with
   * a word.
   */
  public static String firstWord(String sql) {
    int at = 0;
    while (at < sql.length() && (Character.isWhitespace(sql.charAt(at)) || isComment(sql, at))) {
      at = skip(sql, at);
    }
    int end = at;
    while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
      end++;
    }
    return sql.substring(at, end).toUpperCase(Locale.ROOT);
  }

  /**
   * The first words of a statement in upper case, at most {@code count}, up to the first character
   * that is neither of a word nor blank.
   */
  public static List<String> firstWords(String sql, int count) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (words.size() < count) {
      while (at < sql.length() && (Character.isWhitespace(sql.charAt(at)) || isComment(sql, at))) {
        at = skip(sql, at);
      }
      int end = at;
      while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
        end++;
      }
      if (end == at) {
        break;
      }
      words.add(sql.substring(at, end).toUpperCase(Locale.ROOT));
      at = end;
    }
    return words;
  }

  /** Whether a word stands in a statement outside of quotes and comments. */
  public static boolean hasWord(String sql, String word) {
    int at = 0;
    while (at < sql.length()) {
      int end = at;
      while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
        end++;
      }
      if (end > at && sql.substring(at, end).equalsIgnoreCase(word)) {
        return true;
      }
      at = end > at ? end : skip(sql, at);
    }
    return false;
  }

  /** The part of a statement's text from the start of a position to its end. */
  public static String at(String sql, SqlParserPos position) {
    int start = offset(sql, position.getLineNum(), position.getColumnNum());
    int end = offset(sql, position.getEndLineNum(), position.getEndColumnNum());
    return sql.substring(start, end + 1);
  }

  /** The names joined by dots that start at a position, without their quotes. */
  static List<String> path(String sql, SqlParserPos position) {
    List<String> names = new ArrayList<>();
    int at = offset(sql, position.getLineNum(), position.getColumnNum());
    while (at < sql.length()) {
      int end = at;
      if (sql.charAt(at) == '"') {
        end = skip(sql, at);
        names.add(sql.substring(at + 1, Math.max(at + 1, end - 1)));
      } else {
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
          end++;
        }
        names.add(sql.substring(at, end));
      }
      while (end < sql.length() && Character.isWhitespace(sql.charAt(end))) {
        end++;
      }
      if (end >= sql.length() || sql.charAt(end) != '.') {
        break;
      }
      at = end + 1;
      while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
        at++;
      }
    }
    return names;
  }

  /** The place of a line and a column, both from 1; lines end as the parser sees them end. */
  private static int offset(String sql, int line, int column) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      while (sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
        at++;
      }
      at += sql.startsWith("\r\n", at) ? 2 : 1;
    }
    return at + column - 1;
  }

  private static boolean isComment(String text, int at) {
    return text.startsWith("--", at) || text.startsWith("/*", at);
  }

  /** The position after the quoted text, comment or character at {@code at}. */
  private static int skip(String text, int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      int end = text.indexOf(c, at + 1);
      return end < 0 ? text.length() : end + 1;
    }
    if (text.startsWith("--", at)) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end + 1;
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return end < 0 ? text.length() : end + 2;
    }
    return at + 1;
  }
}
