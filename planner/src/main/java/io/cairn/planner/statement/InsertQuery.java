package io.cairn.planner.statement;

import io.cairn.planner.exec.BatchCursor;
import io.cairn.planner.exec.ExecutablePlan;
import io.cairn.planner.exec.ExecutionContext;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.TableAppender;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;

/**
 * INSERT of a query's rows, batch by batch. Immutable and thread-safe.
 *
 * @param rows delivers a column for each column of the table, of its {@link ColumnTarget#valueType}
 */
public record InsertQuery(ObjectPath table, TableDefinition definition, ExecutablePlan rows) {
  /**
   * Adds the query's rows; gives their number. The query sees the snapshot of its context, so none
   * of the rows that it adds.
   */
  public long run(Transaction transaction, ExecutionContext context) {
    List<ColumnTarget> targets = definition.columns().stream().map(ColumnTarget::new).toList();
    List<ColumnBuilder> values = targets.stream().map(ColumnTarget::newBuilder).toList();
    ColumnBuilder[] fitted = new ColumnBuilder[targets.size()];
    TableAppender appender = transaction.append(table);
    long count = 0;
    try (BatchCursor cursor = rows.open(context)) {
      for (Batch batch = cursor.next(); batch != null; batch = cursor.next()) {
        context.control().check();
        for (int i = 0; i < fitted.length; i++) {
          ColumnBuilder column = values.get(i);
          column.clear();
          column.append(batch.column(i), batch.selection(), batch.selectedCount());
          fitted[i] = targets.get(i).fitted(column);
        }
        appender.append(List.of(fitted));
        count += batch.selectedCount();
      }
    }
    return count;
  }
}
