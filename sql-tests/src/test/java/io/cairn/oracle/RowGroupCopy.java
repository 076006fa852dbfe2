package io.cairn.oracle;

import io.cairn.storage.BatchReader;
import io.cairn.storage.Node;
import io.cairn.storage.NodeKind;
import io.cairn.storage.Relation;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Split;
import io.cairn.storage.Store;
import io.cairn.storage.StoreOptions;
import io.cairn.storage.TableAppender;
import io.cairn.storage.Transaction;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.vector.Batch;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Copies a store into one whose row groups have another size. */
public final class RowGroupCopy {
  private RowGroupCopy() {}

  /**
   * Copies the tables of the root group.
   *
   * @param rowGroupRows rows of a row group of the copy; the last one of a table has fewer
   */
  public static void write(Path from, Path to, int rowGroupRows) {
    StoreOptions options = StoreOptions.defaults();
    StoreOptions small =
        new StoreOptions(
            StoreOptions.Durability.OFF,
            false,
            false,
            options.busyTimeout(),
            options.threads(),
            options.cacheBytes(),
            rowGroupRows);
    try (Store source = Store.open(from, options.withReadOnly(true));
        Snapshot snapshot = source.snapshot();
        Store target = Store.create(to, small)) {
      for (Node node : snapshot.root().children()) {
        if (node.kind() == NodeKind.TABLE) {
          copy(node, target);
        }
      }
    }
  }

  private static void copy(Node node, Store target) {
    Relation relation = node.relation();
    if (relation == null || node.table() == null) {
      throw new IllegalArgumentException(node.path() + " has no rows");
    }
    List<Integer> columns = IntStream.range(0, relation.schema().size()).boxed().toList();
    try (Transaction transaction = target.begin()) {
      transaction.createTable(node.path(), node.table());
      TableAppender rows = transaction.append(node.path());
      for (Split split : relation.scan(new ScanRequest(columns, Predicate.all())).splits()) {
        try (BatchReader reader = split.open(ScanContext.unbounded(columns.size()))) {
          for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            rows.append(batch);
          }
        }
      }
      transaction.commit();
    }
  }
}
