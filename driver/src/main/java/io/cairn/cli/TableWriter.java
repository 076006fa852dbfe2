package io.cairn.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A framed table, numbers to the right. The first rows decide the widths and the rest streams: a
 * later value that is longer is printed in full and moves what stands behind it. A row is always
 * one line: line ends and other control characters are shown as escapes.
 */
final class TableWriter implements ResultWriter {
  private static final int SAMPLE_ROWS = 1_000;
  private static final int SAMPLE_CHARACTERS = 1_000_000;

  /** Longer values do not widen their column: one of them would pad every other row. */
  private static final int MAX_WIDTH = 250;

  private final boolean header;

  TableWriter(boolean header) {
    this.header = header;
  }

  @Override
  public void write(ResultSet rows, Writer out) throws SQLException, IOException {
    ResultSetMetaData columns = rows.getMetaData();
    int columnCount = columns.getColumnCount();
    String[] labels = new String[columnCount];
    boolean[] right = new boolean[columnCount];
    int[] widths = new int[columnCount];
    for (int i = 0; i < columnCount; i++) {
      labels[i] = visible(columns.getColumnLabel(i + 1));
      right[i] = Columns.isNumeric(columns.getColumnType(i + 1));
    }
    if (header) {
      widen(widths, labels);
    }
    List<String[]> sample = new ArrayList<>();
    boolean more = sample(rows, sample, widths);

    String frame = frame(widths);
    out.write(frame);
    if (header) {
      row(labels, widths, new boolean[columnCount], out);
      out.write(frame);
    }
    for (String[] cells : sample) {
      row(cells, widths, right, out);
    }
    sample.clear();
    while (more && rows.next()) {
      row(cells(rows, columnCount), widths, right, out);
    }
    out.write(frame);
  }

  /** Reads the first rows; true if there may be more. */
  private static boolean sample(ResultSet rows, List<String[]> sample, int[] widths)
      throws SQLException {
    long characters = 0;
    while (sample.size() < SAMPLE_ROWS && characters < SAMPLE_CHARACTERS) {
      if (!rows.next()) {
        return false;
      }
      String[] cells = cells(rows, widths.length);
      for (String cell : cells) {
        characters += cell.length();
      }
      widen(widths, cells);
      sample.add(cells);
    }
    return true;
  }

  private static String[] cells(ResultSet rows, int columnCount) throws SQLException {
    String[] cells = new String[columnCount];
    for (int i = 0; i < columnCount; i++) {
      cells[i] = visible(rows.getString(i + 1));
    }
    return cells;
  }

  private static void widen(int[] widths, String[] cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.min(MAX_WIDTH, Math.max(widths[i], DisplayWidth.of(cells[i])));
    }
  }

  private static String frame(int[] widths) {
    StringBuilder frame = new StringBuilder();
    for (int width : widths) {
      frame.append('+').append("-".repeat(width + 2));
    }
    return frame.append("+\n").toString();
  }

  private static void row(String[] cells, int[] widths, boolean[] right, Writer out)
      throws IOException {
    for (int i = 0; i < cells.length; i++) {
      int padding = Math.max(0, widths[i] - DisplayWidth.of(cells[i]));
      out.write("| ");
      if (right[i]) {
        pad(padding, out);
      }
      out.write(cells[i]);
      if (!right[i]) {
        pad(padding, out);
      }
      out.write(' ');
    }
    out.write("|\n");
  }

  private static void pad(int count, Writer out) throws IOException {
    for (int i = 0; i < count; i++) {
      out.write(' ');
    }
  }

  private static String visible(@Nullable String text) {
    if (text == null) {
      return "NULL";
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return escape(text);
      }
    }
    return text;
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            escaped.append(c < 16 ? "\\x0" : "\\x").append(Integer.toHexString(c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }
}
