package io.cairn.planner.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds conditions on single inputs that follow from the conditions of a join: what every
 * alternative of an OR asks of an input, and what equal columns are compared with elsewhere.
 */
final class ImpliedConditions {
  private ImpliedConditions() {}

  /**
   * What a condition asks of the columns in a range in any case; null if nothing.
   *
   * @param condition over several inputs
   */
  static @Nullable RexNode of(RexBuilder rexBuilder, RexNode condition, ImmutableBitSet columns) {
    if (condition.getKind() != SqlKind.OR) {
      return null;
    }
    List<RexNode> alternatives = new ArrayList<>();
    for (RexNode alternative : ((RexCall) condition).getOperands()) {
      List<RexNode> own = new ArrayList<>();
      for (RexNode conjunct : RelOptUtil.conjunctions(alternative)) {
        ImmutableBitSet uses = RelOptUtil.InputFinder.bits(conjunct);
        if (!uses.isEmpty() && columns.contains(uses)) {
          own.add(conjunct);
        } else if (conjunct.getKind() == SqlKind.OR) {
          RexNode nested = of(rexBuilder, conjunct, columns);
          if (nested != null) {
            own.add(nested);
          }
        }
      }
      if (own.isEmpty()) {
        return null;
      }
      alternatives.add(RexUtil.composeConjunction(rexBuilder, own));
    }
    return RexUtil.composeDisjunction(rexBuilder, alternatives);
  }

  /**
   * What the rows of an input are known to meet, each condition over one of its columns alone: of
   * the filters right above its leaf.
   */
  static List<RexNode> ofSingleColumns(RexBuilder rexBuilder, RelNode rel) {
    if (rel instanceof Project project) {
      List<RexNode> result = new ArrayList<>();
      for (RexNode below : ofSingleColumns(rexBuilder, project.getInput())) {
        int column = RelOptUtil.InputFinder.bits(below).nth(0);
        for (int i = 0; i < project.getProjects().size(); i++) {
          if (project.getProjects().get(i) instanceof RexInputRef reference
              && reference.getIndex() == column) {
            RexInputRef same = new RexInputRef(i, reference.getType());
            result.add(over(rexBuilder, below, same));
          }
        }
      }
      return result;
    }
    if (!(rel instanceof Filter filter)) {
      return List.of();
    }
    List<RexNode> result = new ArrayList<>(ofSingleColumns(rexBuilder, filter.getInput()));
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      boolean single = RelOptUtil.InputFinder.bits(conjunct).cardinality() == 1;
      if (single && isComparison(conjunct)) {
        result.add(conjunct);
      }
    }
    return result;
  }

  /** Whether a condition says the same of each column whose values are equal. */
  private static boolean isComparison(RexNode node) {
    if (!(node instanceof RexCall call)) {
      return false;
    }
    return switch (call.getKind()) {
      case EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL, SEARCH ->
          call.getOperands().get(0) instanceof RexInputRef
              && RexUtil.isConstant(call.getOperands().get(1));
      default -> false;
    };
  }

  /** A condition on one column as one on another. */
  static RexNode over(RexBuilder rexBuilder, RexNode condition, RexInputRef column) {
    // One column may be nullable and the other not, and so may be what is said of them.
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return column;
          }

          @Override
          public RexNode visitCall(RexCall call) {
            if (RelOptUtil.InputFinder.bits(call).isEmpty()) {
              return call;
            }
            RexCall visited = (RexCall) super.visitCall(call);
            return rexBuilder.makeCall(visited.getOperator(), visited.getOperands());
          }
        });
  }

  /** Conjuncts without those that are among the known ones. */
  static List<RexNode> without(List<RexNode> conditions, List<RexNode> known) {
    Set<RexNode> all = new HashSet<>(known);
    List<RexNode> result = new ArrayList<>();
    for (RexNode condition : conditions) {
      if (all.add(condition)) {
        result.add(condition);
      }
    }
    return result;
  }
}
