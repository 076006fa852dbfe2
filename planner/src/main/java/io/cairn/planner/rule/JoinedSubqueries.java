package io.cairn.planner.rule;

import com.google.common.collect.ImmutableSet;
import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * The input of an operator that holds subqueries, and over it a join for each of them: a semi join
 * where only true counts, an anti join where only false counts and nothing can be unknown, a mark
 * join elsewhere, and one with the row of a subquery that stands for a value. Conditions on the
 * outer row become the join's; a subquery that does more with that row is computed for all of its
 * values first. One thread at a time; used once.
 */
final class JoinedSubqueries {
  private final RexBuilder rexBuilder;
  private final OuterRow row;
  private final RelNode input;
  private final int[] positions;
  private RelNode rel;

  /**
   * Over an input without joins yet.
   *
   * @param row as the subqueries refer to the input's
   */
  JoinedSubqueries(RexBuilder rexBuilder, OuterRow row, RelNode input) {
    this(rexBuilder, row, input, identity(input));
  }

  /**
   * As the other one.
   *
   * @param positions of the row's columns among those of the input
   */
  JoinedSubqueries(RexBuilder rexBuilder, OuterRow row, RelNode input, int[] positions) {
    this.rexBuilder = rexBuilder;
    this.row = row;
    this.input = input;
    this.positions = positions;
    this.rel = input;
  }

  private static int[] identity(RelNode input) {
    int[] positions = new int[input.getRowType().getFieldCount()];
    java.util.Arrays.setAll(positions, i -> i);
    return positions;
  }

