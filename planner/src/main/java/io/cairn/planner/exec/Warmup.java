package io.cairn.planner.exec;

import io.cairn.storage.Snapshot;
import io.cairn.storage.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the kernels that most queries need over made-up rows, so that the compiler has seen them
 * before the first query comes. Meant for a thread in the background.
 */
public final class Warmup {
  private static final long MEMORY_BYTES = 64 << 20;

  private Warmup() {}

  /**
   * Runs plans again and again.
   *
   * @param store of {@link WarmupStore}
   * @param isOver says when to stop; asked every few milliseconds
   */
  public static void run(Store store, BooleanSupplier isOver) {
    try (Workers workers = new Workers(1);
        Snapshot snapshot = store.snapshot()) {
      WarmupPlans all = new WarmupPlans(snapshot);
      List<ExecutablePlan> plans = new ArrayList<>();
      ExecutionContext context =
          new ExecutionContext(
              snapshot,
              new @Nullable Object[0],
              new QueryControl(),
              workers,
              new MemoryBudget(MEMORY_BYTES),
              null);
      while (!isOver.getAsBoolean()) {
        // One more at each turn: what is used most comes first.
        if (plans.size() < all.count()) {
          plans.add(ExecutablePlan.of(all.get(plans.size())));
        }
        for (ExecutablePlan plan : plans) {
          if (!drain(plan, context, isOver)) {
            return;
          }
        }
      }
    }
  }

  private static boolean drain(
      ExecutablePlan plan, ExecutionContext context, BooleanSupplier isOver) {
    try (BatchCursor cursor = plan.open(context)) {
      while (cursor.next() != null) {
        if (isOver.getAsBoolean()) {
          return false;
        }
      }
    }
    return !isOver.getAsBoolean();
  }
}
