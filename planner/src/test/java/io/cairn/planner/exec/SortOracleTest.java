package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random orders and limits against a stable sort of a list. */
final class SortOracleTest {
  private static final int PLANS = 250;

  @Test
  void rowsComeInTheOrderOfAStableSort() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    for (int i = 0; i < PLANS; i++) {
      trySort(new Random(seed + i), seed + i);
    }
  }

  private static void trySort(Random random, long seed) {
    RandomTable table =
        new RandomTable(
            random, random.nextInt(12_000), 1 + random.nextInt(5000), random.nextBoolean());
    PlanNode scan = Plans.scan(table.relation);
    List<SortKey> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      keys.add(
          new SortKey(
              random.nextInt(RandomTable.SCHEMA.size()),
              random.nextBoolean(),
              random.nextBoolean()));
    }
    @Nullable Long offset = random.nextBoolean() ? (Long) (long) random.nextInt(3000) : null;
    @Nullable Long limit = random.nextBoolean() ? (Long) (long) random.nextInt(3000) : null;
    PlanNode plan =
        new PlanNode.Sort(
            scan,
            keys,
            offset == null ? null : Plans.literal(offset, ColumnType.INT64),
            limit == null ? null : Plans.literal(limit, ColumnType.INT64));
    List<@Nullable Object[]> sorted = new ArrayList<>(table.rows);
    sorted.sort(order(keys));
    int from = (int) Math.min(offset == null ? 0 : offset, sorted.size());
    int to = (int) Math.min(limit == null ? sorted.size() : from + limit, sorted.size());
    List<@Nullable Object[]> expected = sorted.subList(from, to);
    List<@Nullable Object[]> actual = Plans.run(plan, 1 + random.nextInt(3));
    assertThat(actual.stream().map(row -> row[RandomTable.PLAIN]).toList())
        .as("seed %d: %s, offset %s, limit %s", seed, keys, offset, limit)
        .isEqualTo(expected.stream().map(row -> row[RandomTable.PLAIN]).toList());
    for (int r = 0; r < expected.size(); r += 97) {
      for (int c = 0; c < RandomTable.SCHEMA.size(); c++) {
        assertThat(RowOracle.same(actual.get(r)[c], expected.get(r)[c]))
            .as("seed %d, row %d, column %d", seed, r, c)
            .isTrue();
      }
    }
  }

  private static Comparator<@Nullable Object[]> order(List<SortKey> keys) {
    return (a, b) -> {
      for (SortKey key : keys) {
        Object x = a[key.column()];
        Object y = b[key.column()];
        int result;
        if (x == null || y == null) {
          result = x == y ? 0 : (x == null) == key.nullsFirst() ? -1 : 1;
        } else {
          result = RowOracle.compare(x, y);
          result = key.descending() ? -result : result;
        }
        if (result != 0) {
          return result;
        }
      }
      return 0;
    };
  }
}
