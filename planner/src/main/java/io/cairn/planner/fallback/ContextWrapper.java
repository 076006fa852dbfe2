package io.cairn.planner.fallback;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.util.BuiltInMethod;

/**
 * Passes rows through a function of the {@link FallbackContext}: one that looks whether the
 * statement was cancelled, or one that keeps the rows for a recursion's next step.
 */
final class ContextWrapper extends SingleRel implements EnumerableRel {
  private final String variable;

  ContextWrapper(RelNode input, String variable) {
    this(
        input.getCluster(),
        input.getCluster().traitSetOf(EnumerableConvention.INSTANCE),
        input,
        variable);
  }

  private ContextWrapper(
      RelOptCluster cluster, RelTraitSet traits, RelNode input, String variable) {
    super(cluster, traits, input);
    this.variable = variable;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new ContextWrapper(getCluster(), traits, sole(inputs), variable);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("variable", variable);
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
    BlockBuilder body = new BlockBuilder();
    Result below = implementor.visitChild(this, 0, (EnumerableRel) getInput(), Prefer.ARRAY);
    PhysType rows =
        PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
    Expression source =
        below.physType.convertTo(body.append("wrapped", below.block, false), rows.getFormat());
    Expression function =
        Expressions.convert_(
            Expressions.call(
                implementor.getRootExpression(), "get", Expressions.constant(variable)),
            Function1.class);
    body.add(
        Expressions.return_(
            null,
            Expressions.convert_(
                Expressions.call(function, BuiltInMethod.FUNCTION1_APPLY.method, source),
                Enumerable.class)));
    return implementor.result(rows, body.toBlock());
  }
}
