package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.Estimates;
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
 * @param keepsSource whether the rows of the source are collected first, to be split then: the
 *     first of the transforms is a join whose left input tells which rows of the right are needed
 * @param estimates the rows that are expected of the nodes
 */
record Fragment(
    PlanNode source,
    List<PlanNode> transforms,
    PlanNode top,
    boolean keepsSource,
    Estimates estimates) {
  /**
   * The rows of a join's left input are kept, so that they can tell which rows of the right are
   * needed, if so many times as many rows are expected there.
   */
  private static final double LARGER_RIGHT = 4;

  /** The fragment that ends in this node; null if it is neither over a scan nor has a join. */
  static @Nullable Fragment of(PlanNode top, Estimates estimates) {
    List<PlanNode> transforms = new ArrayList<>();
    boolean joins = false;
    boolean keeps = false;
    PlanNode node = top;
    while (!keeps
        && (node instanceof PlanNode.Filter
            || node instanceof PlanNode.Project
            || node instanceof PlanNode.Join)) {
      transforms.add(node);
      if (node instanceof PlanNode.Join join) {
        joins = true;
        keeps = tellsRight(join, estimates);
      }
      node = node.inputs().get(0);
    }
    if (!(node instanceof PlanNode.Scan) && !joins) {
      return null;
    }
    Collections.reverse(transforms);
    return new Fragment(node, transforms, top, keeps, estimates);
  }

  /** Whether the left input should come first, because few rows of the right can match it. */
  private static boolean tellsRight(PlanNode.Join join, Estimates estimates) {
    boolean possible =
        switch (join.kind()) {
          case SEMI, ANTI, LEFT -> join.keys().stream().anyMatch(key -> !key.nullSafe());
          // The others need rows of the right without a match, or have the smaller input there.
          case INNER, RIGHT, FULL, MARK -> false;
        };
    if (!possible) {
      return false;
    }
    double left = estimates.rows(join.left());
    return left >= 0 && left * LARGER_RIGHT < estimates.rows(join.right());
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

  /** The source, if it is a scan that is read in splits. */
  PlanNode.@Nullable Scan scan() {
    return !keepsSource && source instanceof PlanNode.Scan scan ? scan : null;
  }

  /** Whether it is a scan with filters and projections: nothing is to be done before reading. */
  boolean isPlain() {
    return scan() != null && transforms.stream().noneMatch(node -> node instanceof PlanNode.Join);
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
