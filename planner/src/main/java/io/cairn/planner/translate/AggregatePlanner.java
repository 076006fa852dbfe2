package io.cairn.planner.translate;

import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.AggregateCall.Function;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Aggregate;
import org.jspecify.annotations.Nullable;

/** Plans aggregates that the engine has. */
final class AggregatePlanner {
  private AggregatePlanner() {}

  /** The plan, or null if a call or a grouping is not native. */
  static @Nullable PlanNode plan(Aggregate aggregate, PlanNode input, List<OutputColumn> columns) {
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      return null;
    }
    List<Integer> keys = aggregate.getGroupSet().asList();
    List<AggregateCall> calls = new ArrayList<>();
    List<OutputColumn> output = new ArrayList<>();
    for (int key : keys) {
      output.add(input.columns().get(key));
    }
    for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
      OutputColumn column = columns.get(keys.size() + i);
      AggregateCall call = call(aggregate.getAggCallList().get(i), input, column);
      if (call == null) {
        return null;
      }
      calls.add(call);
      output.add(column);
    }
    return new PlanNode.Aggregate(input, keys, calls, output);
  }

  private static @Nullable AggregateCall call(
      org.apache.calcite.rel.core.AggregateCall call, PlanNode input, OutputColumn column) {
    Function function = function(call.getAggregation().getName());
    boolean ordered = !call.getCollation().getFieldCollations().isEmpty();
    if (function == null
        || ordered
        || call.distinctKeys != null
        || call.ignoreNulls()
        || !call.rexList.isEmpty()) {
      return null;
    }
    if (function != Function.COUNT && call.getArgList().size() != 1) {
      return null;
    }
    if (isNumeric(function) && !isNumber(input.columns().get(call.getArgList().get(0)).type())) {
      return null;
    }
    return new AggregateCall(
        function,
        call.isDistinct(),
        call.getArgList(),
        call.filterArg,
        column.type(),
        column.name());
  }

  static boolean isNumeric(Function function) {
    return switch (function) {
      case SUM, SUM0, AVG, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP -> true;
      case COUNT, MIN, MAX, SINGLE_VALUE, ANY_VALUE, BOOL_AND, BOOL_OR -> false;
    };
  }

  static boolean isNumber(ColumnType type) {
    return type instanceof ColumnType.Int
        || type instanceof ColumnType.FloatingPoint
        || type instanceof ColumnType.Decimal;
  }

  /** The native function of a name of Calcite's; null if there is none. */
  static @Nullable Function function(String name) {
    return switch (name) {
      case "COUNT" -> Function.COUNT;
      case "SUM" -> Function.SUM;
      case "$SUM0" -> Function.SUM0;
      case "AVG" -> Function.AVG;
      case "MIN" -> Function.MIN;
      case "MAX" -> Function.MAX;
      case "SINGLE_VALUE" -> Function.SINGLE_VALUE;
      case "ANY_VALUE" -> Function.ANY_VALUE;
      case "BOOL_AND", "EVERY" -> Function.BOOL_AND;
      case "BOOL_OR", "SOME" -> Function.BOOL_OR;
      case "STDDEV_POP" -> Function.STDDEV_POP;
      case "STDDEV_SAMP", "STDDEV" -> Function.STDDEV_SAMP;
      case "VAR_POP" -> Function.VAR_POP;
      case "VAR_SAMP", "VARIANCE" -> Function.VAR_SAMP;
      default -> null;
    };
  }
}
