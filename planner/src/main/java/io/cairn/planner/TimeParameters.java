package io.cairn.planner;

import io.cairn.planner.schema.TypeMapping;
import io.cairn.planner.statement.StatementTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/**
 * Replaces CURRENT_TIMESTAMP and its kin by parameters that each execution sets: a plan is used
 * many times, and every call in one execution gives the same time. One thread at a time.
 */
final class TimeParameters {
  private static final Set<String> FUNCTIONS =
      Set.of("CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIME");

  private final int first;
  private final List<RelDataType> types = new ArrayList<>();

  /**
   * @param first how many parameters the user sets; these follow
   */
  TimeParameters(int first) {
    this.first = first;
  }

  /** The parameters so far. */
  List<StatementTime> times() {
    return types.stream().map(type -> new StatementTime(TypeMapping.toStorage(type))).toList();
  }

  RelNode replace(RelNode query, RexBuilder rexBuilder) {
    return new Tree(new Calls(rexBuilder)).apply(query);
  }

  private RexDynamicParam parameter(RelDataType type) {
    int known = types.indexOf(type);
    if (known < 0) {
      known = types.size();
      types.add(type);
    }
    return new RexDynamicParam(type, first + known);
  }

  private static final class Tree extends RelHomogeneousShuttle {
    private final RexShuttle calls;

    Tree(RexShuttle calls) {
      this.calls = calls;
    }

    RelNode apply(RelNode node) {
      return node.accept(this);
    }

    @Override
    public RelNode visit(RelNode other) {
      return super.visit(other).accept(calls);
    }
  }

  private final class Calls extends RexShuttle {
    private final RexBuilder rexBuilder;

    Calls(RexBuilder rexBuilder) {
      this.rexBuilder = rexBuilder;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      if (FUNCTIONS.contains(call.getOperator().getName())) {
        return parameter(call.getType());
      }
      return super.visitCall(call);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
      return visited.clone(replace(visited.rel, rexBuilder));
    }
  }
}
