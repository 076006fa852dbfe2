package io.cairn.planner.cost;

import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableIntList;

/** A scan that took columns and conditions in. */
public interface ScannedColumns {
  /** Columns of the table, in the order in which the scan delivers them. */
  ImmutableIntList projection();

  /** What the rows meet, over the table's columns. */
  List<RexNode> conditions();
}
