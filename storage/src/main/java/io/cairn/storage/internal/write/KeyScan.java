package io.cairn.storage.internal.write;

import io.cairn.storage.BatchReader;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Split;
import io.cairn.storage.internal.scan.TableRelation;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the key columns of a table. */
final class KeyScan {
  /** Gets the keys of some rows, in columns; says whether it wants more. */
  interface Visitor {
    boolean visit(List<ColumnBuilder> keys);
  }

  private KeyScan() {}

  /**
   * Visits the keys of all rows; where they are numbers and a range is given, those of at least all
   * rows in it.
   */
  static void visit(
      TableRelation table, KeyColumns alone, @Nullable KeyRange range, Visitor visitor) {
    List<Integer> columns = alone.key().columns();
    Predicate predicate = Predicate.all();
    if (range != null && alone.isNumber()) {
      long low = alone.valueOf(range.min());
      long high = alone.valueOf(range.max());
      // A range of unsigned numbers may wrap around as signed ones; then all rows are visited.
      if (low <= high) {
        predicate =
            Predicate.and(
                List.of(
                    compare(columns.get(0), Predicate.Operator.GREATER_OR_EQUAL, low),
                    compare(columns.get(0), Predicate.Operator.LESS_OR_EQUAL, high)));
      }
    }
    Scan scan = table.scan(new ScanRequest(columns, predicate));
    List<ColumnBuilder> keys = new ArrayList<>();
    for (int column : columns) {
      keys.add(new ColumnBuilder(table.schema().column(column).type().naturalLane()));
    }
    for (Split split : scan.splits()) {
      try (BatchReader reader = split.open(ScanContext.unbounded(columns.size()))) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
          for (int i = 0; i < keys.size(); i++) {
            keys.get(i).clear();
            keys.get(i).append(batch.column(i), batch.selection(), batch.selectedCount());
          }
          if (!visitor.visit(keys)) {
            return;
          }
        }
      }
    }
  }

  private static Predicate compare(int column, Predicate.Operator operator, long value) {
    return new Predicate.Comparison(column, operator, new Constant.Whole(value));
  }

  /** The first of these rows whose key is in the table, or -1. */
  static int firstFound(
      TableRelation table, KeyColumns alone, KeyColumns inRows, List<ColumnBuilder> rows) {
    KeySet wanted = new KeySet(inRows);
    wanted.add(inRows, rows, 0, rows.get(0).size());
    KeySet found = new KeySet(alone);
    visit(
        table,
        alone,
        inRows.isNumber() ? KeyRange.of(inRows, rows) : null,
        keys -> {
          boolean nulls = alone.mayBeNull(keys);
          for (int row = 0; row < keys.get(0).size(); row++) {
            if (!(nulls && alone.isNull(keys, row)) && wanted.contains(alone, keys, row)) {
              found.add(alone, keys, row, row + 1);
            }
          }
          return true;
        });
    for (int row = 0; found.size() > 0 && row < rows.get(0).size(); row++) {
      if (!inRows.isNull(rows, row) && found.contains(inRows, rows, row)) {
        return row;
      }
    }
    return -1;
  }
}
