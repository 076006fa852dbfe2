package io.cairn.storage.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.Snapshot;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Flipped bits and cut files under a whole store: the same rows, or an error that names the place.
 * {@code -Dcairn.damageStep=1} flips every bit.
 */
class StoreDamageTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final long STEP = Long.getLong("cairn.damageStep", 16);
  private static final long MAX_BYTES = 128 << 10;
  private static final int THREADS = 2;
  private static final int PAGE_BYTES = 4096;
  private static final long HANG_NANOS = 2_000_000_000;

  private final AtomicInteger same = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  @Test
  void showsTheSameRowsOrNamesThePlaceAfterAFlippedBit()
      throws InterruptedException, ExecutionException {
    SimulatedStoreFile file = new SimulatedStoreFile();
    Committer store = RichStore.fill(file, SEED);
    Map<String, List<String>> content = content(store);
    flipBits(file.afterKill(), content);
    store.close();
    assertThat(refused.get()).isPositive();
    assertThat(same.get()).isPositive();
  }

  private void flipBits(SimulatedStoreFile file, Map<String, List<String>> content)
      throws InterruptedException, ExecutionException {
    assertThat(file.size()).isLessThanOrEqualTo(MAX_BYTES);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> parts = new ArrayList<>();
      long offset = Math.floorMod(SEED, STEP);
      for (int thread = 0; thread < THREADS; thread++) {
        long first = offset + thread * STEP;
        SimulatedStoreFile own = file.afterKill();
        parts.add(
            threads.submit(
                () -> {
                  for (long bit = first; bit < own.size() * 8; bit += STEP * THREADS) {
                    SimulatedStoreFile image = own.afterKill();
                    image.flipBit(bit);
                    check(image, content, "bit " + bit + ", seed " + SEED);
                  }
                }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void refusesAFileThatIsCut() {
    SimulatedStoreFile file = new SimulatedStoreFile();
    Committer store = RichStore.fill(file, SEED);
    Map<String, List<String>> content = content(store);
    store.close();
    long size = file.size();
    for (long cut = 1; cut < size; cut += cut % PAGE_BYTES == 1 ? PAGE_BYTES - 2 : 1) {
      if (cut % PAGE_BYTES > 1 && cut % PAGE_BYTES < PAGE_BYTES - 1) {
        continue;
      }
      SimulatedStoreFile image = file.afterKill();
      image.truncate(cut);
      check(image, content, "cut to " + cut + " bytes, seed " + SEED);
    }
    assertThat(same.get()).isZero();
    assertThat(refused.get()).isGreaterThan(20);
  }

  private void check(SimulatedStoreFile image, Map<String, List<String>> content, String damage) {
    long start = System.nanoTime();
    try {
      Committer store = StoreEngine.open(image, RichStore.COMMIT, RichStore.OPTIONS);
      assertThat(content(store).equals(content)).as(damage).isTrue();
      same.incrementAndGet();
    } catch (StorageException e) {
      assertThat(e.kind()).as(damage).isIn(Kind.CORRUPT, Kind.CANNOT_OPEN, Kind.UNSUPPORTED);
      assertThat(e.getMessage()).as(damage).contains(image.location());
      refused.incrementAndGet();
    }
    // A hang is what must not be; how fast it is, benchmarks tell.
    assertThat(System.nanoTime() - start).as(damage).isLessThan(HANG_NANOS);
  }

  private static Map<String, List<String>> content(Committer store) {
    try (Snapshot snapshot = store.snapshot()) {
      return StoreContent.of(snapshot);
    }
  }
}
