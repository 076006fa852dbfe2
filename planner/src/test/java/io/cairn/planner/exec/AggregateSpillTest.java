package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.aggregate.GroupingLimits;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.AggregateCall.Function;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemoryRelationBuilder;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More groups than the memory limit holds. */
final class AggregateSpillTest {
  private static final int ROWS = 120_000;
  private static final long LITTLE_MEMORY = 5 << 20;

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Column.of("k", ColumnType.INT64, true),
              Column.of("t", ColumnType.VARCHAR, true),
              Column.of("d", ColumnType.FLOAT64, true),
              Column.of("v", ColumnType.INT32, false)));

  @AfterEach
  void resetLimits() {
    AggregateStep.limits = GroupingLimits.DEFAULT;
  }

  @Test
  void groupsBeyondTheMemoryLimitAreTheSame() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    List<GroupingLimits> limits =
        List.of(
            GroupingLimits.DEFAULT,
            new GroupingLimits(100, 1000, 1 << 14),
            new GroupingLimits(100, 1 << 16, 64));
    for (int i = 0; i < 6; i++) {
      AggregateStep.limits = limits.get(i % limits.size());
      Random random = new Random(seed + i);
      MemoryRelation relation = relation(random, i % 2 == 0, 2000 + random.nextInt(40_000));
      List<Integer> keys = i < 3 ? List.of(0) : List.of(1, 0);
      PlanNode plan = plan(Plans.scan(relation), keys, i % 3 == 1);
      List<String> expected = run(plan, 1, Plans.MEMORY);
      assertThat(expected.size()).isGreaterThan(ROWS / 3);
      for (int threads : new int[] {1, 2}) {
        assertThat(run(plan, threads, LITTLE_MEMORY))
            .as("seed %d, %d threads", seed + i, threads)
            .isEqualTo(expected);
      }
    }
  }

  /** Sums of its floats are exact in any order. */
  private static MemoryRelation relation(Random random, boolean ascending, int splitRows) {
    MemoryRelationBuilder builder = MemoryRelation.builder(SCHEMA);
    for (int i = 0; i < ROWS; i++) {
      long key = ascending ? 10L * i / 17 : random.nextInt(ROWS);
      @Nullable Object[] row = {
        !ascending && random.nextInt(1000) == 0 ? null : (Object) key,
        key % 100 == 0 ? null : "the text that belongs to " + key,
        random.nextInt(50) == 0 ? null : (Object) (random.nextInt(1 << 20) / 1024.0),
        (long) random.nextInt(50)
      };
      builder.row(row);
    }
    return builder.splitRows(splitRows).build();
  }

  private static PlanNode plan(PlanNode scan, List<Integer> keys, boolean distinct) {
    List<AggregateCall> calls =
        List.of(
            new AggregateCall(Function.SUM, false, List.of(2), -1, ColumnType.FLOAT64, "s"),
            new AggregateCall(Function.COUNT, distinct, List.of(3), -1, ColumnType.INT64, "c"),
            new AggregateCall(Function.MAX, false, List.of(1), -1, ColumnType.VARCHAR, "m"),
            new AggregateCall(Function.AVG, false, List.of(3), -1, ColumnType.FLOAT64, "a"),
            new AggregateCall(Function.ANY_VALUE, false, List.of(1), -1, ColumnType.VARCHAR, "x"));
    List<OutputColumn> columns = new ArrayList<>();
    for (int key : keys) {
      columns.add(scan.columns().get(key));
    }
    for (AggregateCall call : calls) {
      columns.add(OutputColumn.of(call.name(), call.type(), true));
    }
    return new PlanNode.Aggregate(scan, keys, calls, columns);
  }

  private static List<String> run(PlanNode plan, int threads, long memory) {
    MemoryBudget budget = new MemoryBudget(memory);
    List<String> rows = new ArrayList<>();
    try (Workers workers = new Workers(threads)) {
      ExecutablePlan executable = ExecutablePlan.of(plan);
      for (@Nullable Object[] row :
          Plans.rows(executable, Plans.context(workers, new QueryControl(), budget))) {
        rows.add(Arrays.toString(row));
      }
    }
    assertThat(budget.usedBytes()).isZero();
    rows.sort(null);
    return rows;
  }
}
