package io.cairn.planner.rule;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Computes a tree that refers to an outer row for all outer rows at once: each row that it gives
 * carries the columns of the outer row that it was computed for. These come from a relation of the
 * distinct values that outer rows have there, and every operator keeps rows of different values
 * apart (Neumann and Kemper, "Unnesting Arbitrary Queries", 2015). One thread at a time.
 */
final class DependentRows {
  private final RexBuilder rexBuilder;
  private final OuterRow outer;
  private final List<Integer> columns;
  private final RelNode values;
  private final int added;

  private DependentRows(
      RexBuilder rexBuilder, OuterRow outer, List<Integer> columns, RelNode values) {
    this.rexBuilder = rexBuilder;
    this.outer = outer;
    this.columns = List.copyOf(columns);
    this.values = values;
    this.added = columns.size();
  }

  /**
   * A subquery for all rows of an operator's input.
   *
   * @param positions where the input has the columns of the outer row
   */
  static LiftedSubquery lifted(
      RexBuilder rexBuilder, OuterRow outer, RelNode input, int[] positions, RelNode subquery) {
    Map<Integer, RexNode> used = outer.columnsUsedBy(subquery);
    List<Integer> columns = List.copyOf(used.keySet());
    List<Integer> places = columns.stream().map(column -> positions[column]).toList();
    RelNode values = distinct(rexBuilder, input, places);
    RelNode rel = new DependentRows(rexBuilder, outer, columns, values).of(subquery);
    int start = subquery.getRowType().getFieldCount();
    List<RexNode> conditions = new ArrayList<>();
    for (RexNode reference : used.values()) {
      RexNode column = rexBuilder.makeInputRef(rel, start + conditions.size());
      conditions.add(same(rexBuilder, reference, column));
    }
    return new LiftedSubquery(rel, conditions);
  }

