package io.cairn.planner.translate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.parse.SeriesFunction;
import io.cairn.planner.rel.CairnTableScan;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/**
 * Turns a chosen relational tree into a plan for the engine. It decides nothing about the order of
 * operators: what the engine has becomes native, the rest goes to the fallback. One thread at a
 * time.
 */
public final class PhysicalPlanner {
  private final RexBuilder rexBuilder;
  private final Fallback fallback;
  private final OperatorChoice choice;
  private final Estimates estimates = new Estimates();

  public PhysicalPlanner(RexBuilder rexBuilder, Fallback fallback, OperatorChoice choice) {
    this.rexBuilder = rexBuilder;
    this.fallback = fallback;
    this.choice = choice;
  }

  /**
   * The plan.
   *
   * @throws QueryException 0A000 if neither the engine nor the fallback can run it
   */
  public PlanNode plan(RelNode node) {
    PlanNode plan = nativePlan(node);
    if (plan == null) {
      plan = fallback.operator(node, this::nativePlanOrNull, columns(node));
    }
    estimates.put(plan, rows(node));
    return plan;
  }

  /** The plan of a whole query: as {@link #plan}, with its common parts shared. */
  public PlanNode planQuery(RelNode query) {
    return CommonSubplans.share(plan(query), estimates);
  }

  /** What is expected of the operators that were planned so far. */
  public Estimates estimates() {
    return estimates;
  }

  private static double rows(RelNode node) {
    return node.getCluster().getMetadataQuery().getRowCount(node);
  }

  private @Nullable PlanNode nativePlanOrNull(RelNode node) {
    // What refers to the row of an outer query runs with it.
    return CorrelationFinder.refersOutside(node) ? null : nativePlan(node);
  }

  private @Nullable PlanNode nativePlan(RelNode node) {
    if (choice == OperatorChoice.GENERATED && !node.getInputs().isEmpty()) {
      return null;
    }
    if (node instanceof CairnTableScan scan) {
      PlanNode plan = new ScanPlanner(rexBuilder, fallback).plan(scan);
      estimates.put(plan instanceof PlanNode.Project project ? project.input() : plan, rows(scan));
      return plan;
    }
    if (node instanceof Project project) {
      return project(project);
    }
    if (node instanceof Filter filter) {
      return filter(filter);
    }
    if (node instanceof Aggregate aggregate) {
      PlanNode input = plan(aggregate.getInput());
      return AggregatePlanner.plan(aggregate, input, columns(aggregate));
    }
    if (node instanceof Join join) {
      return join(join);
    }
    if (node instanceof Sort sort) {
      return sort(sort);
    }
    if (node instanceof Values values) {
      return values(values);
    }
    if (node instanceof Union union && union.all) {
      return union(union);
    }
    if (node instanceof Union union) {
      List<OutputColumn> columns = columns(union);
      List<Integer> keys = java.util.stream.IntStream.range(0, columns.size()).boxed().toList();
      PlanNode all = union(union);
      return new PlanNode.Aggregate(all, keys, List.of(), all.columns());
    }
    if (node instanceof TableFunctionScan function) {
      return series(function);
    }
    return null;
  }

  private static List<OutputColumn> columns(RelNode node) {
    List<OutputColumn> columns = new ArrayList<>();
    for (RelDataTypeField field : node.getRowType().getFieldList()) {
      columns.add(
          OutputColumn.of(
              field.getName(),
              TypeMapping.toStorage(field.getType()),
              field.getType().isNullable()));
    }
    return columns;
  }

