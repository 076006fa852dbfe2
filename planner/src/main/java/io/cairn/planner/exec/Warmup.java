package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.plan.TableReference;
import io.cairn.storage.ColumnDefinition;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Store;
import io.cairn.storage.StoreOptions;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Runs the kernels that most queries need over made-up rows, so that the compiler has seen them
 * before the first query comes. Meant for a thread in the background.
 */
public final class Warmup {
  private static final int ROWS = 1 << 16;
  private static final long BUDGET_NANOS = 300_000_000;
  private static final long MEMORY_BYTES = 64 << 20;

  private static final ObjectPath TABLE = ObjectPath.parse("/warmup");

  private final Relation relation;
  private final PlanNode.Scan scan;

  private Warmup(Snapshot snapshot) {
    relation = Objects.requireNonNull(Objects.requireNonNull(snapshot.find(TABLE)).relation());
    scan = scan(Predicate.all());
  }

  /** Returns after about 300 ms. */
  public static void run() {
    run(() -> false);
  }

  /** Returns after about 300 ms, or soon after it is over. */
  public static void run(BooleanSupplier isOver) {
    run(System.nanoTime() + BUDGET_NANOS, isOver);
  }

  private static void run(long deadline, BooleanSupplier isOver) {
    try (Store store = store();
        Workers workers = new Workers(1);
        Snapshot snapshot = store.snapshot()) {
      List<ExecutablePlan> plans = new ArrayList<>();
      for (PlanNode plan : new Warmup(snapshot).plans()) {
        plans.add(ExecutablePlan.of(plan));
      }
      ExecutionContext context =
          new ExecutionContext(
              snapshot,
              new Object[0],
              new QueryControl(),
              workers,
              new MemoryBudget(MEMORY_BYTES),
              null);
      while (System.nanoTime() - deadline < 0) {
        for (ExecutablePlan plan : plans) {
          drain(plan, context);
          if (isOver.getAsBoolean() || System.nanoTime() - deadline >= 0) {
            return;
          }
        }
      }
    }
  }

  private static void drain(ExecutablePlan plan, ExecutionContext context) {
    try (BatchCursor cursor = plan.open(context)) {
      while (cursor.next() != null) {
        context.control().check();
      }
    }
  }

  private List<PlanNode> plans() {
    Expression i = input(0);
    Expression d = input(1);
    Expression l = input(2);
    Expression text = input(3);
    Expression half = new Expression.Literal(0.5, ColumnType.FLOAT64);
    Expression few = new Expression.Literal(500L, ColumnType.INT32);
    Expression many = new Expression.Literal(30_000L, ColumnType.INT64);
    Expression real = call(Operator.CAST, ColumnType.FLOAT64, i);
    Expression sum =
        call(
            Operator.ADD,
            ColumnType.FLOAT64,
            call(Operator.MULTIPLY, ColumnType.FLOAT64, real, d),
            call(Operator.ADD, ColumnType.FLOAT64, d, half));
    List<Expression> conditions = new ArrayList<>();
    for (Operator operator :
        List.of(Operator.LESS, Operator.GREATER, Operator.EQUAL, Operator.GREATER_OR_EQUAL)) {
      conditions.add(truth(operator, i, few));
      conditions.add(truth(operator, l, many));
      conditions.add(truth(operator, d, half));
    }
    conditions.add(truth(Operator.LESS, d, sum));
    conditions.add(truth(Operator.LIKE, text, new Expression.Literal("%3%", ColumnType.VARCHAR)));
    conditions.add(
        truth(
            Operator.AND,
            truth(Operator.OR, truth(Operator.LESS, i, few), truth(Operator.GREATER, d, half)),
            truth(Operator.GREATER, sum, half)));
    List<PlanNode> plans = new ArrayList<>();
    for (Expression condition : conditions) {
      plans.add(totals(new PlanNode.Filter(scan, condition), List.of()));
    }
    for (Predicate condition : pushed()) {
      plans.add(totals(scan(condition), List.of()));
    }
    plans.add(totals(scan, List.of()));
    plans.add(totals(scan, List.of(3)));
    plans.add(totals(scan, List.of(0)));
    plans.add(
        new PlanNode.Sort(
            scan,
            List.of(new SortKey(1, true, true)),
            null,
            new Expression.Literal(10L, ColumnType.INT64)));
    plans.add(
        new PlanNode.Sort(
            new PlanNode.Filter(scan, truth(Operator.LESS, i, few)),
            List.of(new SortKey(1, false, false)),
            null,
            null));
    plans.add(
        new PlanNode.Project(
            new PlanNode.Filter(scan, truth(Operator.GREATER, i, few)),
            List.of(sum, call(Operator.ADD, ColumnType.INT32, i, few), text),
            List.of(
                OutputColumn.of("a", ColumnType.FLOAT64, false),
                OutputColumn.of("b", ColumnType.INT32, false),
                OutputColumn.of("c", ColumnType.VARCHAR, false))));
    return plans;
  }

