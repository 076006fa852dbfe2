package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.jdbc.value.JdbcType;
import io.cairn.planner.ParameterColumn;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes the parameters of a statement, as its text implies them. Immutable. */
record CairnParameterMetaData(List<ParameterColumn> parameters) implements ParameterMetaData {
  private ParameterColumn parameter(int number) throws SQLException {
    if (number < 1 || number > parameters.size()) {
      throw SqlErrors.create(
          SqlState.INVALID_INDEX,
          "There is no parameter " + number + "; the statement has " + parameters.size());
    }
    return parameters.get(number - 1);
  }

  private JdbcType type(int number) throws SQLException {
    return JdbcType.of(parameter(number).type());
  }

  @Override
  public int getParameterCount() {
    return parameters.size();
  }

  @Override
  public int isNullable(int param) throws SQLException {
    parameter(param);
    return parameterNullable;
  }

  @Override
  public boolean isSigned(int param) throws SQLException {
    return type(param).signed();
  }

  @Override
  public int getPrecision(int param) throws SQLException {
    return type(param).precision();
  }

  @Override
  public int getScale(int param) throws SQLException {
    return type(param).scale();
  }

  @Override
  public int getParameterType(int param) throws SQLException {
    return type(param).code();
  }

  @Override
  public String getParameterTypeName(int param) throws SQLException {
    return parameter(param).sqlType();
  }

  @Override
  public String getParameterClassName(int param) throws SQLException {
    return type(param).javaClass().getName();
  }

  @Override
  public int getParameterMode(int param) throws SQLException {
    parameter(param);
    return parameterModeIn;
  }

  @Override
  public <T> T unwrap(@Nullable Class<T> iface) throws SQLException {
    return Wrappers.unwrap(this, iface);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> iface) {
    return Wrappers.isWrapper(this, iface);
  }
}
