package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.PlanNode;

/** A physical plan made ready to run, any number of times and from any thread. Immutable. */
public final class ExecutablePlan {
  private final PlanNode root;

  private ExecutablePlan(PlanNode root) {
    this.root = root;
  }

  /** Chooses operators and kernels for the plan. */
  public static ExecutablePlan of(PlanNode root) {
    return new ExecutablePlan(root);
  }

  public PlanNode root() {
    return root;
  }

  /** Starts an execution. */
  public BatchCursor open(ExecutionContext context) {
    throw new UnsupportedOperationException("under construction " + context);
  }
}
