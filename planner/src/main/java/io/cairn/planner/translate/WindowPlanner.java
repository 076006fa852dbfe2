package io.cairn.planner.translate;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.plan.WindowCall;
import io.cairn.planner.exec.plan.WindowFrame;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/**
 * Plans projections that hold window functions: what the functions look at is computed first, then
 * come windows, one for all functions whose partitions are the same and whose orders begin the same
 * way, then the projection over their results. For one projection.
 */
final class WindowPlanner {
  private final RexBuilder rexBuilder;
  private final Fallback fallback;
  private final Project project;
  private final PlanNode input;
  private final ExpressionTranslator translator;
  private final List<Expression> expressions = new ArrayList<>();
  private final List<OutputColumn> columns = new ArrayList<>();
  private final List<Sorting> sortings = new ArrayList<>();

  /** Functions over one order of rows. */
  private static final class Sorting {
    final List<Integer> partition;
    List<SortKey> order;
    final List<WindowCall> calls = new ArrayList<>();
    final List<OutputColumn> columns = new ArrayList<>();
    final List<RexOver> functions = new ArrayList<>();

    Sorting(List<Integer> partition, List<SortKey> order) {
      this.partition = partition;
      this.order = order;
    }
  }

  private WindowPlanner(RexBuilder rexBuilder, Fallback fallback, Project project, PlanNode input) {
    this.rexBuilder = rexBuilder;
    this.fallback = fallback;
    this.project = project;
    this.input = input;
    this.translator = new ExpressionTranslator(rexBuilder, input.columns(), fallback);
    for (int i = 0; i < input.columns().size(); i++) {
      OutputColumn column = input.columns().get(i);
      expressions.add(new Expression.Input(i, column.type(), column.nullable(), column.lane()));
      columns.add(column);
    }
  }

  /** What the projection is computed from, and where its window functions are found in it. */
  record Windows(PlanNode plan, List<RexNode> projects) {}

  /** The windows of a projection over its planned input, or null if one is not native. */
  static @Nullable Windows plan(
      RexBuilder rexBuilder, Fallback fallback, Project project, PlanNode input) {
    return new WindowPlanner(rexBuilder, fallback, project, input).plan();
  }

