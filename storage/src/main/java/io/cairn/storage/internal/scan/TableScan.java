package io.cairn.storage.internal.scan;

import io.cairn.storage.Scan;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Split;
import io.cairn.storage.internal.catalog.DeltaRows;
import io.cairn.storage.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;

/** A scan of a table: row groups that may hold wanted rows, then the rows in none yet. */
record TableScan(List<Split> splits, Predicate residual, long chunkTotal) implements Scan {
  private static final int SPLIT_ROWS = 32_768;

  static TableScan plan(TableRelation relation, ScanRequest request) {
    List<Split> splits = new ArrayList<>();
    addDelta(splits, relation.state().delta(), request);
    addDelta(splits, relation.state().tail(), request);
    return new TableScan(splits, request.predicate(), 0);
  }

  private static void addDelta(List<Split> splits, DeltaRows rows, ScanRequest request) {
    for (int from = 0; from < rows.rowCount(); from += SPLIT_ROWS) {
      splits.add(
          new DeltaSplit(
              rows, request.projection(), from, Math.min(SPLIT_ROWS, rows.rowCount() - from)));
    }
  }

  @Override
  public long chunkCount(int projected) {
    return 0;
  }
}
