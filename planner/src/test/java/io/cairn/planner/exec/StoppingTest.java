package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.JoinKey;
import io.cairn.planner.exec.plan.JoinKind;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.memory.MemoryColumn;
import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.PredicateUse;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancelling, closing early, running out of memory, failing in the middle. */
final class StoppingTest {
  private static final int ROWS = 400_000;
  private static final MemoryRelation RELATION =
      MemoryRelation.ofColumns(
              ROWS,
              List.of(
                  MemoryColumn.ints(
                      Column.of("a", ColumnType.INT32, false),
                      IntStream.range(0, ROWS).toArray(),
                      null)))
          .withSplitRows(10_000)
          .withPredicateUse(PredicateUse.IGNORE);

  /** Counts calls, and acts at one of them. */
  private static final class Probe implements Expression.RowFunction {
    private final AtomicLong calls;
    private final long actAt;
    private final Runnable action;

    Probe(AtomicLong calls, long actAt, Runnable action) {
      this.calls = calls;
      this.actAt = actAt;
      this.action = action;
    }

    @Override
    public @Nullable Object apply(@Nullable Object[] operands) {
      if (calls.incrementAndGet() == actAt) {
        action.run();
      }
      return operands[0];
    }

    @Override
    public Expression.RowFunction forWorker() {
      return this;
    }
  }

  private static PlanNode probed(AtomicLong calls, long actAt, Runnable action) {
    PlanNode scan = Plans.scan(RELATION);
    return Plans.project(
        scan,
        new Expression.External(
            "PROBE",
            new Probe(calls, actAt, action),
            List.of(Plans.input(scan, 0)),
            ColumnType.INT32,
            false));
  }

  private static PlanNode total(PlanNode input) {
    AggregateCall call =
        new AggregateCall(AggregateCall.Function.SUM, false, List.of(0), -1, ColumnType.INT64, "s");
    return new PlanNode.Aggregate(
        input, List.of(), List.of(call), List.of(OutputColumn.of("s", ColumnType.INT64, true)));
  }

  private static AggregateCall distinct(int column) {
    return new AggregateCall(
        AggregateCall.Function.COUNT, true, List.of(column), -1, ColumnType.INT64, "c");
  }

  private static PlanNode groups(PlanNode input) {
    return new PlanNode.Aggregate(input, List.of(0), List.of(), input.columns());
  }

  private static PlanNode sorted(PlanNode input) {
    return new PlanNode.Sort(input, List.of(new SortKey(0, true, false)), null, null);
  }

  private static PlanNode joined(
      JoinKind kind, PlanNode left, PlanNode right, @Nullable Expression condition) {
    List<JoinKey> keys = condition == null ? List.of(new JoinKey(0, 0, false)) : List.of();
    return new PlanNode.Join(
        left, right, kind, keys, condition, JoinOracleTest.columns(left, right, kind));
  }

