package io.cairn.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.Set;

/**
 * JSON objects, one a row: an array of them for each result set, or one a line. Numbers and
 * booleans are JSON's own; NaN and the infinities are strings, for JSON has none. Rows, arrays and
 * maps, whose text is JSON, stand as such. A label that occurs again gets {@code _2}, {@code _3}.
 */
final class JsonWriter implements ResultWriter {
  private enum Form {
    QUOTED,
    NUMBER,
    VERBATIM
  }

  private final String start;
  private final String separator;
  private final String end;
  private final String endWithoutRows;

  private JsonWriter(String start, String separator, String end, String endWithoutRows) {
    this.start = start;
    this.separator = separator;
    this.end = end;
    this.endWithoutRows = endWithoutRows;
  }

  /** One array for each result set, an object a line. */
  static JsonWriter array() {
    return new JsonWriter("[", ",\n ", "]\n", "]\n");
  }

  /** An object a line and nothing around them. */
  static JsonWriter lines() {
    return new JsonWriter("", "\n", "\n", "");
  }

  @Override
  public void write(ResultSet rows, Writer out) throws SQLException, IOException {
    ResultSetMetaData columns = rows.getMetaData();
    String[] keys = keys(columns);
    Form[] forms = forms(columns);
    out.write(start);
    boolean first = true;
    while (rows.next()) {
      if (!first) {
        out.write(separator);
      }
      first = false;
      for (int i = 0; i < keys.length; i++) {
        out.write(keys[i]);
        value(rows.getString(i + 1), forms[i], out);
      }
      out.write(keys.length == 0 ? "{}" : "}");
    }
    out.write(first ? endWithoutRows : end);
  }

  private static void value(@org.jspecify.annotations.Nullable String text, Form form, Writer out)
      throws IOException {
    if (text == null) {
      out.write("null");
    } else if (form == Form.VERBATIM || (form == Form.NUMBER && isFinite(text))) {
      out.write(text);
    } else {
      quote(text, out);
    }
  }

  private static boolean isFinite(String number) {
    char last = number.isEmpty() ? 'N' : number.charAt(number.length() - 1);
    return last >= '0' && last <= '9';
  }

  /** What stands before each value: its brace or comma, its quoted key and the colon. */
  private static String[] keys(ResultSetMetaData columns) throws SQLException, IOException {
    String[] keys = new String[columns.getColumnCount()];
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < keys.length; i++) {
      labels.add(columns.getColumnLabel(i + 1));
    }
    Set<String> used = new HashSet<>();
    for (int i = 0; i < keys.length; i++) {
      String label = columns.getColumnLabel(i + 1);
      String key = label;
      for (int n = 2; !used.add(key); n++) {
        String next = label + "_" + n;
        // a label that another column really has stays with that column
        key = labels.contains(next) ? key : next;
      }
      java.io.StringWriter quoted = new java.io.StringWriter();
      quoted.write(i == 0 ? '{' : ',');
      quote(key, quoted);
      quoted.write(':');
      keys[i] = quoted.toString();
    }
    return keys;
  }

  private static Form[] forms(ResultSetMetaData columns) throws SQLException {
    Form[] forms = new Form[columns.getColumnCount()];
    for (int i = 0; i < forms.length; i++) {
      int type = columns.getColumnType(i + 1);
      if (Columns.isNumeric(type)) {
        forms[i] = Form.NUMBER;
      } else if (type == Types.BOOLEAN
          || type == Types.BIT
          || type == Types.ARRAY
          || type == Types.STRUCT
          || columns.getColumnTypeName(i + 1).endsWith(" MAP")
          || columns.getColumnTypeName(i + 1).startsWith("MAP")) {
        forms[i] = Form.VERBATIM;
      } else {
        forms[i] = Form.QUOTED;
      }
    }
    return forms;
  }

  private static void quote(String text, Writer out) throws IOException {
    out.write('"');
    int length = text.length();
    int plainFrom = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      out.write(text, plainFrom, i - plainFrom);
      plainFrom = i + 1;
      out.write(escape(c));
    }
    out.write(text, plainFrom, length - plainFrom);
    out.write('"');
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        String hex = "000" + Integer.toHexString(c);
        yield "\\u" + hex.substring(hex.length() - 4);
      }
    };
  }
}
