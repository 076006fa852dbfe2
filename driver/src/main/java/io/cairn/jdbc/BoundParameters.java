package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.jdbc.value.ParameterCell;
import io.cairn.planner.ParameterColumn;
import io.cairn.planner.ParameterRows;
import io.cairn.planner.PreparedQuery;
import io.cairn.storage.vector.ColumnBuilder;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The current values of a prepared statement's parameters. One thread at a time. */
final class BoundParameters {
  private final ParameterCell[] cells;

  BoundParameters(PreparedQuery query) {
    List<ParameterColumn> parameters = query.parameters();
    cells = new ParameterCell[parameters.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = ParameterCell.of(parameters.get(i), i + 1);
    }
  }

  /**
   * The parameter at a position, from 1.
   *
   * @throws SQLException 07009 if there is none
   */
  ParameterCell at(int parameterIndex) throws SQLException {
    if (parameterIndex < 1 || parameterIndex > cells.length) {
      throw SqlErrors.create(
          SqlState.INVALID_INDEX,
          "There is no parameter " + parameterIndex + "; the statement has " + cells.length);
    }
    return cells[parameterIndex - 1];
  }

  /** Whether there are parameters and columns can hold them all. */
  boolean areColumnar() {
    for (ParameterCell cell : cells) {
      if (!cell.isColumnar()) {
        return false;
      }
    }
    return cells.length > 0;
  }

  void clear() {
    for (ParameterCell cell : cells) {
      cell.clear();
    }
  }

  /**
   * The values of an execution, which outlive later setters.
   *
   * @throws SQLException 07001 if one is not set
   */
  @Nullable Object[] boxed() throws SQLException {
    checkSet();
    @Nullable Object[] values = new @Nullable Object[cells.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = cells[i].boxed();
    }
    return values;
  }

  /**
   * Adds the values as a row, or nothing.
   *
   * @throws SQLException 07001 if one is not set, 54000 if the rows take no more
   */
  void appendTo(ParameterRows rows) throws SQLException {
    checkSet();
    List<ColumnBuilder> columns = rows.columns();
    int size = columns.get(0).size();
    try {
      for (int i = 0; i < cells.length; i++) {
        cells[i].appendTo(columns.get(i));
      }
    } catch (IllegalStateException | OutOfMemoryError e) {
      for (ColumnBuilder column : columns) {
        column.truncate(Math.min(size, column.size()));
      }
      if (e instanceof OutOfMemoryError) {
        throw SqlErrors.of(e);
      }
      throw SqlErrors.create(
          SqlState.PROGRAM_LIMIT,
          "The batch of " + size + " rows takes no more: " + e.getMessage() + "; execute it first",
          e);
    }
  }

  private void checkSet() throws SQLException {
    for (ParameterCell cell : cells) {
      cell.checkSet();
    }
  }
}
