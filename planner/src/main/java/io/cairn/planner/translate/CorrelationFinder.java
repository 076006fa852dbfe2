package io.cairn.planner.translate;

import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.TableSpool;
import org.apache.calcite.schema.TransientTable;

/** Tells whether a tree refers to rows of an operator above it: an outer query, or a recursion. */
final class CorrelationFinder {
  private CorrelationFinder() {}

  static boolean refersOutside(RelNode node) {
    Set<CorrelationId> used = new HashSet<>(RelOptUtil.getVariablesUsed(node));
    return !used.isEmpty() || isStepOfRecursion(node);
  }

  private static boolean isStepOfRecursion(RelNode node) {
    if (node instanceof RepeatUnion) {
      return false;
    }
    if (node instanceof TableSpool
        || (node instanceof TableScan scan
            && scan.getTable().unwrap(TransientTable.class) != null)) {
      return true;
    }
    return node.getInputs().stream().anyMatch(CorrelationFinder::isStepOfRecursion);
  }
}
