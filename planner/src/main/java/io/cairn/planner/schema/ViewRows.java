package io.cairn.planner.schema;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/** What a view delivers, for one planning. */
public interface ViewRows {
  /** The columns under the view's names for them. */
  RelDataType rowType();

  /** The view's query as part of a larger one. */
  RelNode toRel(RelOptCluster cluster);
}