  private @Nullable PlanNode project(Project project) {
    if (hasSubQuery(project.getProjects())) {
      return null;
    }
    PlanNode input = plan(project.getInput());
    List<RexNode> projects = project.getProjects();
    if (RexOver.containsOver(projects, null)) {
      WindowPlanner.Windows windows = WindowPlanner.plan(rexBuilder, fallback, project, input);
      if (windows == null) {
        return null;
      }
      input = windows.plan();
      projects = windows.projects();
    } else if (RexUtil.isIdentity(project.getProjects(), project.getInput().getRowType())) {
      return input;
    }
    ExpressionTranslator translator =
        new ExpressionTranslator(rexBuilder, input.columns(), fallback);
    List<Expression> expressions = new ArrayList<>();
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < projects.size(); i++) {
      Expression expression = translator.translate(projects.get(i));
      String name = project.getRowType().getFieldNames().get(i);
      expressions.add(expression);
      columns.add(
          new OutputColumn(name, expression.type(), expression.nullable(), lane(expression)));
    }
    return input instanceof PlanNode.Project below && ProjectMerge.isChoice(below)
        ? new PlanNode.Project(below.input(), ProjectMerge.below(expressions, below), columns)
        : new PlanNode.Project(input, expressions, columns);
  }

  private static Lane lane(Expression expression) {
    return expression instanceof Expression.Input input
        ? input.lane()
        : expression.type().naturalLane();
  }

  private static boolean hasSubQuery(List<RexNode> nodes) {
    return nodes.stream().anyMatch(node -> RexUtil.SubQueryFinder.find(node) != null);
  }

  private @Nullable PlanNode filter(Filter filter) {
    if (hasSubQuery(List.of(filter.getCondition()))) {
      return null;
    }
    PlanNode input = plan(filter.getInput());
    ExpressionTranslator translator =
        new ExpressionTranslator(rexBuilder, input.columns(), fallback);
    return new PlanNode.Filter(input, translator.translate(filter.getCondition()));
  }

  private @Nullable PlanNode join(Join join) {
    if (!JoinPlanner.isNative(join) || hasSubQuery(List.of(join.getCondition()))) {
      return null;
    }
    PlanNode left = plan(join.getLeft());
    PlanNode right = plan(join.getRight());
    // The right side is collected first: the smaller one belongs there.
    boolean swapped = rows(join.getLeft()) < rows(join.getRight());
    PlanNode plan = JoinPlanner.plan(rexBuilder, fallback, join, left, right, swapped);
    for (PlanNode node = plan; node != left && node != right; node = node.inputs().get(0)) {
      if (node instanceof PlanNode.Join) {
        estimates.put(node, rows(join));
        break;
      }
    }
    return plan;
  }

  private PlanNode sort(Sort sort) {
    PlanNode input = plan(sort.getInput());
    Expression offset = bound(sort.offset);
    Expression fetch = bound(sort.fetch);
    List<SortKey> keys = new ArrayList<>();
    for (RelFieldCollation collation : sort.getCollation().getFieldCollations()) {
      boolean descending = collation.getDirection().isDescending();
      boolean nullsFirst =
          switch (collation.nullDirection) {
            case FIRST -> true;
            case LAST -> false;
            case UNSPECIFIED -> descending;
          };
      keys.add(new SortKey(collation.getFieldIndex(), descending, nullsFirst));
    }
    return keys.isEmpty()
        ? new PlanNode.Limit(input, offset, fetch)
        : new PlanNode.Sort(input, keys, offset, fetch);
  }

  private @Nullable Expression bound(@Nullable RexNode node) {
    return node == null
        ? null
        : new ExpressionTranslator(rexBuilder, List.of(), fallback)
            .translate(node, ColumnType.INT64);
  }

  private PlanNode values(Values values) {
    ExpressionTranslator translator = new ExpressionTranslator(rexBuilder, List.of(), fallback);
    List<OutputColumn> columns = columns(values).stream().map(PhysicalPlanner::unpadded).toList();
    List<List<Expression>> rows = new ArrayList<>();
    for (List<RexLiteral> tuple : values.getTuples()) {
      List<Expression> row = new ArrayList<>();
      for (int i = 0; i < tuple.size(); i++) {
        row.add(translator.translate(tuple.get(i), columns.get(i).type()));
      }
      rows.add(row);
    }
    return new PlanNode.Values(rows, columns);
  }

  /** Text literals of different lengths make a CHAR column that nobody asked for. */
  private static OutputColumn unpadded(OutputColumn column) {
    return column.type() instanceof ColumnType.Text
        ? OutputColumn.of(column.name(), ColumnType.VARCHAR, column.nullable())
        : column;
  }

  private PlanNode union(Union union) {
    List<OutputColumn> columns = columns(union);
    List<PlanNode> inputs = new ArrayList<>();
    for (RelNode input : union.getInputs()) {
      inputs.add(cast(plan(input), columns));
    }
    return new PlanNode.UnionAll(inputs, columns);
  }

  /** The input with every column in the wanted type and that type's own lane. */
  private static PlanNode cast(PlanNode input, List<OutputColumn> columns) {
    List<Expression> expressions = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < columns.size(); i++) {
      OutputColumn from = input.columns().get(i);
      OutputColumn to = columns.get(i);
      Expression expression = new Expression.Input(i, from.type(), from.nullable(), from.lane());
      if (!from.type().equals(to.type()) || from.lane() != to.lane()) {
        same = false;
        expression =
            new Expression.Call(
                io.cairn.planner.exec.expression.Operator.CAST,
                List.of(expression),
                to.type(),
                from.nullable());
      }
      expressions.add(expression);
    }
    return same ? input : new PlanNode.Project(input, expressions, columns);
  }

  private @Nullable PlanNode series(TableFunctionScan function) {
    if (!(function.getCall() instanceof RexCall call)
        || !(call.getOperator() instanceof SeriesFunction)) {
      return null;
    }
    ExpressionTranslator translator = new ExpressionTranslator(rexBuilder, List.of(), fallback);
    List<Expression> arguments = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      if (RexUtil.containsInputRef(operand)) {
        throw new QueryException(
            ErrorCode.NOT_SUPPORTED,
            "The arguments of generate_series must not depend on other tables");
      }
      arguments.add(translator.translate(operand, ColumnType.INT64));
    }
    Expression step =
        arguments.size() > 2 ? arguments.get(2) : new Expression.Literal(1L, ColumnType.INT64);
    return new PlanNode.Series(arguments.get(0), arguments.get(1), step, columns(function));
  }
}
