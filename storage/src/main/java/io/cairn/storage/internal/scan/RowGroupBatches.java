package io.cairn.storage.internal.scan;

import io.cairn.storage.BatchReader;
import io.cairn.storage.Narrowing;
import io.cairn.storage.ScanContext;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.predicate.Match;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Reads the batches of a split: leaves out those that bounds rule out, selects rows by the columns
 * of the filter, and decodes the others when they are asked for. One thread at a time.
 */
final class RowGroupBatches implements BatchReader {
  private final RowGroupSplit split;
  private final ScanContext context;
  private final ScanScratch scratch;
  private @Nullable Predicate narrowed;
  private int next;
  private boolean closed;

  RowGroupBatches(RowGroupSplit split, ScanContext context) {
    this.split = split;
    this.context = context;
    this.scratch = split.part().scan().takeScratch();
    this.next = split.fromBatch();
    scratch.begin(split.part(), context.metrics());
  }

  @Override
  public @Nullable Batch next() {
    ScanFilter filter = split.part().scan().filter();
    while (next < split.toBatch()) {
      context.cancellation().check();
      if (isDone()) {
        next = split.toBatch();
        return null;
      }
      int batch = next++;
      if (narrowed != null && scratch.match(narrowed, batch) == Match.NONE) {
        continue;
      }
      Match match = split.part().filters() ? scratch.match(filter, batch) : Match.ALL;
      if (match != Match.NONE) {
        Batch rows = scratch.read(match == Match.SOME ? filter : null, batch);
        if (rows != null) {
          return rows;
        }
      }
    }
    return null;
  }

  /** Takes over what the consumer knows by now; returns whether no row of the group is wanted. */
  private boolean isDone() {
    Narrowing narrowing = context.narrowing();
    Predicate predicate = narrowing == null ? null : narrowing.predicate();
    if (predicate == null || predicate == narrowed) {
      return false;
    }
    narrowed = predicate;
    RowGroup group = split.part().group();
    return predicate.match(column -> RowGroupPart.statistics(group, column)) == Match.NONE;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      split.part().scan().giveScratch(scratch);
    }
  }
}