  /** Conditions that scans apply to encoded values. */
  private static List<Predicate> pushed() {
    Predicate real = new Predicate.Comparison(1, Predicate.Operator.LESS, new Constant.Real(0.5));
    Predicate narrow =
        new Predicate.Comparison(1, Predicate.Operator.GREATER, new Constant.Real(0.999));
    Predicate whole =
        new Predicate.Comparison(2, Predicate.Operator.GREATER, new Constant.Whole(30_000));
    Predicate small =
        new Predicate.Comparison(0, Predicate.Operator.LESS_OR_EQUAL, new Constant.Whole(500));
    Predicate text =
        new Predicate.Comparison(
            3,
            Predicate.Operator.EQUAL,
            new Constant.Text("text 7".getBytes(StandardCharsets.UTF_8)));
    return List.of(
        real,
        narrow,
        whole,
        text,
        Predicate.and(List.of(small, real)),
        new Predicate.Or(List.of(whole, text)));
  }

  private PlanNode totals(PlanNode input, List<Integer> keys) {
    List<AggregateCall> calls = new ArrayList<>();
    List<OutputColumn> columns = new ArrayList<>();
    keys.forEach(key -> columns.add(input.columns().get(key)));
    add(calls, columns, AggregateCall.Function.COUNT, List.of(), ColumnType.INT64);
    add(calls, columns, AggregateCall.Function.SUM, List.of(0), ColumnType.INT64);
    add(calls, columns, AggregateCall.Function.SUM, List.of(1), ColumnType.FLOAT64);
    add(calls, columns, AggregateCall.Function.MAX, List.of(1), ColumnType.FLOAT64);
    return new PlanNode.Aggregate(input, keys, calls, columns);
  }

  private static void add(
      List<AggregateCall> calls,
      List<OutputColumn> columns,
      AggregateCall.Function function,
      List<Integer> arguments,
      ColumnType type) {
    calls.add(new AggregateCall(function, false, arguments, -1, type, "x"));
    columns.add(OutputColumn.of("x", type, true));
  }

  private Expression input(int column) {
    OutputColumn output = scan.columns().get(column);
    return new Expression.Input(column, output.type(), output.nullable(), output.lane());
  }

  private static Expression call(Operator operator, ColumnType type, Expression... operands) {
    return new Expression.Call(operator, List.of(operands), type, false);
  }

  private static Expression truth(Operator operator, Expression... operands) {
    return call(operator, ColumnType.BOOLEAN, operands);
  }

  private PlanNode.Scan scan(Predicate pushed) {
    TableReference table =
        new TableReference() {
          @Override
          public String name() {
            return "warmup";
          }

          @Override
          public Relation relation(Snapshot snapshot) {
            return relation;
          }
        };
    List<OutputColumn> columns =
        relation.schema().columns().stream()
            .map(
                column ->
                    new OutputColumn(
                        column.name(), column.type(), column.nullable(), column.lane()))
            .toList();
    return new PlanNode.Scan(
        table,
        IntStream.range(0, columns.size()).boxed().toList(),
        pushed,
        List.of(),
        null,
        columns);
  }

  /** Rows in a store of their own, so that the loops over encoded values run too. */
  private static Store store() {
    Store store = Store.memory(StoreOptions.defaults().withThreads(1).withCacheBytes(MEMORY_BYTES));
    ColumnBuilder ints = new ColumnBuilder(Lane.INT);
    ColumnBuilder doubles = new ColumnBuilder(Lane.DOUBLE);
    ColumnBuilder longs = new ColumnBuilder(Lane.LONG);
    ColumnBuilder texts = new ColumnBuilder(Lane.TEXT);
    long state = 42;
    for (int r = 0; r < ROWS; r++) {
      // A linear congruential generator: branches in kernels must not look predictable.
      state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      ints.appendInt((int) ((state >>> 40) % 1000));
      if (state >>> 60 == 0) {
        doubles.appendNull();
      } else {
        doubles.appendDouble((state >>> 11) * 0x1p-53);
      }
      longs.appendLong(state >>> 48);
      texts.appendText("text " + (state >>> 33) % 100);
    }
    try (Transaction transaction = store.begin()) {
      transaction.createTable(
          TABLE,
          new TableDefinition(
              List.of(
                  ColumnDefinition.of("i", ColumnType.INT32, false),
                  ColumnDefinition.of("d", ColumnType.FLOAT64, true),
                  ColumnDefinition.of("l", ColumnType.INT64, false),
                  ColumnDefinition.of("t", ColumnType.VARCHAR, false)),
              List.of()));
      transaction.append(TABLE).append(List.of(ints, doubles, longs, texts));
      transaction.commit();
    }
    store.checkpoint();
    return store;
  }
}
