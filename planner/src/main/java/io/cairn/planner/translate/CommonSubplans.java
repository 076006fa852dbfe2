package io.cairn.planner.translate;

import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.PlanNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets operators that stand more than once in a plan run once, such as the groups of a view or of a
 * WITH query that two parts of a statement read. That holds for groupings and for rows that a LIMIT
 * cuts: they give few rows for many, so that keeping the rows costs little. Used once.
 */
final class CommonSubplans {
  private final Estimates estimates;
  private final Map<PlanNode, Integer> counts = new HashMap<>();
  private final Map<PlanNode, PlanNode.Shared> shared = new HashMap<>();

  private CommonSubplans(Estimates estimates) {
    this.estimates = estimates;
  }

  /** The plan with its common parts marked; what was expected of operators is carried over. */
  static PlanNode share(PlanNode plan, Estimates estimates) {
    CommonSubplans common = new CommonSubplans(estimates);
    common.count(plan);
    boolean any = common.counts.values().stream().anyMatch(count -> count > 1);
    return any ? common.rewrite(plan) : plan;
  }

  private void count(PlanNode node) {
    if (isKept(node) && counts.merge(node, 1, Integer::sum) > 1) {
      // What is below runs once too, with it.
      return;
    }
    node.inputs().forEach(this::count);
  }

  private static boolean isKept(PlanNode node) {
    return node instanceof PlanNode.Aggregate
        || (node instanceof PlanNode.Sort sort && sort.limit() != null);
  }

  private PlanNode rewrite(PlanNode node) {
    if (isKept(node) && counts.getOrDefault(node, 0) > 1) {
      PlanNode.Shared first = shared.get(node);
      if (first == null) {
        PlanNode input = rewriteInputs(node);
        first = new PlanNode.Shared(input, shared.size() + 1);
        shared.put(node, first);
        return first;
      }
      // Of its own: operators are told apart by identity.
      return new PlanNode.Shared(first.input(), first.number());
    }
    return rewriteInputs(node);
  }

  private PlanNode rewriteInputs(PlanNode node) {
    List<PlanNode> inputs = new ArrayList<>();
    boolean changed = false;
    for (PlanNode input : node.inputs()) {
      PlanNode rewritten = rewrite(input);
      inputs.add(rewritten);
      changed |= rewritten != input;
    }
    if (!changed) {
      return node;
    }
    PlanNode result = PlanInputs.replace(node, inputs);
    double rows = estimates.rows(node);
    if (rows >= 0) {
      estimates.put(result, rows);
    }
    return result;
  }
}
