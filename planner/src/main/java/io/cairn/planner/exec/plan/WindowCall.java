package io.cairn.planner.exec.plan;

import io.cairn.storage.type.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function over the rows around each row. Immutable.
 *
 * @param aggregate for AGGREGATE, its call over the columns of the input; else null
 * @param arguments columns of the input. LAG and LEAD: the value, an INT64 of rows and, if there is
 *     one, the default, of the value's type and lane; NTH_VALUE: the value and an INT64 from 1;
 *     NTILE: an INT64
 * @param ignoresNulls whether rows where the first argument is NULL are not there for LAG, LEAD,
 *     FIRST_VALUE, LAST_VALUE and NTH_VALUE
 * @param frame looked at by AGGREGATE, FIRST_VALUE, LAST_VALUE and NTH_VALUE alone
 * @param orderKeys how many of the node's order keys count: rows equal in these are peers
 */
public record WindowCall(
    Function function,
    @Nullable AggregateCall aggregate,
    List<Integer> arguments,
    boolean ignoresNulls,
    WindowFrame frame,
    int orderKeys,
    ColumnType type,
    String name) {
  /** The native window functions. */
  public enum Function {
    ROW_NUMBER,
    RANK,
    DENSE_RANK,
    PERCENT_RANK,
    CUME_DIST,
    NTILE,
    LAG,
    LEAD,
    FIRST_VALUE,
    LAST_VALUE,
    NTH_VALUE,
    AGGREGATE
  }

  public WindowCall {
    arguments = List.copyOf(arguments);
  }
}
