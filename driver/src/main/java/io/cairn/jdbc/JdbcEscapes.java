package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Translates JDBC's escapes, <code>{d '2020-01-01'}</code>, <code>{fn ucase(x)}</code> and their
 * kin, into SQL. Quoted text, quoted names and comments stay as they are, and so do braces that
 * open no escape. One translation each.
 */
final class JdbcEscapes {
  private static final String INTERVAL_PREFIX = "SQL_TSI_";
  private static final String TYPE_PREFIX = "SQL_";

  private final String sql;
  private int at;

  private JdbcEscapes(String sql) {
    this.sql = sql;
  }

  /**
   * The statement without escapes.
   *
   * @throws SQLException 42601 if an escape is not closed or badly written; 0A000 for <code>
   *     {call}</code>
   */
  static String translate(@Nullable String sql) throws SQLException {
    if (sql == null) {
      throw SqlErrors.create(SqlState.INVALID_ARGUMENT, "The text of the statement is null");
    }
    return sql.indexOf('{') < 0 ? sql : new JdbcEscapes(sql).text(false);
  }

  /** Translates up to the end, or up to the brace that closes the escape around it. */
  private String text(boolean inside) throws SQLException {
    StringBuilder out = new StringBuilder(sql.length());
    while (at < sql.length()) {
      char c = sql.charAt(at);
      int end = SqlText.skip(sql, at);
      if (end > at) {
        out.append(sql, at, end);
        at = end;
      } else if (c == '{') {
        escape(out);
      } else if (c == '}' && inside) {
        return out.toString();
      } else {
        out.append(c);
        at++;
      }
    }
    if (inside) {
      throw SqlErrors.create(
          SqlState.SYNTAX_ERROR, "A JDBC escape, opened with '{', is not closed with '}'");
    }
    return out.toString();
  }

  private void escape(StringBuilder out) throws SQLException {
    int open = at;
    int start = open + 1;
    while (start < sql.length() && Character.isWhitespace(sql.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
      end++;
    }
    String word = sql.substring(start, end).toLowerCase(Locale.ROOT);
    if (word.equals("call")
        || (word.isEmpty() && start < sql.length() && sql.charAt(start) == '?')) {
      throw SqlErrors.unsupported("{call}: there are no stored procedures");
    }
    String prefix =
        switch (word) {
          case "d" -> "DATE ";
          case "t" -> "TIME ";
          case "ts" -> "TIMESTAMP ";
          case "escape" -> "ESCAPE ";
          case "limit" -> "LIMIT ";
          case "oj", "fn" -> "";
          default -> "{";
        };
    if (prefix.equals("{")) {
      out.append('{');
      at = open + 1;
      return;
    }
    at = end;
    String body = text(true).strip();
    at++;
    out.append(prefix).append(word.equals("fn") ? function(body) : body);
  }

  private static String function(String call) throws SQLException {
    int open = call.indexOf('(');
    if (open < 0 || !call.endsWith(")")) {
      return call;
    }
    String name = call.substring(0, open).strip();
    List<String> operands = operands(call.substring(open + 1, call.length() - 1));
    String upper = name.toUpperCase(Locale.ROOT);
    return switch (upper) {
      case "UCASE" -> "UPPER(" + list(operands) + ")";
      case "LCASE" -> "LOWER(" + list(operands) + ")";
      case "LENGTH" -> "CHAR_LENGTH(" + list(operands) + ")";
      case "SUBSTR" -> "SUBSTRING(" + list(operands) + ")";
      case "LOG" -> "LN(" + list(operands) + ")";
      case "IFNULL" -> "COALESCE(" + list(operands) + ")";
      case "CHAR" -> "CHR(" + list(operands) + ")";
      case "TRUNCATE", "ROUND", "MOD", "POWER" -> upper + "(" + list(operands) + ")";
      case "CONCAT" -> "(" + String.join(" || ", operands) + ")";
      case "LTRIM" -> "TRIM(LEADING FROM " + list(operands) + ")";
      case "RTRIM" -> "TRIM(TRAILING FROM " + list(operands) + ")";
      case "CURDATE", "CURRENT_DATE" -> "CURRENT_DATE";
      case "CURTIME", "CURRENT_TIME" -> "LOCALTIME";
      case "NOW", "CURRENT_TIMESTAMP" -> "LOCALTIMESTAMP";
      case "USER" -> "CURRENT_USER";
      case "DATABASE" -> "CURRENT_CATALOG";
      case "LOCATE" -> locate(operands);
      case "INSERT" -> insert(operands);
      case "CONVERT" -> convert(operands);
      case "TIMESTAMPADD", "TIMESTAMPDIFF" -> interval(upper, operands);
      default -> name + "(" + list(operands) + ")";
    };
  }

  private static String locate(List<String> operands) throws SQLException {
    check("LOCATE", operands, 2, 3);
    return "POSITION("
        + operands.get(0)
        + " IN "
        + operands.get(1)
        + (operands.size() == 3 ? " FROM " + operands.get(2) : "")
        + ")";
  }

  private static String insert(List<String> operands) throws SQLException {
    check("INSERT", operands, 4, 4);
    return "OVERLAY("
        + operands.get(0)
        + " PLACING "
        + operands.get(3)
        + " FROM "
        + operands.get(1)
        + " FOR "
        + operands.get(2)
        + ")";
  }

  private static String convert(List<String> operands) throws SQLException {
    check("CONVERT", operands, 2, 2);
    String type = operands.get(1).toUpperCase(Locale.ROOT);
    return "CAST("
        + operands.get(0)
        + " AS "
        + (type.startsWith(TYPE_PREFIX) ? type.substring(TYPE_PREFIX.length()) : type)
        + ")";
  }

  private static String interval(String name, List<String> operands) throws SQLException {
    check(name, operands, 3, 3);
    String unit = operands.get(0).toUpperCase(Locale.ROOT);
    if (unit.startsWith(INTERVAL_PREFIX)) {
      unit = unit.substring(INTERVAL_PREFIX.length());
    }
    return name
        + "("
        + (unit.equals("FRAC_SECOND") ? "NANOSECOND" : unit)
        + ", "
        + list(operands.subList(1, 3))
        + ")";
  }

  private static void check(String name, List<String> operands, int least, int most)
      throws SQLException {
    if (operands.size() < least || operands.size() > most) {
      throw SqlErrors.create(
          SqlState.SYNTAX_ERROR,
          "{fn "
              + name
              + "} has "
              + operands.size()
              + " operands, expected "
              + least
              + (most > least ? " or " + most : ""));
    }
  }

  private static String list(List<String> operands) {
    return String.join(", ", operands);
  }

  /** Cuts at the commas that stand in no quotes, comments or parentheses. */
  private static List<String> operands(String text) {
    List<String> operands = new ArrayList<>();
    int depth = 0;
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      int end = SqlText.skip(text, at);
      if (end > at) {
        at = end;
        continue;
      }
      char c = text.charAt(at);
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (c == ',' && depth == 0) {
        operands.add(text.substring(start, at).strip());
        start = at + 1;
      }
      at++;
    }
    String last = text.substring(start).strip();
    if (!last.isEmpty() || !operands.isEmpty()) {
      operands.add(last);
    }
    return operands;
  }
}
