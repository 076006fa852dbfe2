package io.cairn.storage.internal.write;

import io.cairn.storage.BatchReader;
import io.cairn.storage.Node;
import io.cairn.storage.Relation;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Split;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Everything that a snapshot shows, as text: what a store is compared by. */
final class StoreContent {
  private StoreContent() {}

  /** Paths with their definitions and their rows; rows in an order of their own. */
  static Map<String, List<String>> of(Snapshot snapshot) {
    Map<String, List<String>> content = new TreeMap<>();
    add(snapshot.root(), content);
    return content;
  }

  private static void add(Node node, Map<String, List<String>> content) {
    List<String> rows = new ArrayList<>();
    Relation relation = node.relation();
    if (relation != null) {
      addRows(relation, rows);
      rows.sort(null);
    }
    rows.add(node.kind() + " " + node.table() + " " + node.view());
    content.put(node.path().toString(), rows);
    for (Node child : node.children()) {
      add(child, content);
    }
  }

  private static void addRows(Relation relation, List<String> rows) {
    List<Column> columns = relation.schema().columns();
    List<Integer> all = IntStream.range(0, columns.size()).boxed().toList();
    for (Split split : relation.scan(new ScanRequest(all, Predicate.all())).splits()) {
      try (BatchReader reader = split.open(ScanContext.unbounded(all.size()))) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
          List<ColumnBuilder> values = new ArrayList<>();
          for (int i = 0; i < columns.size(); i++) {
            ColumnBuilder builder = new ColumnBuilder(columns.get(i).type().naturalLane());
            builder.append(batch.column(i), batch.selection(), batch.selectedCount());
            values.add(builder);
          }
          addRows(values, rows);
        }
      }
    }
  }

  private static void addRows(List<ColumnBuilder> values, List<String> rows) {
    for (int row = 0; row < values.get(0).size(); row++) {
      StringBuilder text = new StringBuilder();
      for (ColumnBuilder column : values) {
        text.append(value(column, row)).append('|');
      }
      rows.add(text.toString());
    }
  }

  private static Object value(ColumnBuilder column, int row) {
    if (column.isNull(row)) {
      return "NULL";
    }
    return switch (column.lane()) {
      case INT -> column.ints()[row];
      case LONG -> column.longs()[row];
      case DOUBLE -> Double.doubleToRawLongBits(column.doubles()[row]);
      case INT128 -> column.high()[row] + ":" + column.longs()[row];
      case TEXT -> {
        int from = column.offsets()[row];
        yield new String(
            column.bytes(), from, column.offsets()[row + 1] - from, StandardCharsets.ISO_8859_1);
      }
      case OBJECT -> throw new AssertionError(Lane.OBJECT);
    };
  }
}
