package io.cairn.jdbc;

/** Where quoted text, quoted names and comments of a statement end. */
final class SqlText {
  private SqlText() {}

  /**
   * The place behind the quotes or the comment that begin here, or {@code at} itself if none does.
   * What is not closed ends with the statement.
   */
  static int skip(String sql, int at) {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      int end = sql.indexOf(c, at + 1);
      return end < 0 ? sql.length() : end + 1;
    }
    if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      return end < 0 ? sql.length() : end + 1;
    }
    if (sql.startsWith("/*", at)) {
      int end = sql.indexOf("*/", at + 2);
      return end < 0 ? sql.length() : end + 2;
    }
    return at;
  }
}
