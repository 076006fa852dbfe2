package io.cairn.planner.catalog;

import io.cairn.storage.ChunkDescription;
import io.cairn.storage.Relation;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemoryRelationBuilder;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Schema;
import java.util.List;

/** The rows of a view, computed anew by each scan, as few and as little of them as it needs. */
final class CatalogRelation implements Relation {
  /** What planning assumes, so that it need not look at the tree. */
  private static final long ASSUMED_ROWS = 1_000;

  private final View<?> view;
  private final CatalogScope scope;
  private final Schema schema;
  private final MemoryRelation empty;

  CatalogRelation(View<?> view, CatalogScope scope) {
    this.view = view;
    this.scope = scope;
    this.schema = view.rowSchema();
    this.empty = MemoryRelation.builder(schema).build();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public long rowCount() {
    return view.rows(scope, Pins.NONE, new boolean[schema.size()]).count();
  }

  @Override
  public long estimatedRowCount() {
    return ASSUMED_ROWS;
  }

  @Override
  public ColumnStatistics statistics(int column) {
    return ColumnStatistics.unknown(ASSUMED_ROWS);
  }

  @Override
  public Predicate residual(Predicate predicate) {
    return empty.residual(predicate);
  }

  @Override
  public boolean prunes(Predicate conjunct) {
    return empty.prunes(conjunct);
  }

  @Override
  public Scan scan(ScanRequest request) {
    boolean[] needed = new boolean[schema.size()];
    request.projection().forEach(column -> needed[column] = true);
    need(request.predicate(), needed);
    MemoryRelationBuilder rows = MemoryRelation.builder(schema);
    view.rows(scope, Pins.of(request.predicate(), schema), needed).forEachOrdered(rows::row);
    return rows.build().scan(request);
  }

  private static void need(Predicate predicate, boolean[] needed) {
    if (predicate instanceof Predicate.Comparison comparison) {
      needed[comparison.column()] = true;
    } else if (predicate instanceof Predicate.In in) {
      needed[in.column()] = true;
    } else if (predicate instanceof Predicate.IsNull isNull) {
      needed[isNull.column()] = true;
    } else if (predicate instanceof Predicate.IsNotNull isNotNull) {
      needed[isNotNull.column()] = true;
    } else if (predicate instanceof Predicate.And and) {
      and.operands().forEach(operand -> need(operand, needed));
    } else if (predicate instanceof Predicate.Or or) {
      or.operands().forEach(operand -> need(operand, needed));
    }
  }

  @Override
  public List<ChunkDescription> chunks() {
    return List.of();
  }
}
