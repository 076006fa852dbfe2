package io.cairn.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 with LF at the end of lines; quotes only where they are needed. NULL is an empty field,
 * the empty string {@code ""}.
 */
final class CsvWriter implements ResultWriter {
  private final boolean header;

  CsvWriter(boolean header) {
    this.header = header;
  }

  @Override
  public void write(ResultSet rows, Writer out) throws SQLException, IOException {
    ResultSetMetaData columns = rows.getMetaData();
    int columnCount = columns.getColumnCount();
    if (header) {
      for (int i = 1; i <= columnCount; i++) {
        separate(i, out);
        field(columns.getColumnLabel(i), out);
      }
      out.write('\n');
    }
    while (rows.next()) {
      for (int i = 1; i <= columnCount; i++) {
        separate(i, out);
        field(rows.getString(i), out);
      }
      out.write('\n');
    }
  }

  private static void separate(int column, Writer out) throws IOException {
    if (column > 1) {
      out.write(',');
    }
  }

  private static void field(@Nullable String text, Writer out) throws IOException {
    if (text == null) {
      return;
    }
    if (!needsQuotes(text)) {
      out.write(text);
      return;
    }
    out.write('"');
    out.write(text.replace("\"", "\"\""));
    out.write('"');
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == ',' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return text.isEmpty();
  }
}
