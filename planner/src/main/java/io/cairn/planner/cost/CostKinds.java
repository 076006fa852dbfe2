package io.cairn.planner.cost;

import org.apache.calcite.adapter.enumerable.EnumerableInterpreter;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelMdLowerBoundCost;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/** What running costs. Each kind asks Calcite's own estimator for the class of node at hand. */
final class CostKinds {
  private CostKinds() {}

  /** The cost of a node and all below. */
  static final class CumulativeCost implements BuiltInMetadata.CumulativeCost.Handler {
    @Override
    public @Nullable RelOptCost getCumulativeCost(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getCumulativeCost", rel -> ask(rel, mq));
    }

    private static @Nullable RelOptCost ask(RelNode rel, RelMetadataQuery mq) {
      RelOptCost cost = mq.getNonCumulativeCost(rel);
      if (rel instanceof EnumerableInterpreter) {
        return cost;
      }
      for (RelNode input : rel.getInputs()) {
        RelOptCost below = mq.getCumulativeCost(input);
        if (cost == null || below == null) {
          return null;
        }
        cost = cost.plus(below);
      }
      return cost;
    }
  }

  /** The cost of a node alone. */
  static final class NonCumulativeCost implements BuiltInMetadata.NonCumulativeCost.Handler {
    @Override
    public @Nullable RelOptCost getNonCumulativeCost(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(
          r,
          mq,
          "getNonCumulativeCost",
          rel -> rel.computeSelfCost(rel.getCluster().getPlanner(), mq));
    }
  }

  /** The least that a node can cost. */
  static final class LowerBoundCost implements BuiltInMetadata.LowerBoundCost.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteLowerBoundCost {
      static final RelMdLowerBoundCost ESTIMATOR =
          Recall.calcite(
              RelMdLowerBoundCost.class,
              RelMdLowerBoundCost.SOURCE,
              BuiltInMetadata.LowerBoundCost.Handler.class);
    }

    @Override
    public @Nullable RelOptCost getLowerBoundCost(
        RelNode r, RelMetadataQuery mq, VolcanoPlanner planner) {
      return Recall.answer(
          r, mq, Recall.question("getLowerBoundCost", planner), rel -> ask(rel, mq, planner));
    }

    private static @Nullable RelOptCost ask(
        RelNode rel, RelMetadataQuery mq, VolcanoPlanner planner) {
      if (rel instanceof RelSubset subset) {
        return CalciteLowerBoundCost.ESTIMATOR.getLowerBoundCost(subset, mq, planner);
      }
      return CalciteLowerBoundCost.ESTIMATOR.getLowerBoundCost(rel, mq, planner);
    }
  }
}
