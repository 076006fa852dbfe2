package io.cairn.planner.fallback;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Stands in a region of logical nodes for what the native engine computes: a leaf whose rows come
 * from the input at its index. Immutable.
 */
public final class NativeInput extends AbstractRelNode {
  private final int index;
  private final double rowCount;

  private NativeInput(
      RelOptCluster cluster, RelTraitSet traits, int index, RelDataType rowType, double rowCount) {
    super(cluster, traits);
    this.index = index;
    this.rowType = rowType;
    this.rowCount = rowCount;
  }

  /**
   * A leaf for the input at this position of the region's plan node.
   *
   * @param rowCount estimated rows
   */
  public static NativeInput of(
      RelOptCluster cluster, int index, RelDataType rowType, double rowCount) {
    return new NativeInput(cluster, cluster.traitSetOf(Convention.NONE), index, rowType, rowCount);
  }

  public int index() {
    return index;
  }

  @Override
  public double estimateRowCount(RelMetadataQuery query) {
    return rowCount;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new NativeInput(getCluster(), traits, index, rowType, rowCount);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("index", index).item("columns", rowType);
  }
}
