package io.cairn.planner.rule;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/**
 * The row of an operator, as the subqueries of that operator refer to it.
 *
 * @param names by which they do; empty if they do not
 */
record OuterRow(Set<CorrelationId> names) {
  OuterRow {
    names = Set.copyOf(names);
  }

  /** The row by those of the names that a tree uses. */
  OuterRow in(RelNode rel) {
    Set<CorrelationId> used = new java.util.HashSet<>(RelOptUtil.getVariablesUsed(rel));
    used.retainAll(names);
    return new OuterRow(used);
  }

  boolean isUsedBy(RelNode rel) {
    return !in(rel).names.isEmpty();
  }

  boolean isUsedBy(RexNode node) {
    boolean[] found = new boolean[1];
    node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitCorrelVariable(RexCorrelVariable reference) {
            found[0] |= names.contains(reference.id);
            return reference;
          }

          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            found[0] |= isUsedBy(subQuery.rel);
            return super.visitSubQuery(subQuery);
          }
        });
    return found[0];
  }

  /** The columns of the row that a tree uses, each with one of the references to it. */
  Map<Integer, RexNode> columnsUsedBy(RelNode rel) {
    Map<Integer, RexNode> found = new TreeMap<>();
    RexShuttle finder =
        new RexShuttle() {
          @Override
          public RexNode visitFieldAccess(RexFieldAccess access) {
            if (refersToColumn(access)) {
              found.putIfAbsent(access.getField().getIndex(), access);
            }
            return super.visitFieldAccess(access);
          }

          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            found.putAll(columnsUsedBy(subQuery.rel));
            return super.visitSubQuery(subQuery);
          }
        };
    rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            other.accept(finder);
            return super.visit(other);
          }
        });
    return found;
  }

  private boolean refersToColumn(RexFieldAccess access) {
    return access.getReferenceExpr() instanceof RexCorrelVariable variable
        && names.contains(variable.id);
  }

  /** A shuttle that puts something else in the place of each column of the row. */
  Columns columns(Function<RexFieldAccess, RexNode> replacement) {
    return new Columns(this, replacement);
  }

  /** Puts something else in the place of each column of an outer row. */
  static class Columns extends RexShuttle {
    private final OuterRow row;
    private final Function<RexFieldAccess, RexNode> replacement;

    Columns(OuterRow row, Function<RexFieldAccess, RexNode> replacement) {
      this.row = row;
      this.replacement = replacement;
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      return row.refersToColumn(access)
          ? replacement.apply(access)
          : super.visitFieldAccess(access);
    }
  }
}
