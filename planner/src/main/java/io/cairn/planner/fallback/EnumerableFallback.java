package io.cairn.planner.fallback;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.RowOperator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.runtime.Bindable;

/**
 * Runs a region of logical nodes that the native engine lacks row by row, in code that Calcite
 * generates. Thread-safe.
 *
 * <p>What differs from the native operators: a window orders texts by UTF-16 units, which differs
 * from code points only between U+E000..U+FFFF and what is above; -0.0 comes out as 0.0; rows of
 * groups and set operations come in no particular order.
 */
public final class EnumerableFallback {
  /** Gives nodes for which there is code. */
  private static final List<RelOptRule> PREPARATION =
      List.of(
          CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW,
          CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES,
          CoreRules.AGGREGATE_REDUCE_FUNCTIONS);

  private EnumerableFallback() {}

  /**
   * Compiles a region once, for any number of executions.
   *
   * @param region logical nodes over {@link NativeInput} leaves and values; subqueries are removed
   * @return an operator whose inputs are those of the leaves, by their index, and whose rows are
   *     the region's
   * @throws QueryException 0A000 if the region holds something that cannot be run
   */
  public static RowOperator compile(RelNode region) {
    RelNode rewritten = region.accept(new RegionRewrite(region.getCluster().getRexBuilder()));
    HepPlanner planner =
        new HepPlanner(new HepProgramBuilder().addRuleCollection(PREPARATION).build());
    planner.setRoot(rewritten);
    RelNode prepared = planner.findBestExp();

    EnumerableConversion conversion = new EnumerableConversion();
    RelNode physical = conversion.convert(prepared);
    Map<String, Object> kept = new HashMap<>();
    Bindable<?> code;
    try {
      code =
          EnumerableInterpretable.toBindable(
              kept, null, (EnumerableRel) physical, EnumerableRel.Prefer.ARRAY);
    } catch (RuntimeException e) {
      throw new QueryException(
          ErrorCode.NOT_SUPPORTED,
          "There is no way to run "
              + region.getRelTypeName().replaceFirst("^Logical", "")
              + " over these columns row by row",
          e);
    }
    Leaves leaves = new Leaves();
    region.accept(leaves);
    return new GeneratedOperator(
        code,
        Map.copyOf(kept),
        List.copyOf(leaves.inputs.values()),
        Map.copyOf(leaves.parameters),
        List.copyOf(conversion.recursions()),
        ValueConversion.ofFields(region.getRowType()),
        (JavaTypeFactory) region.getCluster().getTypeFactory());
  }

  /** Collects the inputs and the parameters of a region. */
  private static final class Leaves extends RelHomogeneousShuttle {
    private final TreeMap<Integer, GeneratedOperator.Input> inputs = new TreeMap<>();
    private final Map<Integer, ValueConversion> parameters = new HashMap<>();

    @Override
    public RelNode visit(RelNode rel) {
      if (rel instanceof NativeInput input) {
        inputs.put(
            input.index(),
            new GeneratedOperator.Input(
                input.index(), ValueConversion.ofFields(input.getRowType())));
      }
      rel.accept(
          new RexShuttle() {
            @Override
            public RexNode visitDynamicParam(RexDynamicParam parameter) {
              parameters.put(parameter.getIndex(), ValueConversion.of(parameter.getType()));
              return parameter;
            }
          });
      return super.visit(rel);
    }
  }
}
