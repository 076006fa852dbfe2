package io.cairn.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A table for Markdown documents: numbers to the right, {@code |} escaped, a row on one line. */
final class MarkdownWriter implements ResultWriter {
  @Override
  public void write(ResultSet rows, Writer out) throws SQLException, IOException {
    ResultSetMetaData columns = rows.getMetaData();
    int columnCount = columns.getColumnCount();
    for (int i = 1; i <= columnCount; i++) {
      cell(columns.getColumnLabel(i), out);
    }
    out.write("|\n");
    for (int i = 1; i <= columnCount; i++) {
      out.write(Columns.isNumeric(columns.getColumnType(i)) ? "|--:" : "|---");
    }
    out.write("|\n");
    while (rows.next()) {
      for (int i = 1; i <= columnCount; i++) {
        cell(rows.getString(i), out);
      }
      out.write("|\n");
    }
  }

  private static void cell(@Nullable String text, Writer out) throws IOException {
    out.write("| ");
    out.write(text == null ? "NULL" : escape(text));
    out.write(' ');
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '|' -> escaped.append("\\|");
        case '\n' -> escaped.append("<br>");
        case '\r' -> {}
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
