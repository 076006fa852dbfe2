package io.cairn.storage.internal.scan;

import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.catalog.DeltaRows;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.catalog.StoredChunk;
import io.cairn.storage.internal.catalog.TableState;
import io.cairn.storage.internal.encoding.ChunkStatistics;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.type.ColumnType;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of a column over all rows of a table in one state. */
final class TableStatistics {
  private final TableDefinition definition;
  private final TableState state;
  private final RowGroupReader reader;

  TableStatistics(TableDefinition definition, TableState state, RowGroupReader reader) {
    this.definition = definition;
    this.state = state;
    this.reader = reader;
  }

  /**
   * Counts, bounds, sum and order from the row groups' statistics and from the rows that are in
   * none, all exact but where values are in extents of their own; distinct values as {@link
   * DistinctValues} estimates them, for which chunks of some columns are looked into.
   */
  ColumnStatistics of(int column) {
    ColumnType type = definition.columns().get(column).type();
    ChunkStatistics merged = null;
    boolean hasOverflow = false;
    for (RowGroup group : state.rowGroups()) {
      StoredChunk chunk = group.chunks().get(column);
      hasOverflow |= !chunk.overflow().isEmpty();
      merged = merge(merged, chunk.statistics());
    }
    DistinctValues distinct = new DistinctValues(definition, reader, column);
    state.rowGroups().forEach(distinct::add);
    for (DeltaRows rows : new DeltaRows[] {state.delta(), state.tail()}) {
      ChunkStatistics statistics = rows.statistics(column, type);
      if (statistics != null) {
        merged = merge(merged, statistics);
        distinct.add(rows, statistics);
      }
    }
    if (merged == null) {
      return new ColumnStatistics(0, 0, 0, null, null, 0, true, null, false);
    }
    long distinctCount = distinct.estimate(merged);
    // Row groups describe an empty text in the place of a value in an extent of its own.
    return hasOverflow
        ? new ColumnStatistics(merged.rowCount(), merged.nullCount(), 0, null, null, distinctCount)
        : merged.toColumnStatistics(distinctCount);
  }

  private static ChunkStatistics merge(@Nullable ChunkStatistics before, ChunkStatistics next) {
    return before == null ? next : before.merge(next);
  }
}
