package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.Snapshot;
import io.cairn.storage.Store;
import io.cairn.storage.vector.Batch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan that fails would end the warm-up without a word, one without rows would warm little. */
class WarmupPlansTest {
  static int[] plans() {
    try (Store store = WarmupStore.create();
        Snapshot snapshot = store.snapshot()) {
      return java.util.stream.IntStream.range(0, new WarmupPlans(snapshot).count()).toArray();
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void givesRows(int index) {
    try (Store store = WarmupStore.create();
        Workers workers = new Workers(1);
        Snapshot snapshot = store.snapshot()) {
      ExecutablePlan plan = ExecutablePlan.of(new WarmupPlans(snapshot).get(index));
      ExecutionContext context =
          new ExecutionContext(
              snapshot,
              new Object[0],
              new QueryControl(),
              workers,
              new MemoryBudget(64 << 20),
              null);
      long rows = 0;
      try (BatchCursor cursor = plan.open(context)) {
        for (Batch batch = cursor.next(); batch != null; batch = cursor.next()) {
          rows += batch.selectedCount();
        }
      }
      assertThat(rows).isPositive();
    }
  }
}
