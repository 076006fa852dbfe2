package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.plan.TableReference;
import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;
import io.cairn.storage.memory.MemoryColumn;
import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Dictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs the kernels that most queries need over made-up rows, so that the compiler has seen them
 * before the first query comes. Meant for a thread in the background.
 */
public final class Warmup {
  private static final int ROWS = 1 << 16;
  private static final long BUDGET_NANOS = 150_000_000;
  private static final long MEMORY_BYTES = 64 << 20;

  private final MemoryRelation relation;
  private final PlanNode.Scan scan;

  private Warmup() {
    relation = relation();
    scan = scan();
  }

  /** Returns after about 150 ms. */
  public static void run() {
    run(System.nanoTime() + BUDGET_NANOS);
  }

  private static void run(long deadline) {
    Warmup warmup = new Warmup();
    List<ExecutablePlan> plans = new ArrayList<>();
    for (PlanNode plan : warmup.plans()) {
      plans.add(ExecutablePlan.of(plan));
    }
    try (Workers workers = new Workers(1);
        Snapshot snapshot = MemorySource.builder().build().snapshot()) {
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
          if (System.nanoTime() - deadline >= 0) {
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
    conditions.add(
        truth(Operator.LIKE, text, new Expression.Literal("%3%", ColumnType.VARCHAR)));
    conditions.add(
        truth(
            Operator.AND,
            truth(
                Operator.OR,
                truth(Operator.LESS, i, few),
                truth(Operator.GREATER, d, half)),
            truth(Operator.GREATER, sum, half)));
    List<PlanNode> plans = new ArrayList<>();
    for (Expression condition : conditions) {
      plans.add(totals(new PlanNode.Filter(scan, condition), List.of()));
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

  private PlanNode.Scan scan() {
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
        Predicate.all(),
        List.of(),
        null,
        columns);
  }

  private static MemoryRelation relation() {
    int[] ints = new int[ROWS];
    double[] doubles = new double[ROWS];
    long[] longs = new long[ROWS];
    int[] codes = new int[ROWS];
    int[] nulls = new int[ROWS];
    List<String> texts = IntStream.range(0, 100).mapToObj(n -> "text " + n).toList();
    long state = 42;
    for (int r = 0; r < ROWS; r++) {
      // A linear congruential generator: branches in kernels must not look predictable.
      state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      ints[r] = (int) ((state >>> 40) % 1000);
      doubles[r] = (state >>> 11) * 0x1p-53;
      longs[r] = state >>> 48;
      codes[r] = (int) ((state >>> 33) % texts.size());
      nulls[r] = (state >>> 60) == 0 ? -1 : 0;
    }
    return MemoryRelation.ofColumns(
        ROWS,
        List.of(
            MemoryColumn.ints(Column.of("i", ColumnType.INT32, false), ints, null),
            MemoryColumn.doubles(Column.of("d", ColumnType.FLOAT64, true), doubles, nulls),
            MemoryColumn.longs(Column.of("l", ColumnType.INT64, false), longs, null),
            MemoryColumn.codes(
                Column.of("t", ColumnType.VARCHAR, false), codes, Dictionary.of(texts), null)));
  }
}
