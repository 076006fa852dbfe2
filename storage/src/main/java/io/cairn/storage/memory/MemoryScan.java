package io.cairn.storage.memory;

import io.cairn.storage.Scan;
import io.cairn.storage.Split;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Schema;
import java.util.List;

/** A planned scan of a {@link MemoryRelation}. Immutable. */
final class MemoryScan implements Scan {
  private final Schema schema;
  private final List<Integer> projection;
  private final List<MemorySplit> splits;
  private final Predicate residual;
  private final int unitCount;

  MemoryScan(
      Schema schema,
      List<Integer> projection,
      List<MemorySplit> splits,
      Predicate residual,
      int unitCount) {
    this.schema = schema;
    this.projection = projection;
    this.splits = List.copyOf(splits);
    this.residual = residual;
    this.unitCount = unitCount;
  }

  @Override
  public List<? extends Split> splits() {
    return splits;
  }

  @Override
  public Predicate residual() {
    return residual;
  }

  @Override
  public long chunkTotal() {
    return unitCount;
  }

  @Override
  public long chunkCount(int projected) {
    Column column = schema.column(projection.get(projected));
    return column.role() == Column.Role.DATA ? unitCount : 0;
  }
}
