package io.cairn.planner.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns an aggregate with several grouping sets into one with a single set: each row of the input
 * comes once for each set, with its number and without the keys that are not in it. The set without
 * keys has a group even over no rows: an outer join adds it where it is missing. One thread at a
 * time; used once.
 */
final class GroupingSets {
  private final RexBuilder rexBuilder;
  private final Aggregate aggregate;
  private final List<ImmutableBitSet> sets;
  private final List<Integer> keys;
  private final List<AggregateCall> calls = new ArrayList<>();
  private final RelDataType numberType;

  private GroupingSets(RexBuilder rexBuilder, Aggregate aggregate) {
    this.rexBuilder = rexBuilder;
    this.aggregate = aggregate;
    this.sets = aggregate.getGroupSets();
    this.keys = aggregate.getGroupSet().asList();
    this.numberType = rexBuilder.getTypeFactory().createSqlType(SqlTypeName.INTEGER);
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (!isGrouping(call)) {
        calls.add(call);
      }
    }
  }

  /** Whether an aggregate asks for more than groups of one set of keys. */
  static boolean concern(Aggregate aggregate) {
    return aggregate.getGroupType() != Aggregate.Group.SIMPLE
        || aggregate.getAggCallList().stream().anyMatch(GroupingSets::isGrouping);
  }

  private static boolean isGrouping(AggregateCall call) {
    SqlKind kind = call.getAggregation().getKind();
    return kind == SqlKind.GROUPING || kind == SqlKind.GROUP_ID;
  }

  /** The same rows. */
  static RelNode rewrite(RexBuilder rexBuilder, Aggregate aggregate) {
    return new GroupingSets(rexBuilder, aggregate).rewrite();
  }

  private RelNode rewrite() {
    RelNode input = aggregate.getInput();
    if (sets.size() == 1) {
      RelNode grouped = grouped(input, aggregate.getGroupSet(), sets.get(0).isEmpty());
      return output(grouped, null, null);
    }
    RelNode expanded = expanded(input);
    int width = input.getRowType().getFieldCount();
    ImmutableBitSet groupSet = ImmutableBitSet.range(width, width + keys.size() + 1);
    RelNode grouped = grouped(expanded, groupSet, false);
    int number = keys.size();
    int total = sets.indexOf(ImmutableBitSet.of());
    if (total < 0) {
      return output(grouped, new RexInputRef(number, numberType), null);
    }
    RelNode totals = numbers(List.of(total));
    RexNode same =
        rexBuilder.makeCall(
            SqlStdOperatorTable.EQUALS,
            new RexInputRef(number, numberType),
            new RexInputRef(grouped.getRowType().getFieldCount(), numberType));
    RelNode joined =
        LogicalJoin.create(grouped, totals, List.of(), same, Set.of(), JoinRelType.FULL);
    RexNode found = rexBuilder.makeInputRef(joined, number);
    RexNode set =
        rexBuilder.makeCast(
            numberType,
            rexBuilder.makeCall(
                SqlStdOperatorTable.CASE,
                rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, found),
                number(total),
                found),
            true,
            false);
    return output(joined, set, found);
  }

  private RexLiteral number(int value) {
    return (RexLiteral) rexBuilder.makeLiteral(BigDecimal.valueOf(value), numberType, false);
  }

  private RelNode numbers(List<Integer> values) {
    com.google.common.collect.ImmutableList.Builder<
            com.google.common.collect.ImmutableList<RexLiteral>>
        rows = com.google.common.collect.ImmutableList.builder();
    for (int value : values) {
      rows.add(com.google.common.collect.ImmutableList.of(number(value)));
    }
    RelDataType rowType =
        rexBuilder.getTypeFactory().builder().add("grouping_set", numberType).build();
    return LogicalValues.create(aggregate.getCluster(), rowType, rows.build());
  }

  /** The rows of the input for each set: their columns, the keys in the set, the set's number. */
  private RelNode expanded(RelNode input) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      numbers.add(i);
    }
    RelNode pairs =
        LogicalJoin.create(
            input,
            numbers(numbers),
            List.of(),
            rexBuilder.makeLiteral(true),
            Set.of(),
            JoinRelType.INNER);
    int width = input.getRowType().getFieldCount();
    List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    for (int key : keys) {
      columns.add(keyIn(key, rexBuilder.makeInputRef(pairs, width), pairs));
      names.add("key" + names.size());
    }
    columns.add(rexBuilder.makeInputRef(pairs, width));
    names.add("grouping_set");
    return LogicalProject.create(pairs, List.of(), columns, names, Set.of());
  }

  private RexNode keyIn(int key, RexNode set, RelNode pairs) {
    RexNode value = rexBuilder.makeInputRef(pairs, key);
    List<RexNode> holding = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i).get(key)) {
        holding.add(rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, set, number(i)));
      }
    }
    if (holding.size() == sets.size()) {
      return value;
    }
    RelDataType nullable =
        rexBuilder.getTypeFactory().createTypeWithNullability(value.getType(), true);
    return rexBuilder.makeCall(
        nullable,
        SqlStdOperatorTable.CASE,
        List.of(
            RexUtil.composeDisjunction(rexBuilder, holding),
            value,
            rexBuilder.makeNullLiteral(nullable)));
  }

  private RelNode grouped(RelNode input, ImmutableBitSet groupSet, boolean total) {
    List<AggregateCall> typed = new ArrayList<>();
    for (AggregateCall call : calls) {
      typed.add(
          AggregateCall.create(
              call.getAggregation(),
              call.isDistinct(),
              call.isApproximate(),
              call.ignoreNulls(),
              call.rexList,
              call.getArgList(),
              call.filterArg,
              call.distinctKeys,
              call.getCollation(),
              total,
              input,
              null,
              call.getName()));
    }
    return LogicalAggregate.create(input, List.of(), groupSet, null, typed);
  }

  /**
   * The aggregate's own columns.
   *
   * @param set the number of a row's set; null if there is one set alone
   * @param found NULL in a row that stands for no rows at all; null if there is no such row
   */
  private RelNode output(RelNode grouped, @Nullable RexNode set, @Nullable RexNode found) {
    List<RexNode> columns = new ArrayList<>();
    List<RelDataTypeField> fields = aggregate.getRowType().getFieldList();
    ImmutableBitSet onlySet = set == null ? sets.get(0) : null;
    for (int i = 0; i < keys.size(); i++) {
      columns.add(rexBuilder.makeInputRef(grouped, i));
    }
    int next = set == null ? keys.size() : keys.size() + 1;
    for (AggregateCall call : aggregate.getAggCallList()) {
      RelDataType type = fields.get(columns.size()).getType();
      if (isGrouping(call)) {
        columns.add(
            onlySet != null
                ? literal(missing(call, onlySet), type)
                : missing(call, java.util.Objects.requireNonNull(set), type));
        continue;
      }
      RexNode value = rexBuilder.makeInputRef(grouped, next++);
      boolean zero =
          switch (call.getAggregation().getKind()) {
            case COUNT, SUM0, REGR_COUNT -> true;
            default -> false;
          };
      if (found != null && zero) {
        value =
            rexBuilder.makeCall(
                SqlStdOperatorTable.CASE,
                rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, found),
                literal(0, type),
                value);
      }
      columns.add(value);
    }
    for (int i = 0; i < columns.size(); i++) {
      RelDataType type = fields.get(i).getType();
      if (!columns.get(i).getType().equals(type)) {
        columns.set(i, rexBuilder.makeCast(type, columns.get(i), true, false));
      }
    }
    return LogicalProject.create(
        grouped, List.of(), columns, aggregate.getRowType().getFieldNames(), Set.of());
  }

  private RexNode literal(long value, RelDataType type) {
    RelDataType present = rexBuilder.getTypeFactory().createTypeWithNullability(type, false);
    return rexBuilder.makeLiteral(BigDecimal.valueOf(value), present, true);
  }

  /** A bit for each argument, the last one lowest: 1 if it is not in the set. */
  private static long missing(AggregateCall call, ImmutableBitSet set) {
    long bits = 0;
    for (int argument : call.getArgList()) {
      bits = bits << 1 | (set.get(argument) ? 0 : 1);
    }
    return bits;
  }

  private RexNode missing(AggregateCall call, RexNode set, RelDataType type) {
    List<RexNode> operands = new ArrayList<>();
    for (int i = 0; i < sets.size() - 1; i++) {
      operands.add(rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, set, number(i)));
      operands.add(literal(missing(call, sets.get(i)), type));
    }
    operands.add(literal(missing(call, sets.get(sets.size() - 1)), type));
    return rexBuilder.makeCall(SqlStdOperatorTable.CASE, operands);
  }
}
