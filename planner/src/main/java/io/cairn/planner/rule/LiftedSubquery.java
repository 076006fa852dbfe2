package io.cairn.planner.rule;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;

/**
 * A subquery that refers to no outer row. Its first columns are those that it had.
 *
 * @param conditions over its columns and the outer row, for the rows that belong to that row
 */
record LiftedSubquery(RelNode rel, List<RexNode> conditions) {}
