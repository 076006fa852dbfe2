package io.cairn.oracle;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** DuckDB in memory, with copies of the tables that Cairn sees. */
public final class Oracle {
  private static final int ROWS_AN_INSERT = 1000;

  private Oracle() {}

  /** A DuckDB database with every table of the connection. */
  public static Connection copyOf(Connection source) throws SQLException {
    Connection copy = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = copy.createStatement()) {
      // Cairn follows PostgreSQL: NULL is above everything.
      statement.execute("SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
    }
    DatabaseMetaData metadata = source.getMetaData();
    try (ResultSet tables = metadata.getTables(source.getCatalog(), null, "%", null)) {
      while (tables.next()) {
        if (!tables.getString("TABLE_TYPE").startsWith("SYSTEM")) {
          copy(source, copy, tables.getString("TABLE_SCHEM"), tables.getString("TABLE_NAME"));
        }
      }
    }
    return copy;
  }

  private static void copy(Connection source, Connection copy, String schema, String table)
      throws SQLException {
    String name = quoted(schema) + "." + quoted(table);
    try (Statement read = source.createStatement();
        Statement create = copy.createStatement();
        ResultSet rows = read.executeQuery("SELECT * FROM " + name)) {
      ResultSetMetaData metadata = rows.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= metadata.getColumnCount(); i++) {
        columns.add(quoted(metadata.getColumnLabel(i)) + " " + type(metadata, i));
      }
      create.execute("CREATE SCHEMA IF NOT EXISTS " + quoted(schema));
      create.execute("CREATE TABLE " + name + " (" + String.join(", ", columns) + ")");
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(tuple(rows, columns.size()));
        if (values.size() == ROWS_AN_INSERT) {
          create.execute("INSERT INTO " + name + " VALUES " + String.join(", ", values));
          values.clear();
        }
      }
      if (!values.isEmpty()) {
        create.execute("INSERT INTO " + name + " VALUES " + String.join(", ", values));
      }
    }
  }

  /** The current row as SQL: DuckDB's prepared inserts take a second for 5,000 rows. */
  private static String tuple(ResultSet rows, int columnCount) throws SQLException {
    List<String> literals = new ArrayList<>();
    for (int i = 1; i <= columnCount; i++) {
      Object value = rows.getObject(i);
      boolean isBare = value == null || value instanceof Boolean || value instanceof Number;
      boolean isFinite = !(value instanceof Double real) || Double.isFinite(real);
      literals.add(
          isBare && isFinite
              ? String.valueOf(value)
              : "'" + String.valueOf(value).replace("'", "''") + "'");
    }
    return "(" + String.join(", ", literals) + ")";
  }

  private static String type(ResultSetMetaData metadata, int column) throws SQLException {
    return switch (metadata.getColumnType(column)) {
      case Types.BOOLEAN, Types.BIT -> "BOOLEAN";
      case Types.TINYINT -> "TINYINT";
      case Types.SMALLINT -> "SMALLINT";
      case Types.INTEGER -> "INTEGER";
      case Types.BIGINT -> "BIGINT";
      case Types.DECIMAL, Types.NUMERIC ->
          "DECIMAL(" + metadata.getPrecision(column) + ", " + metadata.getScale(column) + ")";
      case Types.REAL -> "REAL";
      case Types.FLOAT, Types.DOUBLE -> "DOUBLE";
      default -> "VARCHAR";
    };
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
