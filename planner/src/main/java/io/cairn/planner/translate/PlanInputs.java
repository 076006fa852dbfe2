package io.cairn.planner.translate;

import io.cairn.planner.exec.plan.PlanNode;
import java.util.List;

/** Puts other inputs under an operator. */
final class PlanInputs {
  private PlanInputs() {}

  /** The same operator over inputs that deliver the same columns. */
  static PlanNode replace(PlanNode node, List<PlanNode> inputs) {
    if (node instanceof PlanNode.Filter filter) {
      return new PlanNode.Filter(inputs.get(0), filter.condition());
    }
    if (node instanceof PlanNode.Project project) {
      return new PlanNode.Project(inputs.get(0), project.expressions(), project.columns());
    }
    if (node instanceof PlanNode.Aggregate aggregate) {
      return new PlanNode.Aggregate(
          inputs.get(0), aggregate.keys(), aggregate.calls(), aggregate.columns());
    }
    if (node instanceof PlanNode.Sort sort) {
      return new PlanNode.Sort(inputs.get(0), sort.keys(), sort.offset(), sort.limit());
    }
    if (node instanceof PlanNode.Window window) {
      return new PlanNode.Window(
          inputs.get(0), window.partition(), window.order(), window.calls(), window.columns());
    }
    if (node instanceof PlanNode.Limit limit) {
      return new PlanNode.Limit(inputs.get(0), limit.offset(), limit.limit());
    }
    if (node instanceof PlanNode.UnionAll union) {
      return new PlanNode.UnionAll(inputs, union.columns());
    }
    if (node instanceof PlanNode.Join join) {
      return new PlanNode.Join(
          inputs.get(0), inputs.get(1), join.kind(), join.keys(), join.condition(), join.columns());
    }
    if (node instanceof PlanNode.External external) {
      return new PlanNode.External(
          external.text(), external.operator(), inputs, external.columns());
    }
    if (node instanceof PlanNode.Shared shared) {
      return new PlanNode.Shared(inputs.get(0), shared.number());
    }
    throw new AssertionError(node);
  }
}
