package io.cairn.storage.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.commit.TinyStore.Work;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import io.cairn.storage.internal.io.SimulatedStoreFile.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of a workload fails once, or from some call on. */
class FaultTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final int STEPS = 30;
  private static final TinyStore.Subject SUBJECT = new TinyStore.Subject(Protocol.ALL, Work.ALL);

  @ParameterizedTest
  @EnumSource(Fault.class)
  void keepsWhatWasCommittedWhenOneCallFails(Fault fault) {
    failEachCall(fault, false);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void keepsWhatWasCommittedWhenAllLaterCallsFail(Fault fault) {
    failEachCall(fault, true);
  }

  private static void failEachCall(Fault fault, boolean sticky) {
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
    TinyStore store = SUBJECT.create(file);
    CrashHistory<Map<Integer, Integer>> history = new CrashHistory<>(store.state());
    SplittableRandom random = new SplittableRandom(SEED);
    file.failAt(call, fault, sticky);
    for (int i = 0; i < STEPS; i++) {
      try {
        store.step(random, history);
        assertThat(store.state()).as(what).isEqualTo(history.newest());
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
    for (int i = 0; i < 4; i++) {
      expectACommittedState(file.afterPowerLoss(random), history, what);
    }
    try {
      store.close();
    } catch (StorageException e) {
      assertThat(e.kind()).as(what).isEqualTo(Kind.IO);
    }
    expectACommittedState(file, history, what);
    return reached;
  }

  private static void expectACommittedState(
      SimulatedStoreFile image, CrashHistory<Map<Integer, Integer>> history, String what) {
    TinyStore store = SUBJECT.open(image);
    Map<Integer, Integer> state = store.state();
    assertThat(history.find(state)).as(what).isNotNegative();
    CrashHistory<Map<Integer, Integer>> next = new CrashHistory<>(state);
    store.step(new SplittableRandom(SEED), next);
    assertThat(store.state()).as(what).isEqualTo(next.newest());
  }

  @Test
  void saysThatADeviceFailedWhileAStoreIsOpened() {
    SimulatedStoreFile file = new SimulatedStoreFile();
    TinyStore store = SUBJECT.create(file);
    CrashHistory<Map<Integer, Integer>> history = new CrashHistory<>(store.state());
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < STEPS; i++) {
      store.step(random, history);
    }
    long call = 0;
    for (boolean failed = true; failed; call++) {
      SimulatedStoreFile image = file.afterKill();
      image.failAt(call, Fault.IO_ERROR, false);
      try {
        assertThat(SUBJECT.open(image).state()).isEqualTo(history.newest());
      } catch (StorageException e) {
        assertThat(e.kind()).isEqualTo(Kind.IO);
      }
      failed = image.hasFailed();
      image.heal();
      assertThat(SUBJECT.open(image).state()).isEqualTo(history.newest());
    }
    assertThat(call).isGreaterThan(3);
  }

  private static final CheckpointWriter EMPTY_ROOT =
      out -> out.writeExtent(ExtentKind.ROOT, 0, new byte[0], 0, 0);

  @Test
  void commitsSmallChangesOnAFullDevice() {
    SimulatedStoreFile file = new SimulatedStoreFile();
    DurableFile durable =
        DurableFile.create(file, TinyStore.OPTIONS, EMPTY_ROOT, new UUID(1, 2), Protocol.ALL);
    file.limitSize(400_000);
    List<Ref> written = new ArrayList<>();
    byte[] bytes = new byte[30_000];
    assertThatThrownBy(
            () -> {
              while (true) {
                written.add(durable.writeExtent(ExtentKind.ROW_GROUP, 1, bytes, 0, bytes.length));
              }
            })
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FULL));
    assertThat(written).hasSizeGreaterThan(5);
    written.forEach(durable::discard);
    durable.awaitDurable(durable.append(1, new byte[] {1}, List.of(), List.of()));
    Ref again = durable.writeExtent(ExtentKind.ROW_GROUP, 1, bytes, 0, bytes.length);
    durable.awaitDurable(durable.append(2, new byte[] {2}, List.of(again), List.of()));

    DurableFile reopened = DurableFile.open(file.afterPowerLoss(0), TinyStore.OPTIONS);
    assertThat(reopened.replay())
        .extracting(each -> each.payload()[0])
        .containsExactly((byte) 1, (byte) 2);
    assertThat(reopened.readExtent(again, "rows")).isEqualTo(bytes);
  }

  @Test
  void refusesEverythingAfterASyncFailed() {
    SimulatedStoreFile file = new SimulatedStoreFile();
    DurableFile durable =
        DurableFile.create(file, TinyStore.OPTIONS, EMPTY_ROOT, new UUID(1, 2), Protocol.ALL);
    long lsn = durable.append(1, new byte[] {1}, List.of(), List.of());
    file.failAt(0, Fault.IO_ERROR, false);
    assertThatThrownBy(() -> durable.awaitDurable(lsn)).isInstanceOf(StorageException.class);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> durable.awaitDurable(lsn))
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.IO))
          .hasMessageContaining("Close the store and open it again");
    }
    assertThatThrownBy(() -> durable.append(2, new byte[0], List.of(), List.of()))
        .hasMessageContaining("since a write failed");
    assertThatThrownBy(() -> durable.checkpoint(1, EMPTY_ROOT))
        .hasMessageContaining("since a write failed");
    assertThatThrownBy(() -> durable.readExtent(durable.root(), "the root"))
        .hasMessageContaining("since a write failed");
  }
}
