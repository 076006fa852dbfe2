package io.cairn.planner;

import io.cairn.planner.statement.BuilderValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** The parameters of one execution in boxed form. */
  @Nullable Object[] row(int row, List<ColumnType> types) {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = BuilderValues.get(columns.get(i), row, types.get(i));
    }
    return values;
  }

  /** Drops every row and keeps the memory. */
  public void clear() {
    columns.forEach(ColumnBuilder::clear);
  }
}
