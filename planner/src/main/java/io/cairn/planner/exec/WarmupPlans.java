package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.JoinKey;
import io.cairn.planner.exec.plan.JoinKind;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.plan.TableReference;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Plans over the tables of {@link WarmupStore}, put together by hand: those of the planner come
 * late, since it is slow itself at first.
 */
final class WarmupPlans {
  private static final int SOME_DAY = 9_000;
  private static final ColumnType YEAR = ColumnType.INT64;

  private final Snapshot snapshot;
  private final List<Supplier<PlanNode>> plans =
      List.of(
          this::totalsOfFewGroups,
          this::bestOfJoin,
          this::countOfSemiJoin,
          this::sumOfRanges,
          this::groupsOfLeftJoin,
          this::sharesByYear,
          this::largeGroups,
          this::distinctCount,
          this::codesOfTexts,
          () -> totals(scan("number", Predicate.all(), "n_int", "n_real", "n_text"), List.of(2)),
          this::numbersInRange,
          this::sums,
          this::sorted);

  WarmupPlans(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  int count() {
    return plans.size();
  }

  PlanNode get(int index) {
    return plans.get(index).get();
  }

  private PlanNode totalsOfFewGroups() {
    PlanNode items =
        scan(
            "item",
            days("item", "i_day", Predicate.Operator.LESS_OR_EQUAL),
            "i_quantity",
            "i_price",
            "i_discount",
            "i_flag",
            "i_status");
    Expression quantity = column(items, 0);
    Expression discounted = discounted(items, 1, 2);
    Expression more =
        call(
            Operator.ADD,
            new ColumnType.Decimal(16, 2),
            literal(new BigDecimal("1.00"), new ColumnType.Decimal(16, 2)),
            cast(new ColumnType.Decimal(16, 2), column(items, 2)));
    Expression taxed = call(Operator.MULTIPLY, new ColumnType.Decimal(38, 6), discounted, more);
    PlanNode rows =
        project(
            items,
            column(items, 3),
            column(items, 4),
            quantity,
            column(items, 1),
            discounted,
            taxed);
    PlanNode groups =
        new Grouped(rows, 0, 1).sum(2).sum(3).sum(4).sum(5).average(2).average(3).count().plan();
    return new PlanNode.Sort(groups, List.of(ascending(0), ascending(1)), null, null);
  }

  private PlanNode bestOfJoin() {
    PlanNode orders =
        join(
            JoinKind.INNER,
            scan(
                "orders",
                days("orders", "o_day", Predicate.Operator.LESS),
                "o_key",
                "o_customer",
                "o_day"),
            scan("customer", equal("customer", "c_segment", "segment 1"), "c_key"),
            1,
            0);
    PlanNode items =
        scan(
            "item",
            days("item", "i_day", Predicate.Operator.GREATER),
            "i_order",
            "i_price",
            "i_discount");
    PlanNode joined = join(JoinKind.INNER, items, orders, 0, 0);
    PlanNode rows = project(joined, column(joined, 0), column(joined, 5), discounted(joined, 1, 2));
    PlanNode groups = new Grouped(rows, 0, 1).sum(2).plan();
    return new PlanNode.Sort(
        groups,
        List.of(new SortKey(2, true, true), ascending(1)),
        null,
        literal(10L, ColumnType.INT64));
  }

  private PlanNode countOfSemiJoin() {
    PlanNode items = scan("item", Predicate.all(), "i_order", "i_day", "i_due");
    PlanNode late =
        new PlanNode.Filter(items, truth(Operator.LESS, column(items, 2), column(items, 1)));
    PlanNode orders =
        scan(
            "orders",
            days("orders", "o_day", Predicate.Operator.GREATER_OR_EQUAL),
            "o_key",
            "o_priority");
    PlanNode joined = join(JoinKind.SEMI, orders, late, 0, 0);
    return new Grouped(joined, 1).count().plan();
  }

  private PlanNode sumOfRanges() {
    Predicate condition =
        Predicate.and(
            List.of(
                days("item", "i_day", Predicate.Operator.GREATER_OR_EQUAL),
                number("item", "i_discount", Predicate.Operator.GREATER_OR_EQUAL, 5),
                number("item", "i_discount", Predicate.Operator.LESS_OR_EQUAL, 7),
                number("item", "i_quantity", Predicate.Operator.LESS, 2_400)));
    PlanNode items = scan("item", condition, "i_price", "i_discount");
    PlanNode rows =
        project(
            items,
            call(
                Operator.MULTIPLY,
                new ColumnType.Decimal(30, 4),
                column(items, 0),
                column(items, 1)));
    return new Grouped(rows).sum(0).plan();
  }

  private PlanNode groupsOfLeftJoin() {
    PlanNode orders = scan("orders", Predicate.all(), "o_key", "o_customer", "o_comment");
    PlanNode usual =
        new PlanNode.Filter(
            orders,
            truth(
                Operator.NOT,
                truth(
                    Operator.LIKE,
                    column(orders, 2),
                    literal("%special%requests%", ColumnType.VARCHAR))));
    PlanNode joined = join(JoinKind.LEFT, scan("customer", Predicate.all(), "c_key"), usual, 0, 1);
    PlanNode counts = new Grouped(joined, 0).count(1).plan();
    PlanNode distribution = new Grouped(counts, 1).count().plan();
    return new PlanNode.Sort(
        distribution, List.of(new SortKey(1, true, true), ascending(0)), null, null);
  }

  private PlanNode sharesByYear() {
    PlanNode orders =
        join(
            JoinKind.INNER,
            scan("orders", Predicate.all(), "o_key", "o_customer", "o_day"),
            scan("customer", Predicate.all(), "c_key", "c_nation"),
            1,
            0);
    PlanNode items = scan("item", Predicate.all(), "i_order", "i_price", "i_discount", "i_flag");
    PlanNode joined = join(JoinKind.INNER, items, orders, 0, 0);
    Expression revenue = discounted(joined, 1, 2);
    Expression flagged =
        call(
            Operator.CASE,
            revenue.type(),
            truth(Operator.EQUAL, column(joined, 3), literal("A", ColumnType.VARCHAR)),
            revenue,
            literal(new BigDecimal("0.0000"), revenue.type()));
    PlanNode rows =
        project(
            joined,
            column(joined, 8),
            call(Operator.EXTRACT_YEAR, YEAR, column(joined, 6)),
            flagged,
            revenue);
    return new Grouped(rows, 0, 1).sum(2).sum(3).plan();
  }

  private PlanNode largeGroups() {
    PlanNode items = scan("item", Predicate.all(), "i_order", "i_quantity");
    PlanNode sums = new Grouped(items, 0).sum(1).plan();
    PlanNode large =
        new PlanNode.Filter(
            sums,
            truth(
                Operator.GREATER,
                column(sums, 1),
                literal(new BigDecimal("150.00"), sums.columns().get(1).type())));
    PlanNode orders =
        join(
            JoinKind.SEMI,
            scan("orders", Predicate.all(), "o_key", "o_customer", "o_day"),
            large,
            0,
            0);
    PlanNode named =
        join(JoinKind.INNER, orders, scan("customer", Predicate.all(), "c_key", "c_name"), 1, 0);
    PlanNode joined = join(JoinKind.INNER, items, named, 0, 0);
    return new PlanNode.Sort(
        new Grouped(joined, 6, 3, 2, 4).sum(1).plan(),
        List.of(new SortKey(4, true, true), ascending(3)),
        null,
        literal(100L, ColumnType.INT64));
  }

  private PlanNode distinctCount() {
    PlanNode joined =
        join(
            JoinKind.ANTI,
            scan("item", Predicate.all(), "i_part", "i_status", "i_line"),
            scan("customer", equal("customer", "c_segment", "segment 2"), "c_key"),
            0,
            0);
    return new Grouped(joined, 1, 2).distinctCount(0).plan();
  }

  private PlanNode codesOfTexts() {
    PlanNode customers = scan("customer", Predicate.all(), "c_phone", "c_balance");
    Expression code =
        call(
            Operator.SUBSTRING,
            ColumnType.VARCHAR,
            column(customers, 0),
            literal(1L, ColumnType.INT32),
            literal(2L, ColumnType.INT32));
    PlanNode chosen =
        new PlanNode.Filter(
            customers,
            truth(
                Operator.IN,
                code,
                literal("11", ColumnType.VARCHAR),
                literal("13", ColumnType.VARCHAR),
                literal("17", ColumnType.VARCHAR)));
    return new Grouped(project(chosen, code, column(chosen, 1)), 0).count().sum(1).plan();
  }

  private PlanNode numbersInRange() {
    Predicate real =
        new Predicate.Comparison(
            ordinal("number", "n_real"), Predicate.Operator.LESS, new Constant.Real(0.5));
    Predicate whole = number("number", "n_long", Predicate.Operator.GREATER, 30_000);
    Predicate condition =
        new Predicate.Or(
            List.of(Predicate.and(List.of(whole, real)), equal("number", "n_text", "text 7")));
    return totals(scan("number", condition, "n_int", "n_real", "n_text"), List.of());
  }

  private PlanNode sums() {
    PlanNode numbers = scan("number", Predicate.all(), "n_int", "n_real", "n_text");
    Expression half = literal(0.5, ColumnType.FLOAT64);
    Expression sum =
        call(
            Operator.ADD,
            ColumnType.FLOAT64,
            call(
                Operator.MULTIPLY,
                ColumnType.FLOAT64,
                cast(ColumnType.FLOAT64, column(numbers, 0)),
                column(numbers, 1)),
            call(Operator.ADD, ColumnType.FLOAT64, column(numbers, 1), half));
    PlanNode chosen =
        new PlanNode.Filter(
            numbers,
            truth(
                Operator.AND,
                truth(
                    Operator.OR,
                    truth(Operator.LESS, column(numbers, 0), literal(500L, ColumnType.INT32)),
                    truth(Operator.GREATER, column(numbers, 1), half)),
                truth(Operator.GREATER, sum, half)));
    return project(
        chosen,
        sum,
        call(Operator.ADD, ColumnType.INT32, column(numbers, 0), literal(500L, ColumnType.INT32)),
        column(numbers, 2));
  }

  private PlanNode sorted() {
    PlanNode numbers = scan("number", Predicate.all(), "n_int", "n_real", "n_text");
    return new PlanNode.Sort(numbers, List.of(new SortKey(1, false, false)), null, null);
  }

  private static PlanNode totals(PlanNode input, List<Integer> keys) {
    Grouped grouped = new Grouped(input, keys.stream().mapToInt(k -> k).toArray());
    return grouped.count().sum(0, ColumnType.INT64).sum(1, ColumnType.FLOAT64).max(1).plan();
  }

  /** Price times one less discount. */
  private static Expression discounted(PlanNode input, int price, int discount) {
    ColumnType.Decimal share = new ColumnType.Decimal(16, 2);
    return call(
        Operator.MULTIPLY,
        new ColumnType.Decimal(31, 4),
        column(input, price),
        call(
            Operator.SUBTRACT,
            share,
            literal(new BigDecimal("1.00"), share),
            cast(share, column(input, discount))));
  }

  private Relation relation(String table) {
    return Objects.requireNonNull(
        Objects.requireNonNull(snapshot.find(ObjectPath.parse("/" + table))).relation());
  }

  private int ordinal(String table, String column) {
    List<Column> columns = relation(table).schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new AssertionError(column);
  }

  private Predicate days(String table, String column, Predicate.Operator operator) {
    return number(table, column, operator, SOME_DAY);
  }

  private Predicate number(
      String table, String column, Predicate.Operator operator, long constant) {
    return new Predicate.Comparison(ordinal(table, column), operator, new Constant.Whole(constant));
  }

  private Predicate equal(String table, String column, String text) {
    return new Predicate.Comparison(
        ordinal(table, column),
        Predicate.Operator.EQUAL,
        new Constant.Text(text.getBytes(StandardCharsets.UTF_8)));
  }

  private PlanNode scan(String table, Predicate pushed, String... names) {
    Relation relation = relation(table);
    TableReference reference =
        new TableReference() {
          @Override
          public String name() {
            return table;
          }

          @Override
          public Relation relation(Snapshot current) {
            return relation;
          }
        };
    List<Integer> ordinals = new ArrayList<>();
    List<OutputColumn> columns = new ArrayList<>();
    for (String name : names) {
      int ordinal = ordinal(table, name);
      Column column = relation.schema().columns().get(ordinal);
      ordinals.add(ordinal);
      columns.add(new OutputColumn(column.name(), column.type(), column.nullable(), column.lane()));
    }
    return new PlanNode.Scan(reference, ordinals, pushed, List.of(), null, columns);
  }

  private static PlanNode join(
      JoinKind kind, PlanNode left, PlanNode right, int leftKey, int rightKey) {
    List<OutputColumn> columns = new ArrayList<>(left.columns());
    if (kind.deliversRight()) {
      for (OutputColumn column : right.columns()) {
        columns.add(
            new OutputColumn(
                column.name(),
                column.type(),
                column.nullable() || kind.keepsLeft(),
                column.lane()));
      }
    }
    return new PlanNode.Join(
        left, right, kind, List.of(new JoinKey(leftKey, rightKey, false)), null, columns);
  }

  private static PlanNode project(PlanNode input, Expression... expressions) {
    List<OutputColumn> columns = new ArrayList<>();
    for (Expression expression : expressions) {
      columns.add(
          expression instanceof Expression.Input column
              ? input.columns().get(column.column())
              : OutputColumn.of("x", expression.type(), expression.nullable()));
    }
    return new PlanNode.Project(input, List.of(expressions), columns);
  }

  private static Expression column(PlanNode input, int column) {
    OutputColumn output = input.columns().get(column);
    return new Expression.Input(column, output.type(), output.nullable(), output.lane());
  }

  private static Expression literal(Object value, ColumnType type) {
    return new Expression.Literal(value, type);
  }

  private static Expression cast(ColumnType type, Expression operand) {
    return call(Operator.CAST, type, operand);
  }

  private static Expression call(Operator operator, ColumnType type, Expression... operands) {
    boolean nullable = false;
    for (Expression operand : operands) {
      nullable |= operand.nullable();
    }
    return new Expression.Call(operator, List.of(operands), type, nullable);
  }

  private static Expression truth(Operator operator, Expression... operands) {
    return call(operator, ColumnType.BOOLEAN, operands);
  }

  private static SortKey ascending(int column) {
    return new SortKey(column, false, false);
  }

  /** An aggregation while its calls are added. */
  private static final class Grouped {
    private final PlanNode input;
    private final List<Integer> keys = new ArrayList<>();
    private final List<AggregateCall> calls = new ArrayList<>();
    private final List<OutputColumn> columns = new ArrayList<>();

    Grouped(PlanNode input, int... keys) {
      this.input = input;
      for (int key : keys) {
        this.keys.add(key);
        columns.add(input.columns().get(key));
      }
    }

    Grouped count(int... argument) {
      return add(AggregateCall.Function.COUNT, false, ColumnType.INT64, argument);
    }

    Grouped distinctCount(int argument) {
      return add(AggregateCall.Function.COUNT, true, ColumnType.INT64, argument);
    }

    Grouped sum(int argument) {
      return sum(argument, new ColumnType.Decimal(38, scale(argument)));
    }

    Grouped sum(int argument, ColumnType type) {
      return add(AggregateCall.Function.SUM, false, type, argument);
    }

    Grouped max(int argument) {
      return add(AggregateCall.Function.MAX, false, input.columns().get(argument).type(), argument);
    }

    Grouped average(int argument) {
      return add(AggregateCall.Function.AVG, false, new ColumnType.Decimal(38, 6), argument);
    }

    private int scale(int argument) {
      return ((ColumnType.Decimal) input.columns().get(argument).type()).scale();
    }

    private Grouped add(
        AggregateCall.Function function, boolean distinct, ColumnType type, int... arguments) {
      List<Integer> list = new ArrayList<>();
      for (int argument : arguments) {
        list.add(argument);
      }
      calls.add(new AggregateCall(function, distinct, list, -1, type, "x"));
      columns.add(OutputColumn.of("x", type, function != AggregateCall.Function.COUNT));
      return this;
    }

    PlanNode plan() {
      return new PlanNode.Aggregate(input, keys, calls, columns);
    }
  }
}