  /** Every row of a large table against every other: no row comes out for a long time. */
  @ParameterizedTest
  @EnumSource(JoinKind.class)
  void cancellingEndsNestedLoops(JoinKind kind) {
    AtomicLong calls = new AtomicLong();
    QueryControl control = new QueryControl();
    PlanNode left = Plans.scan(RELATION);
    PlanNode right = Plans.scan(RELATION);
    Expression.Input a = Plans.input(left, 0);
    Expression.Input b = new Expression.Input(1, a.type(), a.nullable(), a.lane());
    Expression never =
        new Expression.External(
            "NEVER",
            new Expression.RowFunction() {
              @Override
              public @Nullable Object apply(@Nullable Object[] operands) {
                if (calls.incrementAndGet() == 10_000) {
                  control.cancel();
                }
                return operands[0] == null;
              }

              @Override
              public Expression.RowFunction forWorker() {
                return this;
              }
            },
            List.of(b),
            ColumnType.BOOLEAN,
            false);
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  Plans.rows(
                      ExecutablePlan.of(joined(kind, left, right, never)),
                      Plans.context(workers, control)))
          .isInstanceOf(QueryException.class)
          .satisfies(
              error -> assertThat(((QueryException) error).code()).isEqualTo(ErrorCode.CANCELLED));
    }
    assertThat(calls.get()).isLessThanOrEqualTo(10_000 + 4L * Batch.CAPACITY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void cancellingEndsEveryOperatorWithinBatches(int threads) {
    for (int shape = 0; shape < 7; shape++) {
      AtomicLong calls = new AtomicLong();
      QueryControl control = new QueryControl();
      PlanNode probed = probed(calls, 30_000, control::cancel);
      PlanNode plan =
          switch (shape) {
            case 0 -> probed;
            case 1 -> total(probed);
            case 2 -> groups(probed);
            case 3 -> joined(JoinKind.INNER, Plans.scan(RELATION), probed, null);
            case 4 -> joined(JoinKind.FULL, probed, Plans.scan(RELATION), null);
            case 5 -> total(joined(JoinKind.LEFT, probed, Plans.scan(RELATION), null));
            default -> sorted(probed);
          };
      try (Workers workers = new Workers(threads)) {
        assertThatThrownBy(
                () -> Plans.rows(ExecutablePlan.of(plan), Plans.context(workers, control)))
            .isInstanceOf(QueryException.class)
            .satisfies(
                error ->
                    assertThat(((QueryException) error).code()).isEqualTo(ErrorCode.CANCELLED));
      }
      assertThat(calls.get())
          .as("rows touched after the cancellation, shape %d", shape)
          .isLessThanOrEqualTo(30_000 + (long) threads * 2 * Batch.CAPACITY);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aFailureInOneSplitEndsTheQueryOnce(int threads) {
    AtomicLong calls = new AtomicLong();
    PlanNode plan =
        total(
            probed(
                calls,
                150_000,
                () -> {
                  throw new QueryException(ErrorCode.DIVISION_BY_ZERO, "row 150,000");
                }));
    MemoryBudget memory = new MemoryBudget(Plans.MEMORY);
    try (Workers workers = new Workers(threads)) {
      ExecutablePlan executable = ExecutablePlan.of(plan);
      assertThatThrownBy(
              () -> Plans.rows(executable, Plans.context(workers, new QueryControl(), memory)))
          .hasMessage("row 150,000");
      // The plan is good for the next execution.
      List<@Nullable Object[]> rows =
          Plans.rows(executable, Plans.context(workers, new QueryControl(), memory));
      assertThat(rows.get(0)[0]).isEqualTo((long) ROWS * (ROWS - 1) / 2);
    }
    assertThat(memory.usedBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void closingEarlyStopsTheHelpers(int threads) {
    AtomicLong calls = new AtomicLong();
    PlanNode plan = probed(calls, -1, () -> {});
    try (Workers workers = new Workers(threads)) {
      ExecutablePlan executable = ExecutablePlan.of(plan);
      for (int i = 0; i < 5; i++) {
        try (BatchCursor cursor = executable.open(Plans.context(workers, new QueryControl()))) {
          for (int batches = 0; batches < 3 + 10 * i; batches++) {
            assertThat(cursor.next()).isNotNull();
          }
        }
        long after = calls.get();
        assertThat(
                Plans.rows(
                    ExecutablePlan.of(Plans.scan(RELATION)),
                    Plans.context(workers, new QueryControl())))
            .hasSize(ROWS);
        assertThat(calls.get()).as("rows touched after closing").isEqualTo(after);
      }
    }
  }

  @Test
  void aLimitReadsNoMoreThanItNeeds() {
    AtomicLong calls = new AtomicLong();
    PlanNode plan =
        new PlanNode.Limit(probed(calls, -1, () -> {}), null, Plans.literal(10L, ColumnType.INT64));
    assertThat(Plans.run(plan, 4)).hasSize(10);
    assertThat(calls.get()).isLessThanOrEqualTo(Batch.CAPACITY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void passingTheMemoryLimitIsAnErrorThatGivesEverythingBack(int threads) {
    MemoryBudget memory = new MemoryBudget(2 << 20);
    // Values that calls without keys have seen stay in memory.
    PlanNode scan = Plans.scan(RELATION);
    PlanNode columns = Plans.project(scan, Plans.input(scan, 0), Plans.input(scan, 0));
    List<AggregateCall> calls = List.of(distinct(0), distinct(1));
    PlanNode plan =
        new PlanNode.Aggregate(
            columns,
            List.of(),
            calls,
            List.of(
                OutputColumn.of("x", ColumnType.INT64, false),
                OutputColumn.of("y", ColumnType.INT64, false)));
    try (Workers workers = new Workers(threads)) {
      assertThatThrownBy(
              () ->
                  Plans.rows(
                      ExecutablePlan.of(plan), Plans.context(workers, new QueryControl(), memory)))
          .isInstanceOf(QueryException.class)
          .satisfies(
              error ->
                  assertThat(((QueryException) error).code()).isEqualTo(ErrorCode.MEMORY_LIMIT));
      assertThat(memory.usedBytes()).isZero();
    }
  }

  @Test
  void aTimeLimitEndsTheQuery() {
    PlanNode endless =
        new PlanNode.Series(
            Plans.literal(0L, ColumnType.INT64),
            Plans.literal(Long.MAX_VALUE, ColumnType.INT64),
            Plans.literal(1L, ColumnType.INT64),
            List.of(OutputColumn.of("value", ColumnType.INT64, false)));
    PlanNode filter =
        new PlanNode.Filter(
            endless,
            Plans.call(
                Operator.LESS,
                ColumnType.BOOLEAN,
                Plans.input(endless, 0),
                Plans.literal(0L, ColumnType.INT64)));
    try (Workers workers = new Workers(1)) {
      assertThatThrownBy(
              () ->
                  Plans.rows(
                      ExecutablePlan.of(filter), Plans.context(workers, new QueryControl(30))))
          .hasMessageContaining("30 ms");
    }
  }

  @Test
  void rowsComeInOrderForAnyNumberOfThreads() {
    PlanNode scan = Plans.scan(RELATION);
    PlanNode plan =
        new PlanNode.Filter(
            scan,
            Plans.call(
                Operator.NOT_EQUAL,
                ColumnType.BOOLEAN,
                Plans.call(
                    Operator.MODULO,
                    ColumnType.INT32,
                    Plans.input(scan, 0),
                    Plans.literal(3L, ColumnType.INT32)),
                Plans.literal(0L, ColumnType.INT32)));
    for (int threads : new int[] {1, 2, 4}) {
      List<@Nullable Object[]> rows = Plans.run(plan, threads);
      assertThat(rows).hasSize(ROWS - (ROWS + 2) / 3);
      for (int i = 1; i < rows.size(); i++) {
        Long before = (Long) rows.get(i - 1)[0];
        Long row = (Long) rows.get(i)[0];
        if (before == null || row == null || before >= row) {
          throw new AssertionError("Row " + i + " is " + row + " after " + before);
        }
      }
    }
  }

  @Test
  void theSamePlanRunsOnManyThreadsAtOnce() throws InterruptedException {
    ExecutablePlan plan = ExecutablePlan.of(total(Plans.scan(RELATION)));
    AtomicLong right = new AtomicLong();
    try (Workers workers = new Workers(2)) {
      Thread[] threads = new Thread[6];
      for (int t = 0; t < threads.length; t++) {
        threads[t] =
            new Thread(
                () -> {
                  for (int i = 0; i < 10; i++) {
                    List<@Nullable Object[]> rows =
                        Plans.rows(plan, Plans.context(workers, new QueryControl()));
                    Object sum = rows.get(0)[0];
                    if (Long.valueOf((long) ROWS * (ROWS - 1) / 2).equals(sum)) {
                      right.incrementAndGet();
                    }
                  }
                });
        threads[t].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(right.get()).isEqualTo(60);
  }
}
