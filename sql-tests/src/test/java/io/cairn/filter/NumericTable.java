package io.cairn.filter;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The numeric columns of one table, with their values.
 *
 * @param qualifiedName ready for SQL
 * @param rows a value a column: {@link BigDecimal}, {@link Double} or null
 */
record NumericTable(
    String qualifiedName, List<NumericColumn> columns, List<@Nullable Object[]> rows) {
  /**
   * A column of numbers.
   *
   * @param typeName as JDBC metadata gives it
   */
  record NumericColumn(String name, int sqlType, String typeName) {
    boolean isExact() {
      return sqlType != Types.REAL && sqlType != Types.FLOAT && sqlType != Types.DOUBLE;
    }

    /** The smallest value of an integer type. */
    BigDecimal smallest() {
      return isUnsigned() ? BigDecimal.ZERO : BigDecimal.valueOf(2).pow(bits() - 1).negate();
    }

    /** The largest value of an integer type. */
    BigDecimal largest() {
      return BigDecimal.valueOf(2).pow(isUnsigned() ? bits() : bits() - 1).subtract(BigDecimal.ONE);
    }

    private boolean isUnsigned() {
      return typeName.contains("UNSIGNED");
    }

    private int bits() {
      return typeName.startsWith("TINYINT")
          ? 8
          : typeName.startsWith("SMALLINT") ? 16 : typeName.startsWith("INTEGER") ? 32 : 64;
    }
  }

  /** Every table of the connection that has a numeric column and at most {@code maxRows} rows. */
  static List<NumericTable> readAll(Connection connection, int maxRows) throws SQLException {
    List<NumericTable> tables = new ArrayList<>();
    for (String table : tableNames(connection)) {
      NumericTable read = read(connection, table, maxRows);
      if (!read.columns.isEmpty() && !read.rows.isEmpty()) {
        tables.add(read);
      }
    }
    return tables;
  }

  List<String> columnNames() {
    return columns.stream().map(NumericColumn::name).toList();
  }

  private static List<String> tableNames(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet result =
        connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
      while (result.next()) {
        if (!result.getString("TABLE_TYPE").startsWith("SYSTEM")) {
          names.add(
              SqlText.quoted(result.getString("TABLE_SCHEM"))
                  + "."
                  + SqlText.quoted(result.getString("TABLE_NAME")));
        }
      }
    }
    return names;
  }

  private static NumericTable read(Connection connection, String table, int maxRows)
      throws SQLException {
    List<NumericColumn> columns = new ArrayList<>();
    List<@Nullable Object[]> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet result = statement.executeQuery("SELECT * FROM " + table + " LIMIT 0")) {
        ResultSetMetaData metadata = result.getMetaData();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
          if (isNumeric(metadata.getColumnType(i))) {
            columns.add(
                new NumericColumn(
                    metadata.getColumnLabel(i),
                    metadata.getColumnType(i),
                    metadata.getColumnTypeName(i)));
          }
        }
      }
      if (columns.isEmpty() || rowCount(statement, table) > maxRows) {
        return new NumericTable(table, columns, rows);
      }
      String list =
          columns.stream()
              .map(column -> SqlText.quoted(column.name))
              .collect(Collectors.joining(", "));
      try (ResultSet result = statement.executeQuery("SELECT " + list + " FROM " + table)) {
        while (result.next()) {
          rows.add(row(result, columns));
        }
      }
    }
    return new NumericTable(table, columns, rows);
  }

  private static long rowCount(Statement statement, String table) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** The current row, without going through the conversion that the filter might share. */
  static @Nullable Object[] row(ResultSet result, List<NumericColumn> columns) throws SQLException {
    @Nullable Object[] row = new @Nullable Object[columns.size()];
    for (int i = 0; i < row.length; i++) {
      Object value = result.getObject(i + 1);
      if (value instanceof Float || value instanceof Double) {
        row[i] = ((Number) value).doubleValue();
      } else if (value != null) {
        row[i] = new BigDecimal(value.toString());
      }
    }
    return row;
  }

  private static boolean isNumeric(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.DECIMAL,
          Types.NUMERIC,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE ->
          true;
      default -> false;
    };
  }
}