  private @Nullable Windows plan() {
    List<RexOver> functions = new ArrayList<>();
    for (RexNode node : project.getProjects()) {
      node.accept(
          new RexVisitorImpl<@Nullable Void>(true) {
            @Override
            public @Nullable Void visitOver(RexOver over) {
              if (!functions.contains(over)) {
                functions.add(over);
              }
              return null;
            }
          });
    }
    for (RexOver function : functions) {
      if (!add(function)) {
        return null;
      }
    }
    PlanNode plan =
        expressions.size() == input.columns().size()
            ? input
            : new PlanNode.Project(input, expressions, columns);
    Map<RexOver, Integer> places = new HashMap<>();
    for (Sorting sorting : sortings) {
      List<OutputColumn> output = new ArrayList<>(plan.columns());
      for (int i = 0; i < sorting.calls.size(); i++) {
        places.put(sorting.functions.get(i), output.size());
        output.add(sorting.columns.get(i));
      }
      plan = new PlanNode.Window(plan, sorting.partition, sorting.order, sorting.calls, output);
    }
    RexShuttle replacement =
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver over) {
            return new RexInputRef(
                java.util.Objects.requireNonNull(places.get(over)), over.getType());
          }
        };
    return new Windows(plan, replacement.apply(project.getProjects()));
  }

  private boolean add(RexOver over) {
    if (over.isDistinct()) {
      return false;
    }
    TreeSet<Integer> partition = new TreeSet<>();
    for (RexNode key : over.getWindow().partitionKeys) {
      partition.add(column(translator.translate(key)));
    }
    List<SortKey> order = new ArrayList<>();
    for (RexFieldCollation key : over.getWindow().orderKeys) {
      boolean descending = key.getDirection().isDescending();
      boolean nullsFirst =
          key.getNullDirection() == NullDirection.UNSPECIFIED
              ? descending
              : key.getNullDirection() == NullDirection.FIRST;
      order.add(new SortKey(column(translator.translate(key.left)), descending, nullsFirst));
    }
    WindowFrame frame = frame(over, order);
    String name = "$w" + columns.size() + "_" + sortings.size();
    WindowCall call = frame == null ? null : call(over, frame, order.size(), name);
    if (call == null) {
      return false;
    }
    Sorting sorting = sorting(List.copyOf(partition), order);
    sorting.calls.add(call);
    sorting.columns.add(output(call, over));
    sorting.functions.add(over);
    return true;
  }

  private OutputColumn output(WindowCall call, RexOver over) {
    return switch (call.function()) {
      case LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE -> {
        OutputColumn value = columns.get(call.arguments().get(0));
        yield new OutputColumn(call.name(), value.type(), true, value.lane());
      }
      default -> OutputColumn.of(call.name(), call.type(), over.getType().isNullable());
    };
  }

  private Sorting sorting(List<Integer> partition, List<SortKey> order) {
    for (Sorting sorting : sortings) {
      int shared = Math.min(order.size(), sorting.order.size());
      if (sorting.partition.equals(partition)
          && sorting.order.subList(0, shared).equals(order.subList(0, shared))) {
        if (order.size() > shared) {
          sorting.order = order;
        }
        return sorting;
      }
    }
    Sorting sorting = new Sorting(partition, order);
    sortings.add(sorting);
    return sorting;
  }

  /** The column of an expression over the input, computed if it is no column already. */
  private int column(Expression expression) {
    int known = expressions.indexOf(expression);
    if (known >= 0) {
      return known;
    }
    expressions.add(expression);
    columns.add(
        OutputColumn.of("$a" + expressions.size(), expression.type(), expression.nullable()));
    return expressions.size() - 1;
  }

  private @Nullable WindowCall call(RexOver over, WindowFrame frame, int orderKeys, String name) {
    ColumnType type = TypeMapping.toStorage(over.getType());
    List<RexNode> operands = over.getOperands();
    WindowCall.Function function = function(over);
    List<Integer> arguments = new ArrayList<>();
    AggregateCall aggregate = null;
    switch (function) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST -> {}
      case NTILE -> arguments.add(whole(operands.get(0)));
      case FIRST_VALUE, LAST_VALUE -> arguments.add(value(operands.get(0), type, false));
      case NTH_VALUE -> {
        arguments.add(value(operands.get(0), type, false));
        arguments.add(whole(operands.get(1)));
      }
      case LAG, LEAD -> {
        boolean hasDefault = operands.size() > 2;
        arguments.add(value(operands.get(0), type, hasDefault));
        arguments.add(
            operands.size() > 1
                ? whole(operands.get(1))
                : column(new Expression.Literal(1L, ColumnType.INT64)));
        if (hasDefault) {
          arguments.add(column(translator.translate(operands.get(2), type)));
        }
      }
      case AGGREGATE -> {
        aggregate = aggregate(over, type, name);
        if (aggregate == null) {
          return null;
        }
      }
    }
    return new WindowCall(
        function, aggregate, arguments, over.ignoreNulls(), frame, orderKeys, type, name);
  }

  private int whole(RexNode node) {
    return column(translator.translate(node, ColumnType.INT64));
  }

  /**
   * A value in the function's type, in that type's own lane if another value may take its place.
   */
  private int value(RexNode node, ColumnType type, boolean inNaturalLane) {
    Expression value = translator.translate(node, type);
    boolean narrow =
        value instanceof Expression.Input column && column.lane() != type.naturalLane();
    return column(
        narrow && inNaturalLane
            ? new Expression.Call(Operator.CAST, List.of(value), type, value.nullable())
            : value);
  }

  private static WindowCall.Function function(RexOver over) {
    return switch (over.getAggOperator().getKind()) {
      case ROW_NUMBER -> WindowCall.Function.ROW_NUMBER;
      case RANK -> WindowCall.Function.RANK;
      case DENSE_RANK -> WindowCall.Function.DENSE_RANK;
      case PERCENT_RANK -> WindowCall.Function.PERCENT_RANK;
      case CUME_DIST -> WindowCall.Function.CUME_DIST;
      case NTILE -> WindowCall.Function.NTILE;
      case LAG -> WindowCall.Function.LAG;
      case LEAD -> WindowCall.Function.LEAD;
      case FIRST_VALUE -> WindowCall.Function.FIRST_VALUE;
      case LAST_VALUE -> WindowCall.Function.LAST_VALUE;
      case NTH_VALUE -> WindowCall.Function.NTH_VALUE;
      default -> WindowCall.Function.AGGREGATE;
    };
  }

  private @Nullable AggregateCall aggregate(RexOver over, ColumnType type, String name) {
    AggregateCall.Function function = AggregatePlanner.function(over.getAggOperator().getName());
    boolean counts = function == AggregateCall.Function.COUNT;
    if (function == null
        || over.ignoreNulls()
        || over.getOperands().size() > 1
        || (over.getOperands().isEmpty() && !counts)) {
      return null;
    }
    List<Integer> arguments = new ArrayList<>();
    for (RexNode operand : over.getOperands()) {
      int argument = column(translator.translate(operand));
      if (AggregatePlanner.isNumeric(function)
          && !AggregatePlanner.isNumber(columns.get(argument).type())) {
        return null;
      }
      arguments.add(argument);
    }
    return new AggregateCall(function, false, arguments, -1, type, name);
  }

  /** The frame, or null if a bound is a distance that the engine does not know. */
  private @Nullable WindowFrame frame(RexOver over, List<SortKey> order) {
    var window = over.getWindow();
    WindowFrame.Unit unit = window.isRows() ? WindowFrame.Unit.ROWS : WindowFrame.Unit.RANGE;
    WindowFrame.Exclusion exclusion =
        switch (window.getExclude()) {
          case EXCLUDE_NO_OTHER -> WindowFrame.Exclusion.NOTHING;
          case EXCLUDE_CURRENT_ROW -> WindowFrame.Exclusion.CURRENT_ROW;
          case EXCLUDE_GROUP -> WindowFrame.Exclusion.GROUP;
          case EXCLUDE_TIES -> WindowFrame.Exclusion.TIES;
        };
    WindowFrame.Bound start = bound(window.getLowerBound(), window.isRows(), order);
    WindowFrame.Bound end = bound(window.getUpperBound(), window.isRows(), order);
    return start == null || end == null ? null : new WindowFrame(unit, start, end, exclusion);
  }

  private WindowFrame.@Nullable Bound bound(
      org.apache.calcite.rex.RexWindowBound bound, boolean rows, List<SortKey> order) {
    RexNode offset = bound.getOffset();
    WindowFrame.BoundKind kind =
        bound.isCurrentRow()
            ? WindowFrame.BoundKind.CURRENT_ROW
            : bound.isPreceding()
                ? bound.isUnbounded()
                    ? WindowFrame.BoundKind.UNBOUNDED_PRECEDING
                    : WindowFrame.BoundKind.PRECEDING
                : bound.isUnbounded()
                    ? WindowFrame.BoundKind.UNBOUNDED_FOLLOWING
                    : WindowFrame.BoundKind.FOLLOWING;
    if (offset == null) {
      return new WindowFrame.Bound(kind, null);
    }
    ExpressionTranslator scalars = new ExpressionTranslator(rexBuilder, List.of(), fallback);
    if (rows) {
      return new WindowFrame.Bound(kind, scalars.translate(offset, ColumnType.INT64));
    }
    if (order.size() != 1) {
      return null;
    }
    ColumnType type = distanceType(columns.get(order.get(0).column()).type(), offset);
    return type == null ? null : new WindowFrame.Bound(kind, scalars.translate(offset, type));
  }

  /** The type of distances between keys of a type; null if there is none for this offset. */
  private static @Nullable ColumnType distanceType(ColumnType key, RexNode offset) {
    ColumnType given = TypeMapping.toStorage(offset.getType());
    if (key instanceof ColumnType.Date || key instanceof ColumnType.Timestamp) {
      return given instanceof ColumnType.Interval ? given : null;
    }
    if (key instanceof ColumnType.FloatingPoint) {
      return ColumnType.FLOAT64;
    }
    int scale = key instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    if (offset instanceof RexLiteral literal) {
      java.math.BigDecimal value =
          literal.isNull() ? null : literal.getValueAs(java.math.BigDecimal.class);
      if (value != null && value.stripTrailingZeros().scale() > scale) {
        return null;
      }
    }
    if (key instanceof ColumnType.Decimal decimal
        && decimal.precision() <= ColumnType.Decimal.MAX_LONG_PRECISION) {
      return new ColumnType.Decimal(ColumnType.MAX_DECIMAL_PRECISION, scale);
    }
    return key instanceof ColumnType.Int integer && (integer.signed() || integer.bits() < 64)
        ? ColumnType.INT64
        : null;
  }
}
