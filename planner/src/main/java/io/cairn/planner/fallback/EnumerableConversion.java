package io.cairn.planner.fallback;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.adapter.enumerable.EnumerableNestedLoopJoin;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.adapter.enumerable.EnumerableSort;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Calc;
import org.apache.calcite.rel.core.Collect;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.TableSpool;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalAsofJoin;
import org.apache.calcite.rel.logical.LogicalRepeatUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexProgramBuilder;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.schema.TransientTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Litmus;
import org.apache.calcite.util.Util;

/**
 * Turns a region of logical nodes, from the leaves up, into nodes that Calcite can generate code
 * for. Each logical node has exactly one counterpart, so no search is needed.
 */
final class EnumerableConversion {
  private final Set<String> recursions = new TreeSet<>();

  /** The names of recursive tables that the converted region keeps rows of. */
  Set<String> recursions() {
    return recursions;
  }

  /**
   * The counterpart of a logical node and all below.
   *
   * @throws QueryException 0A000 if there is none
   */
  RelNode convert(RelNode logical) {
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : logical.getInputs()) {
      inputs.add(convert(input));
    }
    if (logical instanceof NativeInput input) {
      return new ContextLeaf(
          input.getCluster(), FallbackContext.input(input.index()), input.getRowType());
    }
    if (logical instanceof TableScan scan) {
      return new ContextLeaf(
          scan.getCluster(),
          FallbackContext.lastStep(recursiveTable(scan.getTable())),
          scan.getRowType());
    }
    if (logical instanceof TableSpool spool) {
      return new ContextWrapper(
          inputs.get(0), FallbackContext.keep(recursiveTable(spool.getTable())));
    }
    if (logical instanceof RepeatUnion union) {
      // Without its table: the context keeps what a step gives.
      return byRule(
          LogicalRepeatUnion.create(
              checkpoint(inputs.get(0)),
              checkpoint(inputs.get(1)),
              union.all,
              union.iterationLimit,
              null));
    }
    if (logical instanceof Match) {
      // Calcite's code ignores the order of rows and gives a row for each row of a match.
      throw new QueryException(ErrorCode.NOT_SUPPORTED, "MATCH_RECOGNIZE is not supported");
    }
    RelNode rel =
        logical.getInputs().isEmpty() ? logical : logical.copy(logical.getTraitSet(), inputs);
    if (rel instanceof Filter || rel instanceof Project) {
      return calc(rel);
    }
    if (rel instanceof Sort sort) {
      return sort(sort);
    }
    if (rel instanceof Aggregate aggregate) {
      // DISTINCT leaves a MIN behind that passes values on, and knows no infinity.
      return byRule(withSummands(RegionRewrite.withExtremes(aggregate)));
    }
    RelNode converted = rel instanceof Join join && isMark(join) ? mark(join) : byRule(rel);
    return converted instanceof EnumerableNestedLoopJoin join ? withCheckpoints(join) : converted;
  }

  private static boolean isMark(Join join) {
    return join.getJoinType() == JoinRelType.LEFT_MARK;
  }

  /** Hash keys make it unknown where other conditions make it false. */
  private static RelNode mark(Join join) {
    return EnumerableNestedLoopJoin.create(
        join.getLeft(),
        join.getRight(),
        join.getCondition(),
        join.getVariablesSet(),
        join.getJoinType());
  }

  private static RelNode checkpoint(RelNode input) {
    return new ContextWrapper(input, FallbackContext.CHECKPOINT);
  }

  private static RelNode withCheckpoints(EnumerableNestedLoopJoin join) {
    RelNode left = checkpoint(join.getLeft());
    boolean counts =
        join.getJoinType() == JoinRelType.FULL || join.getJoinType() == JoinRelType.RIGHT;
    if (!counts || join.getRight().getRowType().getFieldCount() > 1) {
      return join.copy(join.getTraitSet(), List.of(left, checkpoint(join.getRight())));
    }
    // Rows without a match are told from others by identity, which values of one column share.
    RelNode right = checkpoint(widened(join.getRight()));
    RelNode joined =
        EnumerableNestedLoopJoin.create(
            left, right, join.getCondition(), join.getVariablesSet(), join.getJoinType());
    int width = join.getRowType().getFieldCount();
    List<RexNode> columns =
        new ArrayList<>(join.getCluster().getRexBuilder().identityProjects(joined.getRowType()));
    return project(joined, columns.subList(0, width), join.getRowType());
  }

  private static RelNode widened(RelNode input) {
    RexBuilder rexBuilder = input.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
    RexNode constant = rexBuilder.makeLiteral(true);
    columns.add(constant);
    RelDataTypeFactory.Builder names = rexBuilder.getTypeFactory().builder();
    names.addAll(input.getRowType().getFieldList());
    names.add("wide" + columns.size(), constant.getType());
    return project(input, columns, names.build());
  }

  private String recursiveTable(RelOptTable table) {
    if (table.unwrap(TransientTable.class) == null) {
      throw new AssertionError("A region reads tables through native inputs alone: " + table);
    }
    String name = Util.last(table.getQualifiedName());
    recursions.add(name);
    return name;
  }

  private static RelNode calc(RelNode rel) {
    RexBuilder rexBuilder = rel.getCluster().getRexBuilder();
    RelNode input = rel.getInput(0);
    if (rel instanceof Project project) {
      return project(input, project.getProjects(), project.getRowType());
    }
    RexProgramBuilder program = new RexProgramBuilder(input.getRowType(), rexBuilder);
    program.addIdentity();
    program.addCondition(((Filter) rel).getCondition().accept(new Retyping(input)));
    return EnumerableCalc.create(input, program.getProgram());
  }

  /** Hash keys tell -0.0 from 0.0: nothing in generated code is -0.0. */
  private static RexNode positiveZero(RexBuilder rexBuilder, RexNode value) {
    if (value instanceof RexInputRef
        || value instanceof RexLiteral
        || !SqlTypeUtil.isApproximateNumeric(value.getType())) {
      return value;
    }
    RelDataType type =
        rexBuilder.getTypeFactory().createTypeWithNullability(value.getType(), false);
    return rexBuilder.makeCall(
        value.getType(),
        SqlStdOperatorTable.PLUS,
        List.of(value, rexBuilder.makeApproxLiteral(BigDecimal.ZERO, type)));
  }

  /** A converted input may know that a column is never NULL, where the logical one did not. */
  private static final class Retyping extends RexShuttle {
    private final RelNode input;

    Retyping(RelNode input) {
      this.input = input;
    }

    @Override
    public RexNode visitInputRef(RexInputRef column) {
      RexBuilder rexBuilder = input.getCluster().getRexBuilder();
      RexNode actual = rexBuilder.makeInputRef(input, column.getIndex());
      return actual.getType().equals(column.getType())
          ? column
          : rexBuilder.makeAbstractCast(column.getType(), actual, false);
    }
  }

  private static RelNode sort(Sort sort) {
    RelNode input = sort.getInput();
    if (!sort.getCollation().getFieldCollations().isEmpty()) {
      input = sorted(input, sort.getCollation());
    }
    return sort.offset == null && sort.fetch == null
        ? input
        : EnumerableLimit.create(input, sort.offset, sort.fetch);
  }

  /**
   * Sorts; texts by their UTF-8 bytes and floating-point numbers by whole ones, which stand in
   * columns of their own meanwhile: Calcite compares numbers as decimals, and there is no NaN.
   */
  private static RelNode sorted(RelNode input, RelCollation collation) {
    RexBuilder rexBuilder = input.getCluster().getRexBuilder();
    List<RelDataTypeField> fields = input.getRowType().getFieldList();
    List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
    RelDataTypeFactory types = rexBuilder.getTypeFactory();
    RelDataTypeFactory.Builder names = types.builder();
    names.addAll(fields);
    List<RelFieldCollation> keys = new ArrayList<>();
    for (RelFieldCollation key : collation.getFieldCollations()) {
      RelDataType type = fields.get(key.getFieldIndex()).getType();
      boolean isText = SqlTypeUtil.isCharacter(type);
      if (!isText && !SqlTypeUtil.isApproximateNumeric(type)) {
        keys.add(key);
        continue;
      }
      keys.add(key.withFieldIndex(columns.size()));
      RelDataType keyType =
          types.createTypeWithNullability(
              types.createSqlType(isText ? SqlTypeName.VARBINARY : SqlTypeName.BIGINT),
              type.isNullable());
      names.add("key" + columns.size(), keyType);
      RexNode value = columns.get(key.getFieldIndex());
      columns.add(
          rexBuilder.makeCall(
              keyType,
              isText ? ContractRewrite.SORT_KEY : ContractRewrite.NUMBER_KEY,
              List.of(isText ? value : ContractRewrite.asDouble(rexBuilder, value))));
    }
    if (columns.size() == fields.size()) {
      return EnumerableSort.create(input, collation, null, null);
    }
    RelNode keyed = project(input, columns, names.build());
    RelNode sorted = EnumerableSort.create(keyed, RelCollations.of(keys), null, null);
    return project(
        sorted,
        new ArrayList<>(rexBuilder.identityProjects(sorted.getRowType())).subList(0, fields.size()),
        input.getRowType());
  }

  private static RelNode project(RelNode input, List<RexNode> columns, RelDataType rowType) {
    RexBuilder rexBuilder = input.getCluster().getRexBuilder();
    List<RexNode> typed = new ArrayList<>();
    for (RexNode column : columns) {
      typed.add(positiveZero(rexBuilder, column.accept(new Retyping(input))));
    }
    RexProgram program = RexProgram.create(input.getRowType(), typed, null, rowType, rexBuilder);
    // A CASE with equal branches is not in the form that the node asks for, and loses one a round.
    while (!program.isNormalized(Litmus.IGNORE, rexBuilder)) {
      program = program.normalize(rexBuilder, null);
    }
    return EnumerableCalc.create(input, program);
  }

  /** Sums of columns that have another type than the sum add up casts of these columns. */
  private static Aggregate withSummands(Aggregate aggregate) {
    RelNode input = aggregate.getInput();
    RexBuilder rexBuilder = input.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
    RelDataTypeFactory.Builder names = rexBuilder.getTypeFactory().builder();
    names.addAll(input.getRowType().getFieldList());
    List<AggregateCall> calls = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (call.getArgList().size() != 1) {
        calls.add(call);
        continue;
      }
      RexNode argument = columns.get(call.getArgList().get(0));
      RexNode summand =
          ContractRewrite.summand(
              rexBuilder, call.getAggregation().getKind(), argument, call.getType());
      if (summand.equals(argument)) {
        calls.add(call);
      } else {
        calls.add(call.withArgList(List.of(columns.size())));
        names.add("summand" + columns.size(), summand.getType());
        columns.add(summand);
      }
    }
    if (columns.size() == input.getRowType().getFieldCount()) {
      return aggregate;
    }
    return aggregate.copy(
        aggregate.getTraitSet(),
        project(input, columns, names.build()),
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        calls);
  }

  private static RelNode byRule(RelNode rel) {
    if (rel instanceof Aggregate aggregate) {
      checkFunctions(aggregate);
    }
    RelNode converted = rule(rel).convert(rel);
    if (converted == null) {
      throw unsupported(rel);
    }
    RelTraitSet traits = converted.getTraitSet();
    if (!traits.contains(EnumerableConvention.INSTANCE)) {
      throw new AssertionError(converted);
    }
    return converted;
  }

  private static void checkFunctions(Aggregate aggregate) {
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (RexImpTable.INSTANCE.get(call.getAggregation(), false) == null) {
        throw new QueryException(
            ErrorCode.NOT_SUPPORTED,
            "The aggregate function " + call.getAggregation().getName() + " is not supported");
      }
    }
  }

  private static ConverterRule rule(RelNode rel) {
    RelOptRule rule;
    if (rel instanceof LogicalAsofJoin) {
      rule = EnumerableRules.ENUMERABLE_ASOFJOIN_RULE;
    } else if (rel instanceof Join) {
      rule = EnumerableRules.ENUMERABLE_JOIN_RULE;
    } else if (rel instanceof Correlate) {
      rule = EnumerableRules.ENUMERABLE_CORRELATE_RULE;
    } else if (rel instanceof Calc) {
      rule = EnumerableRules.ENUMERABLE_CALC_RULE;
    } else if (rel instanceof Aggregate) {
      rule = EnumerableRules.ENUMERABLE_AGGREGATE_RULE;
    } else if (rel instanceof Union) {
      rule = EnumerableRules.ENUMERABLE_UNION_RULE;
    } else if (rel instanceof RepeatUnion) {
      rule = EnumerableRules.ENUMERABLE_REPEAT_UNION_RULE;
    } else if (rel instanceof Intersect) {
      rule = EnumerableRules.ENUMERABLE_INTERSECT_RULE;
    } else if (rel instanceof Minus) {
      rule = EnumerableRules.ENUMERABLE_MINUS_RULE;
    } else if (rel instanceof Values) {
      rule = EnumerableRules.ENUMERABLE_VALUES_RULE;
    } else if (rel instanceof Window) {
      rule = EnumerableRules.ENUMERABLE_WINDOW_RULE;
    } else if (rel instanceof Collect) {
      rule = EnumerableRules.ENUMERABLE_COLLECT_RULE;
    } else if (rel instanceof Uncollect) {
      rule = EnumerableRules.ENUMERABLE_UNCOLLECT_RULE;
    } else if (rel instanceof TableFunctionScan) {
      rule = EnumerableRules.ENUMERABLE_TABLE_FUNCTION_SCAN_RULE;
    } else {
      throw unsupported(rel);
    }
    return (ConverterRule) rule;
  }

  private static QueryException unsupported(RelNode rel) {
    return new QueryException(
        ErrorCode.NOT_SUPPORTED,
        "The operation "
            + rel.getRelTypeName().replaceFirst("^Logical", "")
            + " is not supported in this form");
  }
}
