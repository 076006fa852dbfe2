package io.cairn.planner.exec;

import io.cairn.storage.BatchReader;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Split;
import io.cairn.storage.Store;
import io.cairn.storage.StoreOptions;
import io.cairn.storage.TableAppender;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Schema;
import io.cairn.storage.vector.Batch;
import java.util.Objects;
import java.util.stream.IntStream;

/** Puts rows into the table of a store in memory. */
final class StoredRows {
  private static final ObjectPath TABLE = ObjectPath.parse("/t");

  private StoredRows() {}

  /** The same rows in the same order, encoded in row groups of this many. */
  static Relation of(Relation rows, int rowGroupRows) {
    Schema schema = rows.schema();
    Store store = Store.memory(StoreOptions.defaults().withRowGroupRows(rowGroupRows));
    try (Transaction transaction = store.begin()) {
      transaction.createTable(
          TABLE,
          new TableDefinition(
              schema.columns().stream()
                  .map(it -> ColumnDefinition.of(it.name(), it.type(), it.nullable()))
                  .toList(),
              java.util.List.of()));
      TableAppender appender = transaction.append(TABLE);
      var all = IntStream.range(0, schema.size()).boxed().toList();
      for (Split split : rows.scan(new ScanRequest(all, Predicate.all())).splits()) {
        try (BatchReader reader = split.open(ScanContext.unbounded(schema.size()))) {
          for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            appender.append(batch);
          }
        }
      }
      transaction.commit();
    }
    return Objects.requireNonNull(Objects.requireNonNull(store.snapshot().find(TABLE)).relation());
  }
}
