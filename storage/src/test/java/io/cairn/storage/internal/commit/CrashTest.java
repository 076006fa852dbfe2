package io.cairn.storage.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Crashes at every write and sync of a store, and proofs that a wrong protocol would be seen. */
class CrashTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);

  @Test
  void leavesACommittedStateAtEveryCrash() {
    CrashExplorer<?> explorer =
        new CrashExplorer<>(new TinyStore.Subject(Protocol.ALL, TinyStore.Work.ALL), 3, 25, 4);
    long begin = System.nanoTime();
    for (long i = 0; i < Long.getLong("cairn.histories", 60); i++) {
      explorer.explore(SEED * 1_000_003 + i);
    }
    System.out.printf(
        "%d images, %d distinct, %d double, %d kills, %.1f s %s%n",
        explorer.images(), explorer.distinctStates(), explorer.doubleCrashes(), explorer.kills(),
        (System.nanoTime() - begin) / 1e9, explorer.violations());
    assertThat(explorer.violations()).isEmpty();
  }
}
