package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.PlanNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scan with the filters and projections right above it: what one thread can do with one split
 * without the others. Immutable.
 *
 * @param transforms filters and projections from the scan upwards
 */
record Fragment(PlanNode.Scan scan, List<PlanNode> transforms, PlanNode top) {
  /** The fragment that ends in this node, or null. */
  static @Nullable Fragment of(PlanNode top) {
    List<PlanNode> transforms = new ArrayList<>();
    PlanNode node = top;
    while (node instanceof PlanNode.Filter || node instanceof PlanNode.Project) {
      transforms.add(node);
      node = node.inputs().get(0);
    }
    if (!(node instanceof PlanNode.Scan scan)) {
      return null;
    }
    Collections.reverse(transforms);
    return new Fragment(scan, transforms, top);
  }

  /** Whether every row of the table comes out once. */
  boolean keepsAllRows() {
    return scan.pushed().isAll()
        && scan.residual() == null
        && transforms.stream().noneMatch(node -> node instanceof PlanNode.Filter);
  }
}
