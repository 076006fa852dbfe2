package io.cairn.filter;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the columns of one table, as SQL and as Java. Values and constants are {@link
 * BigDecimal} for exact columns and {@link Double} for the others. Immutable.
 */
sealed interface Condition {
  /** How constants stand in the SQL text. */
  enum Constants {
    LITERALS,
    PARAMETERS
  }

  /** Appends the SQL of this condition, and what its parameters are bound to. */
  void write(SqlText out);

  /** Whether it holds for a row, null for unknown. */
  @Nullable Boolean test(@Nullable Object[] row);

  /** A column against a constant; a NULL constant makes it unknown. */
  record Compare(int column, String operator, @Nullable Object constant) implements Condition {
    static final List<String> OPERATORS = List.of("<", "<=", "=", "<>", ">=", ">");

    @Override
    public void write(SqlText out) {
      out.column(column).append(" " + operator + " ").constant(constant);
    }

    @Override
    public @Nullable Boolean test(@Nullable Object[] row) {
      Object value = row[column];
      if (value == null || constant == null) {
        return null;
      }
      int order = order(value, constant);
      return switch (operator) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case "=" -> order == 0;
        case "<>" -> order != 0;
        case ">=" -> order >= 0;
        case ">" -> order > 0;
        default -> throw new AssertionError(operator);
      };
    }
  }

  record Between(int column, Object low, Object high) implements Condition {
    @Override
    public void write(SqlText out) {
      out.column(column).append(" BETWEEN ").constant(low).append(" AND ").constant(high);
    }

    @Override
    public @Nullable Boolean test(@Nullable Object[] row) {
      Object value = row[column];
      return value == null ? null : order(value, low) >= 0 && order(value, high) <= 0;
    }
  }

  record In(int column, List<Object> constants) implements Condition {
    @Override
    public void write(SqlText out) {
      out.column(column).append(" IN (");
      for (int i = 0; i < constants.size(); i++) {
        out.append(i == 0 ? "" : ", ").constant(constants.get(i));
      }
      out.append(")");
    }

    @Override
    public @Nullable Boolean test(@Nullable Object[] row) {
      Object value = row[column];
      return value == null
          ? null
          : constants.stream().anyMatch(constant -> order(value, constant) == 0);
    }
  }

  record IsNull(int column) implements Condition {
    @Override
    public void write(SqlText out) {
      out.column(column).append(" IS NULL");
    }

    @Override
    public Boolean test(@Nullable Object[] row) {
      return row[column] == null;
    }
  }

  record Not(Condition operand) implements Condition {
    @Override
    public void write(SqlText out) {
      out.append("NOT (");
      operand.write(out);
      out.append(")");
    }

    @Override
    public @Nullable Boolean test(@Nullable Object[] row) {
      Boolean result = operand.test(row);
      return result == null ? null : !result;
    }
  }

  record Both(Condition left, Condition right) implements Condition {
    @Override
    public void write(SqlText out) {
      out.pair(left, "AND", right);
    }

    @Override
    public @Nullable Boolean test(@Nullable Object[] row) {
      Boolean a = left.test(row);
      Boolean b = right.test(row);
      if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
        return false;
      }
      return (a == null || b == null) ? null : Boolean.TRUE;
    }
  }

  record Either(Condition left, Condition right) implements Condition {
    @Override
    public void write(SqlText out) {
      out.pair(left, "OR", right);
    }

    @Override
    public @Nullable Boolean test(@Nullable Object[] row) {
      Boolean a = left.test(row);
      Boolean b = right.test(row);
      if (Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)) {
        return true;
      }
      return (a == null || b == null) ? null : Boolean.FALSE;
    }
  }

  private static int order(Object left, Object right) {
    if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
      return a.compareTo(b);
    }
    double a = (Double) left;
    double b = (Double) right;
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) && Double.isNaN(b) ? 0 : Double.isNaN(a) ? 1 : -1;
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }
}
