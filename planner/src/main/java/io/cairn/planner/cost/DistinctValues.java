package io.cairn.planner.cost;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Estimates how many different values columns of a leaf have. */
final class DistinctValues {
  private DistinctValues() {}

  /** Among the rows that the predicate selects; null if nothing is known about a column. */
  static @Nullable Double ofLeaf(
      RelNode leaf, RelMetadataQuery query, ImmutableBitSet columns, @Nullable RexNode predicate) {
    Double rows = query.getRowCount(leaf);
    Double selectivity = query.getSelectivity(leaf, predicate);
    if (rows == null || selectivity == null) {
      return null;
    }
    if (columns.isEmpty()) {
      return 1.0;
    }
    if (RelMdUtil.areColumnsDefinitelyUnique(query, leaf, columns)) {
      return rows * selectivity;
    }
    double combinations = 1;
    for (int column : columns) {
      combinations *= LeafColumns.distinctValues(leaf, column);
    }
    if (Double.isNaN(combinations)) {
      return null;
    }
    double distinct = Math.min(combinations, rows);
    return selectivity == 1
        ? (Double) distinct
        : RelMdUtil.numDistinctVals(distinct, rows * selectivity);
  }
}
