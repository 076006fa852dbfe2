package io.cairn.corpus;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Sums over the values of result columns, as the corpus's expected answers have them. */
final class ColumnDigest {
  private static final int WEIGHTS = 251;

  private long numbers;
  private long nonFinite;
  private double sum;
  private double weighted;
  private long strings;
  private long stringCrc;
  private final boolean booleansAreNumbers;

  ColumnDigest(boolean booleansAreNumbers) {
    this.booleansAreNumbers = booleansAreNumbers;
  }

  /** Adds the value of a column in the current row, which is the given element of its array. */
  void add(ResultSet rows, int column, int jdbcType, long element) throws SQLException {
    switch (jdbcType) {
      case Types.BOOLEAN -> {
        boolean value = rows.getBoolean(column);
        if (booleansAreNumbers) {
          addNumber(value ? 1 : 0, element);
        } else {
          addText(value ? "TRUE" : "FALSE");
        }
      }
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          addNumber((double) rows.getLong(column), element);
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> addNumber(rows.getDouble(column), element);
      case Types.DECIMAL -> addNumber(rows.getBigDecimal(column).doubleValue(), element);
      case Types.BINARY, Types.VARBINARY -> {
        // Bytes without a meaning are neither numbers nor text.
      }
      default -> addText(rows.getString(column));
    }
  }

  private void addNumber(double value, long element) {
    numbers++;
    if (Double.isFinite(value)) {
      sum += value;
      weighted += value * (element % WEIGHTS + 1);
    } else {
      nonFinite++;
    }
  }

  private void addText(@Nullable String text) {
    strings++;
    String value = text == null ? "" : text;
    int end = value.length();
    while (end > 0 && (value.charAt(end - 1) == ' ' || value.charAt(end - 1) == 0)) {
      end--;
    }
    CRC32 crc = new CRC32();
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 127) {
        crc.update(c);
      }
    }
    stringCrc = (stringCrc + crc.getValue()) & 0xffffffffL;
  }

  /** What differs from the expected line; empty if nothing does. */
  String difference(Expectation expected) {
    double tolerance = 1e-9 * Math.max(expected.sumOfAbsolutes(), Double.MIN_NORMAL);
    if (numbers != expected.numbers()) {
      return "numbers " + numbers + ", expected " + expected.numbers();
    }
    if (nonFinite != expected.nonFinite()) {
      return "non-finite " + nonFinite + ", expected " + expected.nonFinite();
    }
    if (!(Math.abs(sum - expected.sum()) <= tolerance)) {
      return "sum " + sum + ", expected " + expected.sum();
    }
    if (!expected.compound()
        && !(Math.abs(weighted - expected.weighted()) <= WEIGHTS * tolerance)) {
      return "weighted sum " + weighted + ", expected " + expected.weighted();
    }
    if (strings != expected.strings()) {
      return "strings " + strings + ", expected " + expected.strings();
    }
    return stringCrc == expected.stringCrc()
        ? ""
        : "string CRC " + stringCrc + ", expected " + expected.stringCrc();
  }
}
