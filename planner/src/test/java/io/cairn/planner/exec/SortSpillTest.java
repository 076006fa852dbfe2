package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.type.ColumnType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sorting beyond the memory limit against sorting within it. */
final class SortSpillTest {
  private static final int PLANS = 12;

  @TempDir Path directory;

  @Test
  void givesTheSameRowsInTheSameOrder() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    for (int i = 0; i < PLANS; i++) {
      trySort(new Random(seed + i), seed + i);
    }
  }

  private void trySort(Random random, long seed) {
    RandomTable table =
        new RandomTable(random, 20_000 + random.nextInt(30_000), 1 + random.nextInt(20_000), true);
    List<SortKey> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      keys.add(
          new SortKey(
              random.nextInt(RandomTable.SCHEMA.size()),
              random.nextBoolean(),
              random.nextBoolean()));
    }
    @Nullable Long offset = random.nextInt(3) == 0 ? (Long) (long) random.nextInt(30_000) : null;
    PlanNode plan =
        new PlanNode.Sort(
            Plans.scan(table.relation),
            keys,
            offset == null ? null : Plans.literal(offset, ColumnType.INT64),
            null);
    List<@Nullable Object[]> expected = Plans.run(plan, 1);
    for (int threads = 1; threads <= 2; threads++) {
      MemoryBudget memory = new MemoryBudget(random.nextInt(3 << 20));
      Profile profile = new Profile();
      try (Workers workers = new Workers(threads)) {
        List<@Nullable Object[]> actual =
            Plans.rows(
                ExecutablePlan.of(plan),
                new ExecutionContext(
                    MemorySource.builder().build().snapshot(),
                    new @Nullable Object[0],
                    new QueryControl(),
                    workers,
                    memory,
                    directory,
                    profile));
        assertThat(profile.entry(plan).spilledBytes()).isPositive();
        assertThat(memory.usedBytes()).isZero();
        assertSame(actual, expected, seed);
      }
    }
  }

  private static void assertSame(
      List<@Nullable Object[]> actual, List<@Nullable Object[]> expected, long seed) {
    assertThat(actual.stream().map(row -> row[RandomTable.PLAIN]).toList())
        .as("seed %d", seed)
        .isEqualTo(expected.stream().map(row -> row[RandomTable.PLAIN]).toList());
    for (int r = 0; r < expected.size(); r += 13) {
      for (int c = 0; c < RandomTable.SCHEMA.size(); c++) {
        assertThat(RowOracle.same(actual.get(r)[c], expected.get(r)[c]))
            .as("seed %d, row %d, column %d", seed, r, c)
            .isTrue();
      }
    }
  }
}
