package io.cairn.planner.fallback;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A leaf of generated code that finds its rows in the {@link FallbackContext}: a native input, or
 * what a recursion's last step gave. Rows of one column are its bare values, others are arrays.
 */
final class ContextLeaf extends AbstractRelNode implements EnumerableRel {
  private final String variable;

  ContextLeaf(RelOptCluster cluster, String variable, RelDataType rowType) {
    this(cluster, cluster.traitSetOf(EnumerableConvention.INSTANCE), variable, rowType);
  }

  private ContextLeaf(
      RelOptCluster cluster, RelTraitSet traits, String variable, RelDataType rowType) {
    super(cluster, traits);
    this.variable = variable;
    this.rowType = rowType;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new ContextLeaf(getCluster(), traits, variable, rowType);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("variable", variable);
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
    PhysType rows = PhysTypeImpl.of(implementor.getTypeFactory(), rowType, JavaRowFormat.ARRAY);
    Expression source =
        Expressions.convert_(
            Expressions.call(
                implementor.getRootExpression(), "get", Expressions.constant(variable)),
            Enumerable.class);
    return implementor.result(rows, Expressions.block(Expressions.return_(null, source)));
  }
}
