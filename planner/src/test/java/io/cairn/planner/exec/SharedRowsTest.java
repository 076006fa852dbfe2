package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.type.ColumnType;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator that stands twice in a plan against two of them. */
class SharedRowsTest {
  private static final int ROWS = 30_000;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {256L << 20, 24L << 20})
  void areTheSameForEveryReader(long limit) {
    RandomTable table = new RandomTable(new Random(42), ROWS, 1000, true);
    List<@Nullable Object[]> expected = Plans.run(plan(table, false), 1);
    PlanNode plan = plan(table, true);
    PlanNode.Shared shared = (PlanNode.Shared) plan.inputs().get(0);
    ExecutablePlan executable = ExecutablePlan.of(plan);
    for (int execution = 0; execution < 2; execution++) {
      MemoryBudget memory = new MemoryBudget(limit);
      Profile profile = new Profile();
      try (Workers workers = new Workers(2)) {
        List<@Nullable Object[]> actual =
            Plans.rows(
                executable,
                new ExecutionContext(
                    MemorySource.builder().build().snapshot(),
                    new @Nullable Object[0],
                    new QueryControl(),
                    workers,
                    memory,
                    directory,
                    profile));
        assertThat(memory.usedBytes()).isZero();
        assertThat(profile.entry(shared.input()).rows()).isEqualTo(ROWS - 10);
        assertSame(actual, expected);
      }
    }
    assertThat(directory).isEmptyDirectory();
  }

  private static void assertSame(
      List<@Nullable Object[]> actual, List<@Nullable Object[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int r = 0; r < expected.size(); r++) {
      for (int c = 0; c < expected.get(r).length; c++) {
        assertThat(RowOracle.same(actual.get(r)[c], expected.get(r)[c]))
            .as("row %d, column %d", r, c)
            .isTrue();
      }
    }
  }

  /** The rows but ten, and again those of them that have a certain property. */
  private static PlanNode plan(RandomTable table, boolean isShared) {
    PlanNode rows =
        new PlanNode.Sort(
            Plans.scan(table.relation),
            List.of(new SortKey(RandomTable.PLAIN, false, false)),
            null,
            Plans.literal((long) ROWS - 10, ColumnType.INT64));
    PlanNode first = isShared ? new PlanNode.Shared(rows, 1) : rows;
    PlanNode second = isShared ? new PlanNode.Shared(rows, 1) : rows;
    PlanNode some =
        new PlanNode.Filter(
            second,
            Plans.call(
                Operator.LESS,
                ColumnType.BOOLEAN,
                Plans.input(second, RandomTable.INT32),
                Plans.literal(100L, ColumnType.INT32)));
    return new PlanNode.UnionAll(List.of(first, some), rows.columns());
  }
}
