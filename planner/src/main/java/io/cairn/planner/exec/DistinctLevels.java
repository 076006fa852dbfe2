package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.AggregateCall.Function;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes two aggregations of one whose DISTINCT calls all look at the same values: the first groups
 * by the keys and these values, so that each comes once, in as many ways and on as many threads as
 * any grouping; the second groups what that delivers by the keys. Immutable.
 *
 * @param values groups by keys and values
 * @param groups groups the rows of {@code values} by keys, with the columns of the original
 */
record DistinctLevels(PlanNode.Aggregate values, PlanNode.Aggregate groups) {
  /** The two levels of an aggregation, or null if it needs none or does not come apart. */
  static @Nullable DistinctLevels of(PlanNode.Aggregate node) {
    List<Integer> arguments = null;
    for (AggregateCall call : node.calls()) {
      if (isDistinct(call)) {
        if (call.filter() >= 0 || (arguments != null && !arguments.equals(call.arguments()))) {
          return null;
        }
        arguments = call.arguments();
      } else if (!comesApart(call)) {
        return null;
      }
    }
    return arguments == null ? null : split(node, arguments);
  }

  private static boolean isDistinct(AggregateCall call) {
    return call.distinct()
        && switch (call.function()) {
          case MIN, MAX, ANY_VALUE, BOOL_AND, BOOL_OR, SINGLE_VALUE -> false;
          default -> true;
        };
  }

  /** Whether the call over groups can be made of the calls over parts of them. */
  private static boolean comesApart(AggregateCall call) {
    return switch (call.function()) {
      case COUNT, MIN, MAX, ANY_VALUE, BOOL_AND, BOOL_OR -> true;
      // Sums that are rounded would be rounded twice.
      case SUM, SUM0 ->
          !(call.type() instanceof ColumnType.FloatingPoint number && number.bits() < 64);
      case AVG, SINGLE_VALUE, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP -> false;
    };
  }

  private static DistinctLevels split(PlanNode.Aggregate node, List<Integer> arguments) {
    List<Integer> keys = new ArrayList<>(node.keys());
    List<Integer> positions = new ArrayList<>();
    for (int argument : arguments) {
      int known = keys.indexOf(argument);
      if (known < 0) {
        known = keys.size();
        keys.add(argument);
      }
      positions.add(known);
    }
    List<OutputColumn> columns = new ArrayList<>();
    for (int key : keys) {
      columns.add(node.input().columns().get(key));
    }
    List<AggregateCall> inner = new ArrayList<>();
    List<AggregateCall> outer = new ArrayList<>();
    for (int i = 0; i < node.calls().size(); i++) {
      AggregateCall call = node.calls().get(i);
      if (isDistinct(call)) {
        outer.add(
            new AggregateCall(call.function(), false, positions, -1, call.type(), call.name()));
        continue;
      }
      OutputColumn result = node.columns().get(node.keys().size() + i);
      inner.add(call);
      outer.add(
          new AggregateCall(
              call.function() == Function.COUNT ? Function.SUM0 : call.function(),
              false,
              List.of(columns.size()),
              -1,
              call.type(),
              call.name()));
      columns.add(new OutputColumn(call.name(), call.type(), true, result.lane()));
    }
    List<Integer> groupKeys = new ArrayList<>();
    for (int i = 0; i < node.keys().size(); i++) {
      groupKeys.add(i);
    }
    PlanNode.Aggregate values = new PlanNode.Aggregate(node.input(), keys, inner, columns);
    return new DistinctLevels(
        values, new PlanNode.Aggregate(values, groupKeys, outer, node.columns()));
  }
}
