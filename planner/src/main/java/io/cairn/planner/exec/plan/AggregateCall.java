package io.cairn.planner.exec.plan;

import io.cairn.storage.type.ColumnType;
import java.util.List;

/**
 * An aggregate function over the rows of a group. Immutable. NULL arguments are skipped.
 *
 * @param arguments columns of the input; COUNT may have none: it counts rows
 * @param filter a Bool column of the input that selects rows, or -1
 * @param type the result's type: SUM of integers up to 32 bits is INT64, of wider ones DECIMAL(38,
 *     0), of decimals a decimal of the same scale, of floats FLOAT64 (FLOAT32 for REAL); AVG is
 *     FLOAT64 or a decimal
 */
public record AggregateCall(
    Function function,
    boolean distinct,
    List<Integer> arguments,
    int filter,
    ColumnType type,
    String name) {
  /** The native aggregate functions. */
  public enum Function {
    COUNT,
    /** NULL over no value; {@code 22003} if it does not fit the type. */
    SUM,
    /** SUM, but 0 over no value. */
    SUM0,
    AVG,
    MIN,
    MAX,
    /**
     * The value if all rows have one, as in a scalar subquery: more than one row is {@code 21000}.
     */
    SINGLE_VALUE,
    /** Any value of the group. */
    ANY_VALUE,
    BOOL_AND,
    BOOL_OR,
    STDDEV_POP,
    STDDEV_SAMP,
    VAR_POP,
    VAR_SAMP
  }

  public AggregateCall {
    arguments = List.copyOf(arguments);
  }
}
