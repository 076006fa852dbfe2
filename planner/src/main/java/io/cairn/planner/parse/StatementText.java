package io.cairn.planner.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
