package io.cairn.jdbc.value;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.storage.type.ColumnType;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of scalar types as SQL writes them. */
final class TypeNames {
  private static final Pattern NAME =
      Pattern.compile(
          "\\s*([A-Z_ ]+?)\\s*(?:\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\)\\s*([A-Z ]*))?");

  private static final int DEFAULT_TIME_PRECISION = 6;
  private static final int DEFAULT_DECIMAL_PRECISION = 38;
  private static final int DEFAULT_DECIMAL_SCALE = 10;

  private TypeNames() {}

  /**
   * The type of this name, with or without length or precision.
   *
   * @throws SQLException 0A000 if there is no such type
   */
  static ColumnType parse(String name) throws SQLException {
    Matcher matcher = NAME.matcher(name.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw unknown(name);
    }
    String suffix = matcher.group(4);
    String word = suffix == null ? matcher.group(1) : (matcher.group(1) + " " + suffix).strip();
    int first = matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2));
    int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    try {
      return type(word, first, second, name);
    } catch (IllegalArgumentException e) {
      throw unknown(name);
    }
  }

  private static ColumnType type(String word, int first, int second, String name)
      throws SQLException {
    int fraction = first < 0 ? DEFAULT_TIME_PRECISION : first;
    return switch (word) {
      case "BOOLEAN", "BOOL" -> ColumnType.BOOLEAN;
      case "TINYINT" -> ColumnType.INT8;
      case "SMALLINT" -> ColumnType.INT16;
      case "INTEGER", "INT" -> ColumnType.INT32;
      case "BIGINT" -> ColumnType.INT64;
      case "TINYINT UNSIGNED" -> ColumnType.UINT8;
      case "SMALLINT UNSIGNED" -> ColumnType.UINT16;
      case "INTEGER UNSIGNED" -> ColumnType.UINT32;
      case "BIGINT UNSIGNED" -> ColumnType.UINT64;
      case "REAL" -> ColumnType.FLOAT32;
      case "DOUBLE", "DOUBLE PRECISION", "FLOAT" -> ColumnType.FLOAT64;
      case "DECIMAL", "NUMERIC" ->
          first < 0
              ? new ColumnType.Decimal(DEFAULT_DECIMAL_PRECISION, DEFAULT_DECIMAL_SCALE)
              : new ColumnType.Decimal(first, second);
      case "CHAR", "CHARACTER" -> new ColumnType.Text(first, first >= 0);
      case "VARCHAR", "CHARACTER VARYING", "TEXT" -> new ColumnType.Text(first, false);
      case "BINARY" -> new ColumnType.Bytes(first, first >= 0);
      case "VARBINARY", "BINARY VARYING" -> new ColumnType.Bytes(first, false);
      case "DATE" -> ColumnType.DATE;
      case "TIME" -> new ColumnType.Time(fraction);
      case "TIMESTAMP" -> new ColumnType.Timestamp(fraction, false);
      case "TIMESTAMP WITH LOCAL TIME ZONE", "TIMESTAMP WITH TIME ZONE" ->
          new ColumnType.Timestamp(fraction, true);
      case "UUID" -> new ColumnType.Uuid();
      default -> throw unknown(name);
    };
  }

  private static SQLException unknown(String name) {
    return SqlErrors.unsupported(
        "There is no element type '" + name + "'; use a name as INTEGER, DECIMAL(10, 2), VARCHAR");
  }
}
