package io.cairn.storage.internal.scan;

import io.cairn.storage.ChunkDescription;
import io.cairn.storage.Relation;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.catalog.StoredChunk;
import io.cairn.storage.internal.catalog.TableState;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The rows of a table in one state. Thread-safe. */
public final class TableRelation implements Relation {
  private final TableDefinition definition;
  private final TableState state;
  private final RowGroupReader reader;
  private final Schema schema;
  private final AtomicReferenceArray<ColumnStatistics> statistics;

  public TableRelation(TableDefinition definition, TableState state, RowGroupReader reader) {
    this.definition = definition;
    this.state = state;
    this.reader = reader;
    this.schema = definition.schema();
    this.statistics = new AtomicReferenceArray<>(schema.size());
  }

  TableDefinition definition() {
    return definition;
  }

  TableState state() {
    return state;
  }

  RowGroupReader reader() {
    return reader;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public long rowCount() {
    return state.rowCount();
  }

  @Override
  public ColumnStatistics statistics(int column) {
    ColumnStatistics known = statistics.get(column);
    if (known == null) {
      known = new TableStatistics(definition, state, reader).of(column);
      statistics.set(column, known);
    }
    return known;
  }

  @Override
  public Predicate residual(Predicate predicate) {
    return ScanFilter.residual(schema, predicate, true);
  }

  @Override
  public boolean prunes(Predicate conjunct) {
    return ScanFilter.canApply(schema, conjunct, true);
  }

  @Override
  public Scan scan(ScanRequest request) {
    return new TableScan(this, request);
  }

  @Override
  public List<ChunkDescription> chunks() {
    List<ChunkDescription> chunks = new ArrayList<>();
    for (int column = 0; column < schema.size(); column++) {
      long firstRow = 0;
      for (int i = 0; i < state.rowGroups().size(); i++) {
        RowGroup group = state.rowGroups().get(i);
        StoredChunk chunk = group.chunks().get(column);
        chunks.add(
            new ChunkDescription(
                schema.column(column).name(),
                i,
                Long.toString(firstRow),
                group.rowCount(),
                RowGroupReader.address(group, column),
                chunk.length(),
                chunk.rawBytes(),
                chunk.encoding(),
                0,
                RowGroupPart.statistics(group, column)));
        firstRow += group.rowCount();
      }
    }
    return chunks;
  }
}
