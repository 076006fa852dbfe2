package io.cairn.filter;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the text of a condition and the values of its parameters. One thread at a time. */
final class SqlText {
  private final List<String> columnNames;
  private final Condition.Constants constants;
  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> parameters = new ArrayList<>();

  SqlText(List<String> columnNames, Condition.Constants constants) {
    this.columnNames = columnNames;
    this.constants = constants;
  }

  SqlText append(String part) {
    text.append(part);
    return this;
  }

  SqlText column(int column) {
    return append(quoted(columnNames.get(column)));
  }

  SqlText constant(@Nullable Object value) {
    if (constants == Condition.Constants.PARAMETERS) {
      parameters.add(value);
      return append("?");
    }
    return append(literal(value));
  }

  SqlText pair(Condition left, String operator, Condition right) {
    append("(");
    left.write(this);
    append(") " + operator + " (");
    right.write(this);
    return append(")");
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    String digits = value.toString();
    if (Double.isNaN((Double) value) || Double.isInfinite((Double) value)) {
      return "CAST('" + digits + "' AS DOUBLE)";
    }
    return digits.contains("E") ? digits : digits + "E0";
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      Object value = parameters.get(i);
      if (value == null) {
        statement.setNull(i + 1, Types.NULL);
      } else if (value instanceof Double number) {
        statement.setDouble(i + 1, number);
      } else {
        BigDecimal number = (BigDecimal) value;
        if (number.scale() <= 0 && number.precision() <= 18) {
          statement.setLong(i + 1, number.longValueExact());
        } else {
          statement.setBigDecimal(i + 1, number);
        }
      }
    }
  }

  List<@Nullable Object> parameters() {
    return parameters;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
