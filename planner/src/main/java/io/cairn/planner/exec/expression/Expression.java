package io.cairn.planner.exec.expression;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scalar expression over the columns of one input. Immutable, typed: operands already have the
 * types that their operator asks for (see {@link Operator}), casts are explicit.
 *
 * <p>Single values outside lanes (literals, parameters, row functions) are in boxed form by type:
 * Bool {@code Boolean}; Int {@code Long}, unsigned 64-bit {@code java.math.BigInteger};
 * FloatingPoint {@code Double}; Decimal {@code BigDecimal} of the type's scale; Text, Enumeration
 * and Reference {@code String}; Bytes {@code byte[]}; Date {@code Long} days; Time, Timestamp and
 * Interval {@code Long} in the lane's unit; Uuid {@code java.util.UUID}; Row {@code Object[]};
 * Array {@code List}; Mapping {@code Map}. NULL is null.
 */
public sealed interface Expression {
  ColumnType type();

  /** False only if no row can give NULL. */
  boolean nullable();

  /** A column of the input. */
  record Input(int column, ColumnType type, boolean nullable, Lane lane) implements Expression {}

  /** A value known at planning, in boxed form. */
  record Literal(@Nullable Object value, ColumnType type) implements Expression {
    @Override
    public boolean nullable() {
      return value == null;
    }
  }

  /** A value given with each execution, by position from 0. */
  record Parameter(int index, ColumnType type) implements Expression {
    @Override
    public boolean nullable() {
      return true;
    }
  }

  /** A native operator. */
  record Call(Operator operator, List<Expression> operands, ColumnType type, boolean nullable)
      implements Expression {
    public Call {
      operands = List.copyOf(operands);
    }
  }

  /**
   * A function that is evaluated row by row outside the native kernels; shown as {@code fallback}.
   *
   * @param text how EXPLAIN shows it
   */
  record External(
      String text,
      RowFunction function,
      List<Expression> operands,
      ColumnType type,
      boolean nullable)
      implements Expression {
    public External {
      operands = List.copyOf(operands);
    }
  }

  /** Evaluates one row. Not thread-safe: each worker gets its own from {@link #forWorker}. */
  interface RowFunction {
    /**
     * The value for one row, in boxed form.
     *
     * @param operands the operands' values in boxed form; overwritten by the next row
     * @throws io.cairn.planner.error.QueryException if the values have no result
     */
    @Nullable Object apply(@Nullable Object[] operands);

    /** A function of the same meaning for another thread. */
    RowFunction forWorker();
  }
}
