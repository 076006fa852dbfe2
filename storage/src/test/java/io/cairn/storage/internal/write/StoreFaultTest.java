package io.cairn.storage.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.commit.CrashHistory;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import io.cairn.storage.internal.io.SimulatedStoreFile.Fault;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call of a workload of a whole store fails once, or from some call on. */
class StoreFaultTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final int STEPS = 25;
  private static final TableStore.Subject SUBJECT = new TableStore.Subject();

  @ParameterizedTest
  @CsvSource({
    "IO_ERROR, false",
    "IO_ERROR, true",
    "NO_ROOM, false",
    "NO_ROOM, true",
    "SHORT_WRITE, false",
    "SHORT_WRITE, true"
  })
  void keepsWhatWasCommittedWhenCallsFail(Fault fault, boolean sticky) {
    long call = 0;
    while (runWithFault(fault, sticky, call)) {
      call++;
    }
    assertThat(call).isGreaterThan(STEPS);
  }

  /** Returns whether the workload was long enough to reach the call. */
  private static boolean runWithFault(Fault fault, boolean sticky, long call) {
    String what = fault + " at call " + call + ", sticky " + sticky + ", seed " + SEED;
    SimulatedStoreFile file = new SimulatedStoreFile();
    TableStore store = SUBJECT.create(file);
    CrashHistory<Map<String, List<String>>> history = new CrashHistory<>(store.state());
    SplittableRandom random = new SplittableRandom(SEED);
    file.failAt(call, fault, sticky);
    for (int i = 0; i < STEPS; i++) {
      try {
        store.step(random, history);
      } catch (StorageException e) {
        assertThat(e.kind()).as(what).isIn(Kind.IO, Kind.FULL);
        if (sticky) {
          break;
        }
      }
      assertThat(store.complaint()).as(what).isEmpty();
    }
    boolean reached = file.hasFailed();
    file.heal();
    expectACommittedState(file.afterKill(), history, what);
    for (int i = 0; i < 3; i++) {
      expectACommittedState(file.afterPowerLoss(random), history, what);
    }
    return reached;
  }

  private static void expectACommittedState(
      SimulatedStoreFile image, CrashHistory<Map<String, List<String>>> history, String what) {
    TableStore store = SUBJECT.open(image);
    Map<String, List<String>> state = store.state();
    assertThat(history.find(state)).as(what).isNotNegative();
    CrashHistory<Map<String, List<String>>> next = new CrashHistory<>(state);
    store.step(new SplittableRandom(SEED), next);
    assertThat(store.state()).as(what).isEqualTo(next.newest());
  }
}
