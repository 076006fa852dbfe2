package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.PlanNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of rows with the filters, projections and joins right above it: what one thread can do
 * with one split of the source without the others, once the right inputs of the joins are
 * collected. Immutable.
 *
 * @param source a scan, which is read in splits, or any other operator, which is one split
 * @param transforms filters, projections and joins from the source upwards, each over the one
 *     before; a join's left input is that
 */
record Fragment(PlanNode source, List<PlanNode> transforms, PlanNode top) {
  /** The fragment that ends in this node; null if it is neither over a scan nor has a join. */
  static @Nullable Fragment of(PlanNode top) {
    List<PlanNode> transforms = new ArrayList<>();
    boolean joins = false;
    PlanNode node = top;
    while (node instanceof PlanNode.Filter
        || node instanceof PlanNode.Project
        || node instanceof PlanNode.Join) {
      transforms.add(node);
      joins |= node instanceof PlanNode.Join;
      node = node.inputs().get(0);
    }
    if (!(node instanceof PlanNode.Scan) && !joins) {
      return null;
    }
    Collections.reverse(transforms);
    return new Fragment(node, transforms, top);
  }

  /**
   * The column of the (left) input that a filter, a projection or a join passes through as this
   * column, or -1 if there is none whose rows may be left out.
   */
  static int inputColumn(PlanNode node, int column) {
    if (node instanceof PlanNode.Filter) {
      return column;
    }
    if (node instanceof PlanNode.Project project) {
      return project.expressions().get(column) instanceof Expression.Input input
          ? input.column()
          : -1;
    }
    if (node instanceof PlanNode.Join join) {
      boolean left = column < join.left().columns().size();
      return left && !join.kind().keepsRight() ? column : -1;
    }
    return -1;
  }

  /** The source, if it is a scan. */
  PlanNode.@Nullable Scan scan() {
    return source instanceof PlanNode.Scan scan ? scan : null;
  }

  /** Whether it is a scan with filters and projections: nothing is to be done before reading. */
  boolean isPlain() {
    return source instanceof PlanNode.Scan
        && transforms.stream().noneMatch(node -> node instanceof PlanNode.Join);
  }

  /** Whether every row of the table comes out once. */
  boolean keepsAllRows() {
    PlanNode.Scan scan = scan();
    return scan != null
        && scan.pushed().isAll()
        && scan.residual() == null
        && transforms.stream().allMatch(node -> node instanceof PlanNode.Project);
  }
}
