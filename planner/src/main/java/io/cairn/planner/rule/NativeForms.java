package io.cairn.planner.rule;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rex.RexBuilder;

/** Puts operators that the engine has in the place of those that it lacks. One thread at a time. */
final class NativeForms {
  private final RexBuilder rexBuilder;
  private final SetOperations setOperations;

  NativeForms(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
    this.setOperations = new SetOperations(rexBuilder);
  }

  /** The same rows. */
  RelNode apply(RelNode node) {
    List<RelNode> inputs = new ArrayList<>();
    boolean same = true;
    for (RelNode input : node.getInputs()) {
      RelNode changed = apply(input);
      same &= changed == input;
      inputs.add(changed);
    }
    RelNode rel = same ? node : node.copy(node.getTraitSet(), inputs);
    if (rel instanceof Intersect || rel instanceof Minus) {
      return setOperations.rewrite((SetOp) rel);
    }
    return rel instanceof Aggregate aggregate && GroupingSets.concern(aggregate)
        ? GroupingSets.rewrite(rexBuilder, aggregate)
        : rel;
  }
}
