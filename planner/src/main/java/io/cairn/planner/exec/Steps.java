package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.PlanNode;
import java.util.List;

/** Chooses the steps of a plan. */
final class Steps {
  private Steps() {}

  /**
   * The steps that run a node and its inputs.
   *
   * @param eager whether what the node computes is computed with the batch; see {@link
   *     ProjectTransform}
   * @param estimates the rows that are expected of the nodes
   */
  static Step of(PlanNode node, boolean eager, Estimates estimates) {
    Fragment fragment = Fragment.of(node, estimates);
    if (fragment != null) {
      return new FragmentStep(fragment, eager);
    }
    if (node instanceof PlanNode.Filter filter) {
      return new TransformStep(filter, of(filter.input(), false, estimates), eager);
    }
    if (node instanceof PlanNode.Project project) {
      return new TransformStep(project, of(project.input(), false, estimates), eager);
    }
    if (node instanceof PlanNode.Aggregate aggregate) {
      Fragment below = Fragment.of(aggregate.input(), estimates);
      return AggregateStep.of(
          aggregate, below == null ? of(aggregate.input(), false, estimates) : null, below);
    }
    if (node instanceof PlanNode.Sort sort) {
      if (sort.keys().isEmpty()) {
        return limit(
            new PlanNode.Limit(sort.input(), sort.offset(), sort.limit()), eager, estimates);
      }
      Fragment below = Fragment.of(sort.input(), estimates);
      return new SortStep(sort, below == null ? of(sort.input(), false, estimates) : null, below);
    }
    if (node instanceof PlanNode.Window window) {
      Fragment below = WindowStep.sorts(window) ? Fragment.of(window.input(), estimates) : null;
      return new WindowStep(
          window, below == null ? of(window.input(), false, estimates) : null, below);
    }
    if (node instanceof PlanNode.Limit limit) {
      return limit(limit, eager, estimates);
    }
    if (node instanceof PlanNode.UnionAll union) {
      List<Step> inputs =
          union.inputs().stream().map(input -> of(input, eager, estimates)).toList();
      return new UnionStep(union, inputs);
    }
    if (node instanceof PlanNode.Shared shared) {
      return new SharedStep(shared, estimates);
    }
    if (node instanceof PlanNode.Series series) {
      return new SeriesStep(series);
    }
    if (node instanceof PlanNode.Values values) {
      return new ValuesStep(values);
    }
    if (node instanceof PlanNode.External external) {
      return new ExternalStep(external, estimates);
    }
    throw new AssertionError(node);
  }

  private static Step limit(PlanNode.Limit node, boolean eager, Estimates estimates) {
    return new LimitStep(node, of(node.input(), eager, estimates));
  }
}
