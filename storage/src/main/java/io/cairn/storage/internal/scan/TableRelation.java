package io.cairn.storage.internal.scan;

import io.cairn.storage.ChunkDescription;
import io.cairn.storage.Relation;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.catalog.TableState;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Schema;
import java.util.List;

/** The rows of a table in one state. Thread-safe. */
public final class TableRelation implements Relation {
  private final TableState state;
  private final RowGroupReader reader;
  private final Schema schema;

  public TableRelation(TableDefinition definition, TableState state, RowGroupReader reader) {
    this.state = state;
    this.reader = reader;
    this.schema = definition.schema();
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
    return ColumnStatistics.unknown(rowCount());
  }

  @Override
  public Predicate residual(Predicate predicate) {
    return predicate;
  }

  @Override
  public boolean prunes(Predicate conjunct) {
    return false;
  }

  @Override
  public Scan scan(ScanRequest request) {
    return TableScan.plan(this, request);
  }

  @Override
  public List<ChunkDescription> chunks() {
    return List.of();
  }
}
