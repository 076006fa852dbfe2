package io.cairn.storage.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.internal.commit.TinyStore.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Crashes at every write and sync of a store, and proofs that a wrong protocol would be seen. */
class CrashTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);

  /** Different images that are looked at, by two threads. */
  private static final long STATES = Long.getLong("cairn.crashStates", 300_000);

  private static final int MOST_HISTORIES = 1_000;

  @Test
  void leavesACommittedStateAtEveryCrash() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<CrashExplorer<?>>> runs = new ArrayList<>();
      for (Work work : Work.values()) {
        runs.add(threads.submit(() -> explore(work)));
      }
      for (Future<CrashExplorer<?>> run : runs) {
        CrashExplorer<?> explorer = run.get();
        assertThat(explorer.violations()).as("seed " + SEED).isEmpty();
        assertThat(explorer.distinctStates()).isGreaterThanOrEqualTo(STATES / 3);
        assertThat(explorer.doubleCrashes()).isPositive();
        assertThat(explorer.kills()).isPositive();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static CrashExplorer<?> explore(Work work) {
    CrashExplorer<?> explorer = explorer(new TinyStore.Subject(Protocol.ALL, work));
    for (long i = 0; explorer.distinctStates() < STATES / 3; i++) {
      explorer.explore(SEED * 1_000_003 + i);
      if (!explorer.violations().isEmpty()) {
        break;
      }
    }
    return explorer;
  }

  private static CrashExplorer<?> explorer(TinyStore.Subject subject) {
    return new CrashExplorer<>(subject, 3, 25, 4);
  }

  /**
   * Without the watermark or the look ahead a crash alone does no harm: they tell damage from a
   * crash, see {@code DamageTest}.
   */
  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WATERMARK", "SCAN_AHEAD", "EPOCH_IN_RECORDS"})
  void wouldSeeThatAStepIsLeftOut(Protocol step) {
    expectAViolationWithout(step, Work.ALL);
  }

  @Test
  void wouldSeeThatRecordsLackTheirEpoch() {
    expectAViolationWithout(Protocol.EPOCH_IN_RECORDS, Work.EQUAL_RECORDS);
  }

  private static void expectAViolationWithout(Protocol step, Work work) {
    CrashExplorer<?> explorer = explorer(new TinyStore.Subject(Protocol.without(step), work));
    for (int i = 0; i < MOST_HISTORIES && explorer.violations().isEmpty(); i++) {
      explorer.explore(SEED * 1_000_003 + i);
    }
    assertThat(explorer.violations()).as(step + " left out, seed " + SEED).isNotEmpty();
  }
}
