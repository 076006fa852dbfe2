package io.cairn.planner.exec.plan;

import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many rows the planner expects of the operators of a plan, told apart by identity. Filled
 * while a plan is made, by one thread; not changed afterwards.
 */
public final class Estimates {
  /** Of plans that nobody estimated. */
  public static final Estimates NONE = new Estimates();

  private final IdentityHashMap<PlanNode, Double> rows = new IdentityHashMap<>();

  /** Notes the rows of an operator, unless some are noted already. */
  public void put(PlanNode node, double count) {
    rows.putIfAbsent(node, count);
  }

  /**
   * The rows expected of an operator; -1 if nobody knows. An operator that delivers as many as its
   * input and has no estimate has its input's.
   */
  public double rows(PlanNode node) {
    @Nullable PlanNode current = node;
    while (current != null) {
      Double known = rows.get(current);
      if (known != null) {
        return known;
      }
      List<PlanNode> inputs = current.inputs();
      boolean same =
          current instanceof PlanNode.Project
              || current instanceof PlanNode.Window
              || current instanceof PlanNode.Shared;
      current = same ? inputs.get(0) : null;
    }
    return -1;
  }
}
