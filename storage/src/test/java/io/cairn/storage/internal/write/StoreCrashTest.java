package io.cairn.storage.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.internal.commit.CrashExplorer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Crashes at every write and sync of a whole store, with definitions, bulk rows and checkpoints.
 */
class StoreCrashTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);

  /** Different images that are looked at; {@code CrashTest} looks at as many of a tiny store. */
  private static final long STATES = Long.getLong("cairn.storeCrashStates", 120_000);

  private static final int HISTORIES = 300;
  private static final int THREADS = 2;

  @Test
  void leavesACommittedStateAtEveryCrash() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<CrashExplorer<?>>> parts = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        long first = thread;
        parts.add(threads.submit(() -> explore(first)));
      }
      for (Future<CrashExplorer<?>> part : parts) {
        CrashExplorer<?> explorer = part.get();
        assertThat(explorer.violations()).as("seed %s", SEED).isEmpty();
        assertThat(explorer.doubleCrashes()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static CrashExplorer<?> explore(long first) {
    CrashExplorer<?> explorer = new CrashExplorer<>(new TableStore.Subject(), 3, 12, 3);
    for (long i = first;
        (explorer.distinctStates() < STATES / THREADS || i < HISTORIES)
            && explorer.violations().isEmpty();
        i += THREADS) {
      explorer.explore(SEED * 1_000_003 + i);
    }
    return explorer;
  }
}