  /** The rows that a condition selects. */
  RelNode filtered(Filter filter) {
    List<RexNode> rest = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      if (!addFiltering(conjunct)) {
        rest.add(conjunct);
      }
    }
    List<RexNode> values = new ArrayList<>();
    for (RexNode conjunct : rest) {
      values.add(value(conjunct));
    }
    RexNode condition = RexUtil.composeConjunction(rexBuilder, values);
    RelNode result =
        condition.isAlwaysTrue() ? rel : LogicalFilter.create(rel, condition, ImmutableSet.of());
    int width = input.getRowType().getFieldCount();
    return result.getRowType().getFieldCount() == width ? result : firstColumns(result, width);
  }

  /** The columns that a projection computes. */
  RelNode projected(Project project) {
    List<RexNode> values = new ArrayList<>();
    for (RexNode expression : project.getProjects()) {
      values.add(value(expression));
    }
    return LogicalProject.create(rel, project.getHints(), values, project.getRowType(), Set.of());
  }

  /** The input's rows with those of a relation that refers to them. */
  RelNode joined(RelNode dependent, JoinRelType type) {
    OuterRow outer = row.in(dependent);
    LiftedSubquery lifted = new ConditionLift(rexBuilder, outer, false).lift(dependent, false);
    join(lifted == null ? computed(outer, dependent) : lifted, outer, type, List.of(), false);
    int width = input.getRowType().getFieldCount();
    return firstColumns(
        rel, type.projectsRight() ? width + dependent.getRowType().getFieldCount() : width);
  }

  /** An expression over the relation so far and its joins, in place of one with subqueries. */
  RexNode value(RexNode expression) {
    return expression.accept(new Values());
  }

  /** The input with what was joined to it behind its columns. */
  RelNode rel() {
    return rel;
  }

  private RelNode firstColumns(RelNode result, int count) {
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(rexBuilder.makeInputRef(result, i));
    }
    List<String> names = result.getRowType().getFieldNames().subList(0, count);
    return LogicalProject.create(result, List.of(), columns, names, Set.of());
  }

  /** Joins for a condition of which only truth counts. */
  private boolean addFiltering(RexNode conjunct) {
    if (conjunct instanceof RexSubQuery subQuery && comparison(subQuery) != null) {
      addTest(withValues(subQuery), JoinRelType.SEMI);
      return true;
    }
    if (conjunct.getKind() == SqlKind.NOT
        && ((RexCall) conjunct).getOperands().get(0) instanceof RexSubQuery subQuery
        && comparison(subQuery) != null
        && !canBeUnknown(subQuery)) {
      addTest(withValues(subQuery), JoinRelType.ANTI);
      return true;
    }
    return false;
  }

  private static boolean canBeUnknown(RexSubQuery subQuery) {
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

  /** The subquery, with subqueries among its operands replaced. */
  private RexSubQuery withValues(RexSubQuery subQuery) {
    List<RexNode> operands = new ArrayList<>();
    for (RexNode operand : subQuery.getOperands()) {
      operands.add(value(operand));
    }
    return subQuery.clone(subQuery.getType(), operands);
  }

  /** Puts a column of a join in the place of each subquery. */
  private final class Values extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      RexNode value =
          switch (subQuery.getKind()) {
            case SCALAR_QUERY -> scalar(subQuery.rel);
            case EXISTS, IN, SOME -> mark(withValues(subQuery));
            case UNIQUE ->
                rexBuilder.makeCall(
                    SqlStdOperatorTable.NOT, mark(RexSubQuery.exists(repeated(subQuery.rel))));
            default ->
                throw new QueryException(
                    ErrorCode.NOT_SUPPORTED,
                    subQuery.getOperator().getName().replaceFirst("^\\$", "")
                        + " of a subquery is not supported");
          };
      return typed(value, subQuery.getType());
    }
  }

  private RexNode typed(RexNode value, RelDataType type) {
    return value.getType().equals(type) ? value : rexBuilder.makeCast(type, value, true, false);
  }

  private RexNode mark(RexSubQuery subQuery) {
    RexNode mark = addTest(subQuery, JoinRelType.LEFT_MARK);
    return subQuery.getKind() == SqlKind.EXISTS || !subQuery.getType().isNullable()
        ? rexBuilder.makeCall(SqlStdOperatorTable.IS_TRUE, mark)
        : mark;
  }

  /** The rows that are there more than once, but for those with NULL in them. */
  private RelNode repeated(RelNode subquery) {
    int width = subquery.getRowType().getFieldCount();
    List<RexNode> conditions = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      RexNode column = rexBuilder.makeInputRef(subquery, i);
      if (column.getType().isNullable()) {
        conditions.add(rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, column));
      }
    }
    RelNode present =
        conditions.isEmpty()
            ? subquery
            : LogicalFilter.create(subquery, RexUtil.composeConjunction(rexBuilder, conditions));
    AggregateCall count = call(SqlStdOperatorTable.COUNT, List.of(), present);
    RelNode groups =
        LogicalAggregate.create(
            present, List.of(), ImmutableBitSet.range(width), null, List.of(count));
    return LogicalFilter.create(
        groups,
        rexBuilder.makeCall(
            SqlStdOperatorTable.GREATER_THAN,
            rexBuilder.makeInputRef(groups, width),
            rexBuilder.makeExactLiteral(BigDecimal.ONE)));
  }

  private static AggregateCall call(
      SqlAggFunction function, List<Integer> arguments, RelNode input) {
    return AggregateCall.create(
        function,
        false,
        false,
        false,
        List.of(),
        arguments,
        -1,
        null,
        RelCollations.EMPTY,
        function.getKind() == SqlKind.SINGLE_VALUE,
        input,
        null,
        null);
  }

  /** Joins with a subquery that tests the row; gives the last column. */
  private RexNode addTest(RexSubQuery subQuery, JoinRelType type) {
    OuterRow outer = row.in(subQuery.rel);
    boolean existence = subQuery.getKind() == SqlKind.EXISTS;
    LiftedSubquery lifted =
        new ConditionLift(rexBuilder, outer, true).lift(subQuery.rel, existence);
    if (lifted == null) {
      lifted = computed(outer, subQuery.rel);
    }
    if (existence && lifted.conditions().isEmpty()) {
      lifted = new LiftedSubquery(firstRow(lifted.rel()), List.of());
    }
    int shift = rel.getRowType().getFieldCount();
    SqlOperator comparison = comparison(subQuery);
    List<RexNode> conditions = new ArrayList<>();
    for (int i = 0; i < subQuery.getOperands().size(); i++) {
      RelDataType type2 = lifted.rel().getRowType().getFieldList().get(i).getType();
      conditions.add(
          rexBuilder.makeCall(
              java.util.Objects.requireNonNull(comparison),
              subQuery.getOperands().get(i),
              new RexInputRef(shift + i, type2)));
    }
    join(lifted, outer, type, conditions, type == JoinRelType.LEFT_MARK && !existence);
    return rexBuilder.makeInputRef(rel, rel.getRowType().getFieldCount() - 1);
  }

  /**
   * Joins.
   *
   * @param threeValued whether a row that the subquery does not select must not make anything
   *     unknown
   */
  private void join(
      LiftedSubquery lifted,
      OuterRow outer,
      JoinRelType type,
      List<RexNode> comparisons,
      boolean threeValued) {
    int shift = rel.getRowType().getFieldCount();
    List<RexNode> conditions = new ArrayList<>(comparisons);
    for (RexNode condition : lifted.conditions()) {
      RexNode moved = overInput(RexUtil.shift(condition, shift), outer);
      conditions.add(
          threeValued && moved.getType().isNullable()
              ? rexBuilder.makeCall(SqlStdOperatorTable.IS_TRUE, moved)
              : moved);
    }
    rel =
        LogicalJoin.create(
            rel,
            lifted.rel(),
            List.of(),
            RexUtil.composeConjunction(rexBuilder, conditions),
            Set.of(),
            type);
  }

  private RexNode overInput(RexNode node, OuterRow outer) {
    return node.accept(
        outer.columns(
            access -> rexBuilder.makeInputRef(input, positions[access.getField().getIndex()])));
  }

  private LiftedSubquery computed(OuterRow outer, RelNode subquery) {
    return DependentRows.lifted(rexBuilder, outer, input, positions, subquery);
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

  private RelNode firstRow(RelNode node) {
    return LogicalSort.create(
        node, RelCollations.EMPTY, null, rexBuilder.makeExactLiteral(BigDecimal.ONE));
  }

  /** The value of a subquery of one column and at most one row. */
  private RexNode scalar(RelNode subquery) {
    OuterRow outer = row.in(subquery);
    ScalarSubquery scalar = ScalarSubquery.of(subquery);
    if (scalar != null && !outer.names().isEmpty()) {
      List<ScalarSubquery.Key> keys = new ArrayList<>();
      LiftedSubquery lifted = scalar.lifted(rexBuilder, outer, keys);
      if (lifted != null) {
        return grouped(scalar, lifted, outer, keys);
      }
    }
    RelNode single = ScalarSubquery.hasOneRow(subquery) ? subquery : singleValue(subquery);
    int column = rel.getRowType().getFieldCount();
    LiftedSubquery lifted =
        outer.names().isEmpty() ? new LiftedSubquery(single, List.of()) : computed(outer, single);
    JoinRelType type =
        ScalarSubquery.hasExactlyOneRow(single) ? JoinRelType.INNER : JoinRelType.LEFT;
    join(lifted, outer, type, List.of(), false);
    return rexBuilder.makeInputRef(rel, column);
  }

  /** Joins with groups by what the conditions on the outer row are about. */
  private RexNode grouped(
      ScalarSubquery scalar, LiftedSubquery lifted, OuterRow outer, List<ScalarSubquery.Key> keys) {
    List<RexNode> projects =
        new ArrayList<>(rexBuilder.identityProjects(lifted.rel().getRowType()));
    List<String> names = new ArrayList<>(lifted.rel().getRowType().getFieldNames());
    int width = projects.size();
    for (ScalarSubquery.Key key : keys) {
      projects.add(key.own());
      names.add("key" + names.size());
    }
    RelNode keyed = LogicalProject.create(lifted.rel(), List.of(), projects, names, Set.of());
    List<AggregateCall> calls = new ArrayList<>();
    for (AggregateCall call : scalar.aggregate().getAggCallList()) {
      calls.add(DependentRows.over(call, keyed));
    }
    RelNode groups =
        LogicalAggregate.create(
            keyed, List.of(), ImmutableBitSet.range(width, projects.size()), null, calls);
    int shift = rel.getRowType().getFieldCount();
    List<RexNode> conditions = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      RelDataType type = groups.getRowType().getFieldList().get(i).getType();
      conditions.add(
          rexBuilder.makeCall(
              SqlStdOperatorTable.EQUALS,
              overInput(keys.get(i).outer(), outer),
              new RexInputRef(shift + i, type)));
    }
    join(new LiftedSubquery(groups, List.of()), outer, JoinRelType.LEFT, conditions, false);
    List<RexNode> values = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      RelDataType type = scalar.aggregate().getAggCallList().get(i).getType();
      RexNode value = rexBuilder.makeInputRef(rel, shift + keys.size() + i);
      values.add(DependentRows.ofNoRows(rexBuilder, calls.get(i), value, type));
    }
    return overInput(scalar.value(values), outer);
  }

  private RelNode singleValue(RelNode subquery) {
    AggregateCall call = call(SqlStdOperatorTable.SINGLE_VALUE, List.of(0), subquery);
    return LogicalAggregate.create(subquery, List.of(), ImmutableBitSet.of(), null, List.of(call));
  }
}
