package io.cairn.storage.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.internal.commit.CrashExplorer;
import org.junit.jupiter.api.Test;

/**
 * Crashes at every write and sync of a whole store, with definitions, bulk rows and checkpoints.
 */
class StoreCrashTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);

  /** Different images that are looked at. */
  private static final long STATES = Long.getLong("cairn.storeCrashStates", 30_000);

  @Test
  void leavesACommittedStateAtEveryCrash() {
    CrashExplorer<?> explorer = new CrashExplorer<>(new TableStore.Subject(), 3, 12, 3);
    for (long i = 0; explorer.distinctStates() < STATES; i++) {
      explorer.explore(SEED * 1_000_003 + i);
      assertThat(explorer.violations()).as("seed %s, history %s", SEED, i).isEmpty();
    }
    assertThat(explorer.doubleCrashes()).isPositive();
  }
}
