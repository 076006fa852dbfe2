package io.cairn.planner.statement;

import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.QueryControl;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.TableAppender;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * INSERT of rows that are written in the statement: no query runs, values go straight into columns.
 * Immutable and thread-safe.
 */
public final class InsertRows {
  /** Rows of a call, so that a statement of any length needs bounded memory beside its own text. */
  private static final int ROWS_PER_CALL = 1 << 16;

  private final ObjectPath table;
  private final List<ColumnTarget> targets;
  private final List<List<Cell>> rows;
  private final int implicitParameters;

  /**
   * @param rows a cell for each column of the table, in its order
   * @param implicitParameters how many parameters follow those of the user
   */
  public InsertRows(
      ObjectPath table, TableDefinition definition, List<List<Cell>> rows, int implicitParameters) {
    this.table = table;
    this.targets = definition.columns().stream().map(ColumnTarget::new).toList();
    this.rows = rows.stream().map(List::copyOf).toList();
    this.implicitParameters = implicitParameters;
  }

  public ObjectPath table() {
    return table;
  }

  public int rowCount() {
    return rows.size();
  }

  /**
   * Adds the rows for one execution; gives their number.
   *
   * @param parameters the user's, then the implicit ones
   */
  public long run(Transaction transaction, @Nullable Object[] parameters, QueryControl control) {
    TableAppender appender = transaction.append(table);
    for (int from = 0; from < rows.size(); from += ROWS_PER_CALL) {
      control.check();
      int to = Math.min(rows.size(), from + ROWS_PER_CALL);
      List<ColumnBuilder> columns = new ArrayList<>(targets.size());
      for (int column = 0; column < targets.size(); column++) {
        ColumnTarget target = targets.get(column);
        ColumnBuilder values = target.newBuilder();
        for (int row = from; row < to; row++) {
          target.append(values, rows.get(row).get(column).value(parameters));
        }
        columns.add(values);
      }
      appender.append(columns);
    }
    return rows.size();
  }

  /**
   * Adds the rows of many executions at once; gives their number.
   *
   * @param columns a builder for each of the user's parameters, all of one size
   * @param types of those parameters
   * @param implicit the values of the implicit parameters
   * @throws QueryException with the row of the batch that is wrong
   */
  public long runBatch(
      Transaction transaction,
      List<ColumnBuilder> columns,
      List<ColumnType> types,
      @Nullable Object[] implicit,
      int count,
      QueryControl control) {
    if (isColumnar()) {
      transaction.append(table).append(bound(columns, implicit, count));
      return count;
    }
    @Nullable Object[] parameters = new @Nullable Object[columns.size() + implicitParameters];
    System.arraycopy(implicit, 0, parameters, columns.size(), implicitParameters);
    long total = 0;
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < columns.size(); i++) {
        parameters[i] = BuilderValues.get(columns.get(i), row, types.get(i));
      }
      try {
        total += run(transaction, parameters, control);
      } catch (QueryException e) {
        throw new QueryException(e, row);
      } catch (StorageException e) {
        throw e.row() < 0 ? e : new StorageException(e.kind(), String.valueOf(e.getMessage()), row);
      }
    }
    return total;
  }

  /** Whether each execution is one row whose cells are parameters or the same for all. */
  private boolean isColumnar() {
    if (rows.size() != 1) {
      return false;
    }
    for (Cell cell : rows.get(0)) {
      if (!(cell instanceof Cell.Parameter) && !cell.isShared()) {
        return false;
      }
    }
    return true;
  }

  private List<ColumnBuilder> bound(
      List<ColumnBuilder> columns, @Nullable Object[] implicit, int count) {
    @Nullable Object[] parameters = new @Nullable Object[columns.size() + implicitParameters];
    System.arraycopy(implicit, 0, parameters, columns.size(), implicitParameters);
    List<ColumnBuilder> bound = new ArrayList<>(targets.size());
    for (int column = 0; column < targets.size(); column++) {
      ColumnTarget target = targets.get(column);
      Cell cell = rows.get(0).get(column);
      if (cell instanceof Cell.Parameter parameter) {
        bound.add(target.fitted(columns.get(parameter.index())));
      } else {
        ColumnBuilder values = target.newBuilder();
        Object value = cell.value(parameters);
        for (int row = 0; row < count; row++) {
          target.append(values, value);
        }
        bound.add(values);
      }
    }
    return bound;
  }
}
