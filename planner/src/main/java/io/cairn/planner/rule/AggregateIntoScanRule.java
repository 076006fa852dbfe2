package io.cairn.planner.rule;

import io.cairn.planner.rel.CairnTableScan;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mapping;
import org.apache.calcite.util.mapping.Mappings;

/**
 * Aggregate over a scan of more columns than it uses becomes an aggregate over a scan of those it
 * uses.
 */
final class AggregateIntoScanRule extends RelRule<RuleConfig> {
  static final AggregateIntoScanRule INSTANCE =
      new AggregateIntoScanRule(
          RuleConfig.of(
              AggregateIntoScanRule::new,
              aggregate ->
                  aggregate
                      .operand(Aggregate.class)
                      .oneInput(scan -> scan.operand(CairnTableScan.class).noInputs())));

  private AggregateIntoScanRule(RuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Aggregate aggregate = call.rel(0);
    CairnTableScan scan = call.rel(1);
    ImmutableBitSet.Builder used = ImmutableBitSet.builder().addAll(aggregate.getGroupSet());
    for (AggregateCall function : aggregate.getAggCallList()) {
      used.addAll(function.getArgList());
      if (function.hasFilter()) {
        used.set(function.filterArg);
      }
      if (function.distinctKeys != null
          || !function.getCollation().getFieldCollations().isEmpty()) {
        return;
      }
    }
    List<Integer> columns = used.build().asList();
    int width = scan.getRowType().getFieldCount();
    if (columns.size() == width) {
      return;
    }
    Mapping mapping = ColumnPositions.of(columns, width);
    List<AggregateCall> functions = new ArrayList<>();
    for (AggregateCall function : aggregate.getAggCallList()) {
      functions.add(function.transform(mapping));
    }
    call.transformTo(
        aggregate.copy(
            aggregate.getTraitSet(),
            scan.withColumns(columns),
            Mappings.apply(mapping, aggregate.getGroupSet()),
            Mappings.apply2(mapping, aggregate.getGroupSets()),
            functions));
  }
}
