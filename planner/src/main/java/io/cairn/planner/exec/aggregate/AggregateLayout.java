package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns of its input an aggregation reads, and how it names them: its keys are the first of
 * them, once each, then come arguments and filters. Immutable.
 */
public final class AggregateLayout {
  private final PlanNode.Aggregate node;
  private final List<Integer> needed = new ArrayList<>();
  private final List<OutputColumn> columns = new ArrayList<>();
  private final List<AggregateCall> calls = new ArrayList<>();

  public AggregateLayout(PlanNode.Aggregate node) {
    this.node = node;
    for (int key : node.keys()) {
      needed.add(key);
    }
    for (AggregateCall call : node.calls()) {
      List<Integer> arguments = new ArrayList<>();
      for (int argument : call.arguments()) {
        arguments.add(position(argument));
      }
      int filter = call.filter() < 0 ? -1 : position(call.filter());
      calls.add(
          new AggregateCall(
              call.function(), call.distinct(), arguments, filter, call.type(), call.name()));
    }
    for (int column : needed) {
      columns.add(node.input().columns().get(column));
    }
  }

  private int position(int column) {
    int known = needed.indexOf(column);
    if (known < 0) {
      known = needed.size();
      needed.add(column);
    }
    return known;
  }

  /** Key columns: the first of {@link #columns}. */
  int keyCount() {
    return node.keys().size();
  }

  /** What is read of the input. */
  List<OutputColumn> columns() {
    return columns;
  }

  /** The calls over {@link #columns}. */
  List<AggregateCall> calls() {
    return calls;
  }

  /** Whether a call has to look at each value once only. */
  boolean isDistinct(int call) {
    AggregateCall named = calls.get(call);
    return named.distinct() && Accumulators.dependsOnDuplicates(named.function());
  }

  /** The lane of a call's result. */
  Lane resultLane(int call) {
    return node.columns().get(keyCount() + call).lane();
  }

  /** Lanes of the columns from {@code from} to before {@code to}. */
  List<Lane> lanes(int from, int to) {
    return columns.subList(from, to).stream().map(OutputColumn::lane).toList();
  }

  /** The vectors of {@link #columns} in a batch of the input. */
  ColumnVector[] vectors(Batch batch, ColumnVector[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = batch.column(needed.get(i));
    }
    return out;
  }

  /** Whether every call of the aggregation only counts rows, and there are no keys. */
  public boolean countsRowsOnly() {
    return keyCount() == 0
        && calls.stream()
            .allMatch(
                call ->
                    call.function() == AggregateCall.Function.COUNT
                        && call.arguments().isEmpty()
                        && call.filter() < 0);
  }
}
