package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.jdbc.value.JdbcType;
import io.cairn.planner.ResultColumn;
import io.cairn.storage.type.ColumnType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes the columns of a result. Immutable. */
final class CairnResultSetMetaData implements ResultSetMetaData {
  private final List<ResultColumn> columns;

  CairnResultSetMetaData(List<ResultColumn> columns) {
    this.columns = columns;
  }

  private ResultColumn column(int number) throws SQLException {
    if (number < 1 || number > columns.size()) {
      throw SqlErrors.create(
          SqlState.INVALID_INDEX,
          "There is no column " + number + "; the result has " + columns.size());
    }
    return columns.get(number - 1);
  }

  private JdbcType type(int number) throws SQLException {
    return JdbcType.of(column(number).type());
  }

  @Override
  public int getColumnCount() {
    return columns.size();
  }

  @Override
  public boolean isAutoIncrement(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public boolean isCaseSensitive(int column) throws SQLException {
    return switch (column(column).type().code()) {
      case CHAR, VARCHAR, ENUM, REFERENCE -> true;
      default -> false;
    };
  }

  @Override
  public boolean isSearchable(int column) throws SQLException {
    column(column);
    return true;
  }

  @Override
  public boolean isCurrency(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public int isNullable(int column) throws SQLException {
    return column(column).nullable() ? columnNullable : columnNoNulls;
  }

  @Override
  public boolean isSigned(int column) throws SQLException {
    return type(column).signed();
  }

  @Override
  public int getColumnDisplaySize(int column) throws SQLException {
    return type(column).displaySize();
  }

  @Override
  public String getColumnLabel(int column) throws SQLException {
    return column(column).label();
  }

  @Override
  public String getColumnName(int column) throws SQLException {
    return column(column).name();
  }

  @Override
  public String getSchemaName(int column) throws SQLException {
    return orEmpty(column(column).schema());
  }

  @Override
  public int getPrecision(int column) throws SQLException {
    return type(column).precision();
  }

  @Override
  public int getScale(int column) throws SQLException {
    return type(column).scale();
  }

  @Override
  public String getTableName(int column) throws SQLException {
    return orEmpty(column(column).table());
  }

  @Override
  public String getCatalogName(int column) throws SQLException {
    return orEmpty(column(column).catalog());
  }

  @Override
  public int getColumnType(int column) throws SQLException {
    return type(column).code();
  }

  /** The type as SQL writes it, without length or precision. */
  @Override
  public String getColumnTypeName(int column) throws SQLException {
    ResultColumn described = column(column);
    String sqlType = described.sqlType();
    ColumnType type = described.type();
    if (type instanceof ColumnType.Row
        || type instanceof ColumnType.Array
        || type instanceof ColumnType.Mapping) {
      return sqlType;
    }
    int open = sqlType.indexOf('(');
    int close = sqlType.indexOf(')');
    return open < 0 || close < open
        ? sqlType
        : (sqlType.substring(0, open).stripTrailing() + sqlType.substring(close + 1));
  }

  @Override
  public boolean isReadOnly(int column) throws SQLException {
    column(column);
    return true;
  }

  @Override
  public boolean isWritable(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public boolean isDefinitelyWritable(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public String getColumnClassName(int column) throws SQLException {
    return type(column).javaClass().getName();
  }

  @Override
  public <T> T unwrap(@Nullable Class<T> iface) throws SQLException {
    return Wrappers.unwrap(this, iface);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> iface) {
    return Wrappers.isWrapper(this, iface);
  }

  private static String orEmpty(@Nullable String name) {
    return name == null ? "" : name;
  }
}
