package io.cairn.planner.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Turns INTERSECT and EXCEPT into semi and anti joins on all columns, in which NULL equals NULL.
 * With ALL, equal rows are numbered on both sides first: the third of one side matches the third of
 * the other. One thread at a time.
 */
final class SetOperations {
  private final RexBuilder rexBuilder;

  SetOperations(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  /** The rows of an INTERSECT or EXCEPT. */
  RelNode rewrite(SetOp operation) {
    JoinRelType type = operation instanceof Intersect ? JoinRelType.SEMI : JoinRelType.ANTI;
    RelDataType rowType = operation.getRowType();
    RelNode result = typed(operation.getInput(0), rowType);
    for (int i = 1; i < operation.getInputs().size(); i++) {
      RelNode other = typed(operation.getInput(i), rowType);
      if (operation.all) {
        result = numbered(result);
        other = numbered(other);
      }
      result = matched(result, other, type);
      if (operation.all) {
        result = firstColumns(result, rowType.getFieldCount());
      }
    }
    if (!operation.all) {
      ImmutableBitSet all = ImmutableBitSet.range(rowType.getFieldCount());
      result = LogicalAggregate.create(result, List.of(), all, null, List.of());
    }
    return sameType(result, rowType);
  }

  private RelNode matched(RelNode left, RelNode right, JoinRelType type) {
    int width = left.getRowType().getFieldCount();
    List<RexNode> equalities = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      RexNode a = rexBuilder.makeInputRef(left, i);
      RexNode b = new RexInputRef(width + i, right.getRowType().getFieldList().get(i).getType());
      boolean nullable = a.getType().isNullable() || b.getType().isNullable();
      equalities.add(
          rexBuilder.makeCall(
              nullable ? SqlStdOperatorTable.IS_NOT_DISTINCT_FROM : SqlStdOperatorTable.EQUALS,
              a,
              b));
    }
    RexNode condition = RexUtil.composeConjunction(rexBuilder, equalities);
    return LogicalJoin.create(left, right, List.of(), condition, Set.of(), type);
  }

  /** The rows, and behind their columns the number of each among its equals. */
  private RelNode numbered(RelNode rel) {
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(rel.getCluster(), null);
    builder.push(rel);
    List<RexNode> columns = new ArrayList<>(builder.fields());
    List<RexNode> keys = new ArrayList<>(columns);
    columns.add(
        builder
            .aggregateCall(SqlStdOperatorTable.ROW_NUMBER)
            .over()
            .partitionBy(keys)
            .rowsTo(RexWindowBounds.CURRENT_ROW)
            .toRex());
    List<String> names = new ArrayList<>(rel.getRowType().getFieldNames());
    names.add("number_among_equals");
    return LogicalProject.create(rel, List.of(), columns, names, Set.of());
  }

  private RelNode firstColumns(RelNode rel, int count) {
    return LogicalProject.create(
        rel,
        List.of(),
        new ArrayList<>(rexBuilder.identityProjects(rel.getRowType())).subList(0, count),
        rel.getRowType().getFieldNames().subList(0, count),
        Set.of());
  }

  /** The rows with columns of the wanted types, which may or may not be NULL as before. */
  private RelNode typed(RelNode rel, RelDataType rowType) {
    List<RexNode> columns = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < rowType.getFieldCount(); i++) {
      RexNode column = rexBuilder.makeInputRef(rel, i);
      RelDataType wanted =
          rexBuilder
              .getTypeFactory()
              .createTypeWithNullability(
                  rowType.getFieldList().get(i).getType(), column.getType().isNullable());
      same &= column.getType().equals(wanted);
      columns.add(
          column.getType().equals(wanted)
              ? column
              : rexBuilder.makeCast(wanted, column, true, false));
    }
    return same
        ? rel
        : LogicalProject.create(rel, List.of(), columns, rowType.getFieldNames(), Set.of());
  }

  private RelNode sameType(RelNode rel, RelDataType rowType) {
    if (rel.getRowType().equals(rowType)) {
      return rel;
    }
    List<RexNode> columns = new ArrayList<>();
    for (RelDataTypeField field : rowType.getFieldList()) {
      RexNode column = rexBuilder.makeInputRef(rel, field.getIndex());
      columns.add(
          column.getType().equals(field.getType())
              ? column
              : rexBuilder.makeCast(field.getType(), column, true, false));
    }
    return LogicalProject.create(rel, List.of(), columns, rowType.getFieldNames(), Set.of());
  }
}
