package io.cairn.planner.translate;

import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;

/** Tells whether a tree refers to rows of an operator above it. */
final class CorrelationFinder {
  private CorrelationFinder() {}

  static boolean refersOutside(RelNode node) {
    Set<CorrelationId> used = new HashSet<>(RelOptUtil.getVariablesUsed(node));
    return !used.isEmpty();
  }
}