  /** The distinct values that the rows of a relation have in some columns. */
  static RelNode distinct(RexBuilder rexBuilder, RelNode rel, List<Integer> columns) {
    List<RexNode> projects = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : columns) {
      projects.add(rexBuilder.makeInputRef(rel, column));
      names.add("outer" + names.size());
    }
    RelNode projected = LogicalProject.create(rel, List.of(), projects, names, Set.of());
    return LogicalAggregate.create(
        projected, List.of(), ImmutableBitSet.range(projects.size()), null, List.of());
  }

  /** The rows of a tree, behind its own columns those of the outer row. */
  private RelNode of(RelNode rel) {
    if (!outer.isUsedBy(rel)) {
      return LogicalJoin.create(
          rel, values, List.of(), rexBuilder.makeLiteral(true), Set.of(), JoinRelType.INNER);
    }
    if (rel instanceof Filter filter) {
      RelNode input = of(filter.getInput());
      return LogicalFilter.create(
          input, filter.getCondition().accept(columnsOf(input, width(filter))));
    }
    if (rel instanceof Project project) {
      return project(project);
    }
    if (rel instanceof Join join) {
      return join(join);
    }
    if (rel instanceof Aggregate aggregate) {
      return GroupingSets.concern(aggregate)
          ? of(GroupingSets.rewrite(rexBuilder, aggregate))
          : aggregate(aggregate);
    }
    if (rel instanceof Sort sort) {
      return sort.offset == null && sort.fetch == null ? of(sort.getInput()) : limited(sort);
    }
    if (rel instanceof SetOp operation) {
      List<RelNode> inputs = operation.getInputs().stream().map(this::of).toList();
      return operation.copy(operation.getTraitSet(), inputs);
    }
    throw new QueryException(
        ErrorCode.NOT_SUPPORTED,
        rel.getRelTypeName().replaceFirst("^Logical", "")
            + " over columns of the query around it is not supported");
  }

  private static int width(RelNode rel) {
    return rel.getRowType().getFieldCount();
  }

  /** Replaces columns of the outer row by those that a relation carries. */
  private OuterRow.Columns columnsOf(RelNode rel, int start) {
    return outer.columns(access -> column(rel, start, access));
  }

  private RexNode column(RelNode rel, int start, RexFieldAccess access) {
    return rexBuilder.makeInputRef(rel, start + columns.indexOf(access.getField().getIndex()));
  }

  private RelNode project(Project project) {
    RelNode input = of(project.getInput());
    int start = width(project.getInput());
    Windows replacement = new Windows(input, start);
    List<RexNode> projects = new ArrayList<>();
    for (RexNode node : project.getProjects()) {
      projects.add(node.accept(replacement));
    }
    return projected(input, projects, project.getRowType().getFieldNames(), start);
  }

  /** Own columns of a relation, and behind them those of the outer row, which begin somewhere. */
  private RelNode projected(RelNode input, List<RexNode> own, List<String> names, int start) {
    List<RexNode> projects = new ArrayList<>(own);
    List<String> all = new ArrayList<>(names);
    for (int i = 0; i < added; i++) {
      projects.add(rexBuilder.makeInputRef(input, start + i));
      all.add(values.getRowType().getFieldNames().get(i));
    }
    return LogicalProject.create(input, List.of(), projects, all, Set.of());
  }

  /** Windows do not reach beyond the rows of one outer row. */
  private final class Windows extends OuterRow.Columns {
    private final List<RexNode> keys;

    Windows(RelNode input, int start) {
      super(outer, access -> column(input, start, access));
      this.keys = outerColumns(input, start);
    }

    @Override
    public RexNode visitOver(RexOver over) {
      RexOver visited = (RexOver) super.visitOver(over);
      RexWindow window = visited.getWindow();
      List<RexNode> partitions = new ArrayList<>(window.partitionKeys);
      partitions.addAll(keys);
      return rexBuilder.makeOver(
          visited.getType(),
          visited.getAggOperator(),
          visited.getOperands(),
          partitions,
          window.orderKeys,
          window.getLowerBound(),
          window.getUpperBound(),
          window.getExclude(),
          window.isRows(),
          true,
          false,
          visited.isDistinct(),
          visited.ignoreNulls());
    }
  }

  private List<RexNode> outerColumns(RelNode rel, int start) {
    List<RexNode> result = new ArrayList<>();
    for (int i = 0; i < added; i++) {
      result.add(rexBuilder.makeInputRef(rel, start + i));
    }
    return result;
  }

  private RelNode join(Join join) {
    boolean usesLeft = outer.isUsedBy(join.getLeft());
    boolean usesRight = outer.isUsedBy(join.getRight());
    // The side whose rows are kept without a match carries the outer row in any case.
    boolean onLeft =
        switch (join.getJoinType()) {
          case INNER -> usesLeft || !usesRight;
          case RIGHT -> usesLeft;
          case LEFT, FULL, SEMI, ANTI, LEFT_MARK -> true;
          case ASOF, LEFT_ASOF -> throw notSupported(join);
        };
    boolean onRight =
        switch (join.getJoinType()) {
          case RIGHT, FULL -> true;
          default -> usesRight;
        };
    RelNode left = onLeft ? of(join.getLeft()) : join.getLeft();
    RelNode right = onRight ? of(join.getRight()) : join.getRight();
    int ownLeft = width(join.getLeft());
    int ownRight = width(join.getRight());
    int rightStart = width(left);
    int outerStart = onLeft ? ownLeft : rightStart + ownRight;
    RelDataType pairs = pairs(left, right);
    List<RexNode> conditions = new ArrayList<>();
    if (onLeft && onRight) {
      for (int i = 0; i < added; i++) {
        conditions.add(
            same(
                rexBuilder,
                reference(pairs, ownLeft + i),
                reference(pairs, rightStart + ownRight + i)));
      }
    }
    conditions.add(
        join.getCondition()
            .accept(
                new OuterRow.Columns(
                    outer,
                    access ->
                        reference(
                            pairs, outerStart + columns.indexOf(access.getField().getIndex()))) {
                  @Override
                  public RexNode visitInputRef(RexInputRef column) {
                    int index = column.getIndex();
                    return reference(pairs, index < ownLeft ? index : rightStart + index - ownLeft);
                  }
                }));
    RelNode joined =
        LogicalJoin.create(
            left,
            right,
            join.getHints(),
            RexUtil.composeConjunction(rexBuilder, conditions),
            Set.of(),
            join.getJoinType());
    return inOrder(join, joined, ownLeft, rightStart, outerStart);
  }

  private static RexNode reference(RelDataType row, int index) {
    return new RexInputRef(index, row.getFieldList().get(index).getType());
  }

  private RelDataType pairs(RelNode left, RelNode right) {
    return rexBuilder
        .getTypeFactory()
        .builder()
        .addAll(left.getRowType().getFieldList())
        .addAll(right.getRowType().getFieldList())
        .build();
  }

  /** Columns of the join as it was, then those of the outer row. */
  private RelNode inOrder(Join join, RelNode joined, int ownLeft, int rightStart, int outerStart) {
    List<RexNode> own = new ArrayList<>();
    for (int i = 0; i < width(join); i++) {
      own.add(rexBuilder.makeInputRef(joined, i < ownLeft ? i : rightStart + i - ownLeft));
    }
    List<String> names = join.getRowType().getFieldNames();
    if (join.getJoinType() != JoinRelType.FULL) {
      return projected(joined, own, names, outerStart);
    }
    int otherStart = rightStart + width(join.getRight());
    List<RexNode> projects = new ArrayList<>(own);
    List<String> all = new ArrayList<>(names);
    for (int i = 0; i < added; i++) {
      RexNode value =
          rexBuilder.makeCall(
              SqlStdOperatorTable.COALESCE,
              rexBuilder.makeInputRef(joined, outerStart + i),
              rexBuilder.makeInputRef(joined, otherStart + i));
      RelDataTypeField field = values.getRowType().getFieldList().get(i);
      projects.add(rexBuilder.makeCast(field.getType(), value, true, false));
      all.add(field.getName());
    }
    return LogicalProject.create(joined, List.of(), projects, all, Set.of());
  }

  private RelNode aggregate(Aggregate aggregate) {
    RelNode input = of(aggregate.getInput());
    int start = width(aggregate.getInput());
    int keys = aggregate.getGroupCount();
    ImmutableBitSet groupSet =
        aggregate.getGroupSet().union(ImmutableBitSet.range(start, start + added));
    List<AggregateCall> calls = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      calls.add(over(call, input));
    }
    RelNode grouped = LogicalAggregate.create(input, List.of(), groupSet, null, calls);
    int firstCall = keys + added;
    RelNode rows = grouped;
    int outerStart = keys;
    if (keys == 0) {
      // Without rows there is a group too.
      List<RexNode> conditions = new ArrayList<>();
      RelDataType pairs = pairs(values, grouped);
      for (int i = 0; i < added; i++) {
        conditions.add(same(rexBuilder, reference(pairs, i), reference(pairs, added + i)));
      }
      rows =
          LogicalJoin.create(
              values,
              grouped,
              List.of(),
              RexUtil.composeConjunction(rexBuilder, conditions),
              Set.of(),
              JoinRelType.LEFT);
      firstCall += added;
      outerStart = 0;
    }
    List<RexNode> own = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      own.add(rexBuilder.makeInputRef(rows, i));
    }
    for (int i = 0; i < calls.size(); i++) {
      RexNode value = rexBuilder.makeInputRef(rows, firstCall + i);
      own.add(
          ofNoRows(rexBuilder, calls.get(i), value, aggregate.getAggCallList().get(i).getType()));
    }
    return projected(rows, own, aggregate.getRowType().getFieldNames(), outerStart);
  }

  /** The call with the type that it has in groups that hold rows. */
  static AggregateCall over(AggregateCall call, RelNode input) {
    return AggregateCall.create(
        call.getAggregation(),
        call.isDistinct(),
        call.isApproximate(),
        call.ignoreNulls(),
        call.rexList,
        call.getArgList(),
        call.filterArg,
        call.distinctKeys,
        call.getCollation(),
        false,
        input,
        null,
        call.getName());
  }

  /** What an aggregate function is worth where NULL stands for a group without rows. */
  static RexNode ofNoRows(
      RexBuilder rexBuilder, AggregateCall call, RexNode value, RelDataType type) {
    boolean zero =
        switch (call.getAggregation().getKind()) {
          case COUNT, SUM0, REGR_COUNT -> true;
          default -> false;
        };
    RexNode result = value;
    if (zero && value.getType().isNullable()) {
      RelDataType present =
          rexBuilder.getTypeFactory().createTypeWithNullability(value.getType(), false);
      result =
          rexBuilder.makeCall(
              SqlStdOperatorTable.CASE,
              rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, value),
              rexBuilder.makeLiteral(BigDecimal.ZERO, present, true),
              value);
    }
    return result.getType().equals(type) ? result : rexBuilder.makeCast(type, result, true, false);
  }

  /** OFFSET and FETCH count the rows of each outer row. */
  private RelNode limited(Sort sort) {
    RelNode input = of(sort.getInput());
    int start = width(sort);
    RelBuilder builder = PlanningPhases.builder(sort.getCluster());
    builder.push(input);
    List<RexNode> order = builder.fields(sort.getCollation());
    RexNode number =
        builder
            .aggregateCall(SqlStdOperatorTable.ROW_NUMBER)
            .over()
            .partitionBy(outerColumns(input, start))
            .orderBy(order)
            .rowsTo(RexWindowBounds.CURRENT_ROW)
            .toRex();
    List<RexNode> numbered = new ArrayList<>(builder.fields());
    numbered.add(number);
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    names.add("row_number");
    RelNode rows = LogicalProject.create(input, List.of(), numbered, names, Set.of());
    RexNode position = rexBuilder.makeInputRef(rows, start + added);
    List<RexNode> conditions = new ArrayList<>();
    RexNode from = sort.offset == null ? rexBuilder.makeExactLiteral(BigDecimal.ZERO) : sort.offset;
    conditions.add(rexBuilder.makeCall(SqlStdOperatorTable.GREATER_THAN, position, from));
    if (sort.fetch != null) {
      conditions.add(
          rexBuilder.makeCall(
              SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
              rexBuilder.makeCall(SqlStdOperatorTable.MINUS, position, from),
              sort.fetch));
    }
    RelNode wanted = LogicalFilter.create(rows, RexUtil.composeConjunction(rexBuilder, conditions));
    List<RexNode> own = new ArrayList<>();
    for (int i = 0; i < start; i++) {
      own.add(rexBuilder.makeInputRef(wanted, i));
    }
    return projected(wanted, own, sort.getRowType().getFieldNames(), start);
  }

  /** Whether two columns are the same, NULL and NULL included. */
  static RexNode same(RexBuilder rexBuilder, RexNode a, RexNode b) {
    boolean nullable = a.getType().isNullable() || b.getType().isNullable();
    return rexBuilder.makeCall(
        nullable ? SqlStdOperatorTable.IS_NOT_DISTINCT_FROM : SqlStdOperatorTable.EQUALS, a, b);
  }

  private static QueryException notSupported(Join join) {
    return new QueryException(
        ErrorCode.NOT_SUPPORTED,
        "A join of type "
            + join.getJoinType()
            + " over columns of the query around it is not supported");
  }
}
