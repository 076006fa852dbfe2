package io.cairn.planner.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * Turns subqueries of EXISTS, IN, SOME and ALL into joins: semi joins where only true counts, anti
 * joins where only false counts and nothing can be unknown, mark joins elsewhere. Conditions on
 * outer rows become the join's. Subqueries of which that cannot be made stay as they are. One
 * thread at a time.
 */
final class SubqueryJoins {
  private final RexBuilder rexBuilder;

  SubqueryJoins(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  /** The same rows, without the subqueries that became joins. */
  RelNode apply(RelNode node) {
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : node.getInputs()) {
      inputs.add(apply(input));
    }
    RelNode rel = inputs.isEmpty() ? node : node.copy(node.getTraitSet(), inputs);
    rel =
        rel.accept(
            new RexShuttle() {
              @Override
              public RexNode visitSubQuery(RexSubQuery subQuery) {
                RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
                return visited.clone(SubqueryJoins.this.apply(visited.rel));
              }
            });
    if (rel instanceof Filter filter && RexUtil.SubQueryFinder.containsSubQuery(filter)) {
      return new Outer(filter.getInput(), filter.getVariablesSet()).filtered(filter);
    }
    if (rel instanceof Project project && RexUtil.SubQueryFinder.containsSubQuery(project)) {
      return new Outer(project.getInput(), project.getVariablesSet()).projected(project);
    }
    return rel;
  }

  /** The input of the operator that holds subqueries, and the joins that were put over it. */
  private final class Outer {
    private final Set<CorrelationId> variables;
    private final int width;
    private RelNode rel;

    Outer(RelNode input, Set<CorrelationId> variables) {
      this.rel = input;
      this.width = input.getRowType().getFieldCount();
      this.variables = variables;
    }

    RelNode filtered(Filter filter) {
      List<RexNode> rest = new ArrayList<>();
      for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
        if (!addFiltering(conjunct)) {
          rest.add(conjunct);
        }
      }
      List<RexNode> marked = new ArrayList<>();
      for (RexNode conjunct : rest) {
        marked.add(conjunct.accept(new Marks()));
      }
      RexNode condition = RexUtil.composeConjunction(rexBuilder, marked);
      RelNode result = rel;
      if (!condition.isAlwaysTrue()) {
        result =
            LogicalFilter.create(
                result, condition, com.google.common.collect.ImmutableSet.copyOf(left(condition)));
      }
      return firstColumns(result);
    }

    RelNode projected(Project project) {
      List<RexNode> marked = new ArrayList<>();
      for (RexNode expression : project.getProjects()) {
        marked.add(expression.accept(new Marks()));
      }
      Set<CorrelationId> used = new HashSet<>();
      marked.forEach(each -> used.addAll(left(each)));
      return LogicalProject.create(rel, project.getHints(), marked, project.getRowType(), used);
    }

