package io.cairn.planner.rule;

import java.util.function.Function;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.tools.RelBuilderFactory;
import org.jspecify.annotations.Nullable;

/** What a rule matches, and how it is made. Immutable. */
record RuleConfig(
    Function<RuleConfig, RelOptRule> maker,
    RelRule.OperandTransform operandSupplier,
    RelBuilderFactory relBuilderFactory,
    @Nullable String description)
    implements RelRule.Config {
  static RuleConfig of(Function<RuleConfig, RelOptRule> maker, RelRule.OperandTransform operands) {
    return new RuleConfig(maker, operands, RelFactories.LOGICAL_BUILDER, null);
  }

  @Override
  public RelOptRule toRule() {
    return maker.apply(this);
  }

  @Override
  public RelRule.Config withRelBuilderFactory(RelBuilderFactory factory) {
    return new RuleConfig(maker, operandSupplier, factory, description);
  }

  @Override
  public RelRule.Config withDescription(@Nullable String text) {
    return new RuleConfig(maker, operandSupplier, relBuilderFactory, text);
  }

  @Override
  public RelRule.Config withOperandSupplier(RelRule.OperandTransform transform) {
    return new RuleConfig(maker, transform, relBuilderFactory, description);
  }
}
