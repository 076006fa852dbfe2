package io.cairn.planner;

import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;

/**
 * The parameters of a prepared statement for many executions, in columns: row {@code r} of {@code
 * column(p)} is parameter {@code p} of execution {@code r}, in the natural lane of the parameter's
 * type. What a driver binds a batch into. One thread at a time.
 */
public final class ParameterRows {
  private final List<ColumnBuilder> columns;

  /** No rows of the parameters of this statement. */
  public ParameterRows(PreparedQuery query) {
    columns =
        query.parameters().stream()
            .map(parameter -> new ColumnBuilder(parameter.type().naturalLane()))
            .toList();
  }

  /** The parameter at this position, from 0. */
  public ColumnBuilder column(int parameter) {
    return columns.get(parameter);
  }

  public List<ColumnBuilder> columns() {
    return columns;
  }

  /** Drops every row and keeps the memory. */
  public void clear() {
    columns.forEach(ColumnBuilder::clear);
  }
}