    /** The variables that the remaining subqueries refer to this operator's input by. */
    private Set<CorrelationId> left(RexNode node) {
      Set<CorrelationId> used = new HashSet<>();
      node.accept(
          new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subQuery) {
              used.addAll(RelOptUtil.getVariablesUsed(subQuery.rel));
              return super.visitSubQuery(subQuery);
            }
          });
      used.retainAll(variables);
      return used;
    }

    private RelNode firstColumns(RelNode result) {
      if (result.getRowType().getFieldCount() == width) {
        return result;
      }
      List<RexNode> columns = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        columns.add(rexBuilder.makeInputRef(result, i));
      }
      List<String> names = result.getRowType().getFieldNames().subList(0, width);
      return LogicalProject.create(result, List.of(), columns, names, Set.of());
    }

    /** Joins for a condition of which only truth counts. */
    private boolean addFiltering(RexNode conjunct) {
      if (conjunct instanceof RexSubQuery subQuery) {
        return join(subQuery, JoinRelType.SEMI) != null;
      }
      if (conjunct.getKind() == SqlKind.NOT
          && ((RexCall) conjunct).getOperands().get(0) instanceof RexSubQuery subQuery
          && !canBeUnknown(subQuery)) {
        return join(subQuery, JoinRelType.ANTI) != null;
      }
      return false;
    }

    private boolean canBeUnknown(RexSubQuery subQuery) {
      if (subQuery.getKind() == SqlKind.EXISTS) {
        return false;
      }
      for (RexNode operand : subQuery.getOperands()) {
        if (operand.getType().isNullable()) {
          return true;
        }
      }
      for (RelDataTypeField field : subQuery.rel.getRowType().getFieldList()) {
        if (field.getType().isNullable()) {
          return true;
        }
      }
      return false;
    }

    /** Puts the column of a mark join in the place of each subquery. */
    private final class Marks extends RexShuttle {
      @Override
      public RexNode visitSubQuery(RexSubQuery subQuery) {
        RexNode mark = join(subQuery, JoinRelType.LEFT_MARK);
        if (mark == null) {
          return subQuery;
        }
        RexNode value =
            subQuery.getKind() == SqlKind.EXISTS || !subQuery.getType().isNullable()
                ? rexBuilder.makeCall(SqlStdOperatorTable.IS_TRUE, mark)
                : mark;
        return value.getType().equals(subQuery.getType())
            ? value
            : rexBuilder.makeCast(subQuery.getType(), value, true, false);
      }
    }

    /** Joins with a subquery; gives what it is worth, null if there is no such join. */
    private @Nullable RexNode join(RexSubQuery subQuery, JoinRelType type) {
      SqlOperator comparison = comparison(subQuery);
      if (comparison == null
          || subQuery.getOperands().stream()
              .anyMatch(operand -> RexUtil.SubQueryFinder.find(operand) != null)) {
        return null;
      }
      Set<CorrelationId> used = new HashSet<>(RelOptUtil.getVariablesUsed(subQuery.rel));
      used.retainAll(variables);
      if (used.size() > 1) {
        return null;
      }
      Lifted lifted;
      if (used.isEmpty()) {
        lifted = new Lifted(subQuery.rel, List.of());
      } else {
        lifted = lift(subQuery.rel, used.iterator().next(), subQuery.getKind() == SqlKind.EXISTS);
        if (lifted == null) {
          return null;
        }
      }
      RelNode right = lifted.rel;
      if (subQuery.getKind() == SqlKind.EXISTS && lifted.conditions.isEmpty()) {
        right = firstRow(right);
      }
      int shift = rel.getRowType().getFieldCount();
      List<RexNode> conditions = new ArrayList<>();
      for (int i = 0; i < subQuery.getOperands().size(); i++) {
        RexNode column =
            new RexInputRef(shift + i, right.getRowType().getFieldList().get(i).getType());
        conditions.add(rexBuilder.makeCall(comparison, subQuery.getOperands().get(i), column));
      }
      boolean threeValued = type == JoinRelType.LEFT_MARK && subQuery.getKind() != SqlKind.EXISTS;
      for (RexNode condition : lifted.conditions) {
        RexNode moved = RexUtil.shift(condition, shift).accept(new OuterFields(used));
        // Rows that the subquery's own conditions do not select are none that could be unknown.
        conditions.add(
            threeValued && moved.getType().isNullable()
                ? rexBuilder.makeCall(SqlStdOperatorTable.IS_TRUE, moved)
                : moved);
      }
      rel =
          LogicalJoin.create(
              rel,
              right,
              List.of(),
              RexUtil.composeConjunction(rexBuilder, conditions),
              Set.of(),
              type);
      return type == JoinRelType.LEFT_MARK
          ? rexBuilder.makeInputRef(rel, shift)
          : rexBuilder.makeLiteral(true);
    }
  }

  /** Turns references to the outer row into columns of it. */
  private static final class OuterFields extends RexShuttle {
    private final Set<CorrelationId> used;

    OuterFields(Set<CorrelationId> used) {
      this.used = used;
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      return access.getReferenceExpr() instanceof RexCorrelVariable variable
              && used.contains(variable.id)
          ? new RexInputRef(access.getField().getIndex(), access.getType())
          : super.visitFieldAccess(access);
    }
  }

  private static @Nullable SqlOperator comparison(RexSubQuery subQuery) {
    return switch (subQuery.getKind()) {
      case EXISTS, IN -> SqlStdOperatorTable.EQUALS;
      case SOME ->
          RelOptUtil.op(
              ((SqlQuantifyOperator) subQuery.getOperator()).comparisonKind,
              SqlStdOperatorTable.EQUALS);
      default -> null;
    };
  }

  private RelNode firstRow(RelNode rel) {
    return LogicalSort.create(
        rel,
        org.apache.calcite.rel.RelCollations.EMPTY,
        null,
        rexBuilder.makeExactLiteral(java.math.BigDecimal.ONE));
  }

  /**
   * A subquery without its conditions on the outer row. Its first columns are those of the
   * subquery.
   *
   * @param conditions over the columns and the outer row
   */
  private record Lifted(RelNode rel, List<RexNode> conditions) {}

  /**
   * Takes the conditions on an outer row out of a subquery; null if they do more than filter it.
   *
   * @param existence whether only the number of rows counts, whether zero or more
   */
  private @Nullable Lifted lift(RelNode rel, CorrelationId outer, boolean existence) {
    if (!RelOptUtil.getVariablesUsed(rel).contains(outer)) {
      return new Lifted(rel, List.of());
    }
    if (rel instanceof Filter filter) {
      return liftFilter(filter, outer);
    }
    if (rel instanceof Project project) {
      return liftProject(project, outer, existence);
    }
    if (rel instanceof LogicalJoin join) {
      return liftJoin(join, outer);
    }
    if (rel instanceof Sort sort && sort.offset == null && sort.fetch == null) {
      return lift(sort.getInput(), outer, existence);
    }
    return null;
  }

  private @Nullable Lifted liftFilter(Filter filter, CorrelationId outer) {
    Lifted below = lift(filter.getInput(), outer, false);
    if (below == null) {
      return null;
    }
    List<RexNode> conditions = new ArrayList<>(below.conditions);
    List<RexNode> own = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      if (!refersTo(conjunct, outer)) {
        own.add(conjunct);
      } else if (RexUtil.SubQueryFinder.find(conjunct) != null) {
        return null;
      } else {
        conditions.add(conjunct);
      }
    }
    RelNode rel =
        own.isEmpty()
            ? below.rel
            : LogicalFilter.create(
                below.rel,
                RexUtil.composeConjunction(rexBuilder, own),
                com.google.common.collect.ImmutableSet.copyOf(filter.getVariablesSet()));
    return new Lifted(rel, conditions);
  }

  private @Nullable Lifted liftProject(Project project, CorrelationId outer, boolean existence) {
    Lifted below = lift(project.getInput(), outer, existence);
    if (below == null) {
      return null;
    }
    if (existence) {
      // Nobody looks at the columns.
      return below;
    }
    List<RexNode> columns = new ArrayList<>(project.getProjects());
    for (RexNode column : columns) {
      if (refersTo(column, outer) || org.apache.calcite.rex.RexOver.containsOver(column)) {
        return null;
      }
    }
    List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
    RelDataType belowType = below.rel.getRowType();
    int[] positions = new int[belowType.getFieldCount()];
    java.util.Arrays.fill(positions, -1);
    for (int used : RelOptUtil.InputFinder.bits(below.conditions, null)) {
      positions[used] = columns.size();
      columns.add(rexBuilder.makeInputRef(below.rel, used));
      names.add("outer" + columns.size());
    }
    RelNode rel = LogicalProject.create(below.rel, List.of(), columns, names, Set.of());
    return new Lifted(rel, moved(below.conditions, positions));
  }

  private @Nullable Lifted liftJoin(LogicalJoin join, CorrelationId outer) {
    boolean inner = join.getJoinType() == JoinRelType.INNER;
    boolean leftAlone =
        switch (join.getJoinType()) {
          case LEFT, SEMI, ANTI -> true;
          default -> false;
        };
    if (!inner && !leftAlone) {
      return null;
    }
    if (leftAlone
        && (refersTo(join.getCondition(), outer)
            || RelOptUtil.getVariablesUsed(join.getRight()).contains(outer))) {
      return null;
    }
    Lifted left = lift(join.getLeft(), outer, false);
    Lifted right = lift(join.getRight(), outer, false);
    if (left == null || right == null) {
      return null;
    }
    int ownLeft = join.getLeft().getRowType().getFieldCount();
    int ownRight = join.getRight().getRowType().getFieldCount();
    int newLeft = left.rel.getRowType().getFieldCount();
    int newRight = right.rel.getRowType().getFieldCount();
    int[] fromJoin = new int[ownLeft + ownRight];
    for (int i = 0; i < fromJoin.length; i++) {
      fromJoin[i] = i < ownLeft ? i : newLeft + i - ownLeft;
    }
    List<RexNode> conditions = new ArrayList<>(left.conditions);
    for (RexNode condition : right.conditions) {
      conditions.add(RexUtil.shift(condition, newLeft));
    }
    List<RexNode> own = new ArrayList<>();
    for (RexNode conjunct : moved(RelOptUtil.conjunctions(join.getCondition()), fromJoin)) {
      if (!refersTo(conjunct, outer)) {
        own.add(conjunct);
      } else if (RexUtil.SubQueryFinder.find(conjunct) != null) {
        return null;
      } else {
        conditions.add(conjunct);
      }
    }
    RelNode rel =
        LogicalJoin.create(
            left.rel,
            right.rel,
            join.getHints(),
            RexUtil.composeConjunction(rexBuilder, own),
            Set.of(),
            join.getJoinType());
    if (!join.getJoinType().projectsRight() || (newLeft == ownLeft && newRight == ownRight)) {
      return new Lifted(rel, conditions);
    }
    return inFront(rel, conditions, fromJoin);
  }

  /** The rows with some columns in front of the others. */
  private Lifted inFront(RelNode rel, List<RexNode> conditions, int[] front) {
    int width = rel.getRowType().getFieldCount();
    int[] positions = new int[width];
    java.util.Arrays.fill(positions, -1);
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : front) {
      positions[column] = columns.size();
      columns.add(rexBuilder.makeInputRef(rel, column));
      names.add(rel.getRowType().getFieldNames().get(column));
    }
    for (int i = 0; i < width; i++) {
      if (positions[i] < 0) {
        positions[i] = columns.size();
        columns.add(rexBuilder.makeInputRef(rel, i));
        names.add(rel.getRowType().getFieldNames().get(i));
      }
    }
    return new Lifted(
        LogicalProject.create(rel, List.of(), columns, names, Set.of()),
        moved(conditions, positions));
  }

  private static List<RexNode> moved(List<RexNode> nodes, int[] positions) {
    RexShuttle moves =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return new RexInputRef(positions[column.getIndex()], column.getType());
          }
        };
    List<RexNode> result = new ArrayList<>();
    for (RexNode node : nodes) {
      result.add(node.accept(moves));
    }
    return result;
  }

  private static boolean refersTo(RexNode node, CorrelationId variable) {
    boolean[] found = new boolean[1];
    node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitCorrelVariable(RexCorrelVariable reference) {
            found[0] |= reference.id.equals(variable);
            return reference;
          }

          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            found[0] |= RelOptUtil.getVariablesUsed(subQuery.rel).contains(variable);
            return super.visitSubQuery(subQuery);
          }
        });
    return found[0];
  }
}
