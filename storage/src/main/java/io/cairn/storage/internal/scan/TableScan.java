package io.cairn.storage.internal.scan;

import io.cairn.storage.Scan;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Split;
import io.cairn.storage.internal.catalog.DeltaRows;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.predicate.Match;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A scan of a table: row groups that may hold wanted rows, whole or, where they are few, cut into
 * splits of 16 batches; then the rows that are in none yet. Thread-safe.
 */
final class TableScan implements Scan {
  private static final int SPLIT_BATCHES = 16;
  private static final int SPLIT_ROWS = SPLIT_BATCHES * Batch.CAPACITY;

  /**
   * From so many row groups on, each is one split: a quarter of one is read in less time than it
   * takes to hand it from thread to thread and to merge what comes of it.
   */
  private static final int MANY_ROW_GROUPS = 16;

  private final TableRelation relation;
  private final List<Integer> projection;
  private final ScanFilter filter;
  private final Predicate residual;
  private final List<Split> splits = new ArrayList<>();
  private final ConcurrentLinkedQueue<ScanScratch> scratches = new ConcurrentLinkedQueue<>();

  TableScan(TableRelation relation, ScanRequest request) {
    this.relation = relation;
    this.projection = request.projection();
    this.filter = ScanFilter.of(relation.schema(), request.predicate());
    this.residual = ScanFilter.residual(relation.schema(), request.predicate(), false);
    List<RowGroupPart> parts = new ArrayList<>();
    for (RowGroup group : relation.state().rowGroups()) {
      Match match = filter.predicate().match(column -> RowGroupPart.statistics(group, column));
      if (match != Match.NONE) {
        parts.add(new RowGroupPart(this, group, match == Match.SOME));
      }
    }
    int splitBatches =
        parts.size() < MANY_ROW_GROUPS ? SPLIT_BATCHES : RowGroup.MAX_ROWS / Batch.CAPACITY;
    parts.forEach(part -> addRowGroup(part, splitBatches));
    addDelta(relation.state().delta());
    addDelta(relation.state().tail());
  }

  private void addRowGroup(RowGroupPart part, int splitBatches) {
    int batches = (part.group().rowCount() + Batch.CAPACITY - 1) / Batch.CAPACITY;
    for (int from = 0; from < batches; from += splitBatches) {
      splits.add(new RowGroupSplit(part, from, Math.min(batches, from + splitBatches)));
    }
  }

  private void addDelta(DeltaRows rows) {
    for (int from = 0; from < rows.rowCount(); from += SPLIT_ROWS) {
      splits.add(new DeltaSplit(this, rows, from, Math.min(SPLIT_ROWS, rows.rowCount() - from)));
    }
  }

  TableRelation relation() {
    return relation;
  }

  List<Integer> projection() {
    return projection;
  }

  ScanFilter filter() {
    return filter;
  }

  ScanScratch takeScratch() {
    ScanScratch scratch = scratches.poll();
    return scratch == null ? new ScanScratch(this) : scratch;
  }

  void giveScratch(ScanScratch scratch) {
    scratches.add(scratch);
  }

  @Override
  public List<Split> splits() {
    return splits;
  }

  @Override
  public Predicate residual() {
    return residual;
  }

  @Override
  public long chunkTotal() {
    return (long) relation.state().rowGroups().size() * relation.schema().size();
  }

  @Override
  public long chunkCount(int projected) {
    return relation.state().rowGroups().size();
  }
}
