package io.cairn.storage.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.commit.TinyStore.Work;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.FreeMap;
import io.cairn.storage.internal.format.LogRecord;
import io.cairn.storage.internal.format.PageRun;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.format.StoreChecksum;
import io.cairn.storage.internal.format.Superblock;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ChannelStoreFile;
import io.cairn.storage.internal.io.HeapStoreFile;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import io.cairn.storage.internal.io.StoreFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final CommitOptions FULL = CommitOptions.of(Durability.FULL);

  @TempDir Path directory;

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static CheckpointWriter root(String text) {
    return out -> out.writeExtent(ExtentKind.ROOT, 0, text(text), 0, text(text).length);
  }

  private static Ref write(DurableFile file, int length) {
    return file.writeExtent(ExtentKind.ROW_GROUP, 7, new byte[length], 0, length);
  }

  /** Passes calls on to another file; tests override what they watch. */
  private static class Watched implements StoreFile {
    private final StoreFile file;

    Watched(StoreFile file) {
      this.file = file;
    }

    @Override
    public String location() {
      return file.location();
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) {
      file.read(position, target, offset, length);
    }

    @Override
    public void write(long position, byte[] source, int offset, int length) {
      file.write(position, source, offset, length);
    }

    @Override
    public void force() {
      file.force();
    }

    @Override
    public void truncate(long newSize) {
      file.truncate(newSize);
    }

    @Override
    public void close() {
      file.close();
    }
  }

  @Test
  void givesBackWhatWasCommittedBeforeACrash() {
    Path path = directory.resolve("a.cairn");
    DurableFile file = DurableFile.create(ChannelStoreFile.create(path), FULL, root("empty"));
    byte[] rows = new byte[100_000];
    Ref extent = file.writeExtent(ExtentKind.ROW_GROUP, 7, rows, 0, rows.length);
    long lsn = file.append(1, text("one"), List.of(extent), List.of());
    file.awaitDurable(lsn);
    assertThat(file.durableLsn()).isEqualTo(lsn);
    file.abandon();

    DurableFile again = DurableFile.open(ChannelStoreFile.open(path, false), FULL);
    assertThat(again.wasClean()).isFalse();
    assertThat(again.readExtent(again.root(), "the root")).isEqualTo(text("empty"));
    assertThat(again.replay())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.payload()).isEqualTo(text("one"));
              assertThat(each.allocated()).containsExactly(extent);
            });
    assertThat(again.readExtent(extent, "rows")).isEqualTo(rows);
    assertThat(again.hasRoomFor(3, 0, 0)).isFalse();
    again.checkpoint(1, root("one"));
    assertThat(again.hasRoomFor(3, 0, 0)).isTrue();
    again.append(2, text("two"), List.of(), List.of(extent));
    again.close(2, root("two"));

    DurableFile third = DurableFile.open(ChannelStoreFile.open(path, false), FULL);
    assertThat(third.wasClean()).isTrue();
    assertThat(third.replay()).isEmpty();
    assertThat(third.lastTxid()).isEqualTo(2);
    assertThat(third.readExtent(third.root(), "the root")).isEqualTo(text("two"));
    assertThat(third.hasRoomFor(3, 0, 0)).isTrue();
    third.abandon();
  }

  @Test
  void leavesACleanFileAsItIsWhenNothingIsWritten() throws IOException {
    Path path = directory.resolve("a.cairn");
    DurableFile.create(ChannelStoreFile.create(path), FULL, root("empty")).close(0, root("closed"));
    byte[] before = Files.readAllBytes(path);
    assertThat(before).hasSizeLessThan(300_000);
    DurableFile file = DurableFile.open(ChannelStoreFile.open(path, false), FULL);
    file.close(0, root("never written"));
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
  }

  @Test
  void writesNothingToAFileThatIsReadOnly() {
    SimulatedStoreFile disk = new SimulatedStoreFile();
    DurableFile made = DurableFile.create(disk, FULL, root("empty"));
    made.awaitDurable(made.append(1, text("one"), List.of(), List.of()));
    disk.flipBit(FileLayout.PAGE_BYTES * 8L * 2 + 800);
    StoreFile guarded =
        new Watched(disk) {
          @Override
          public void write(long position, byte[] source, int offset, int length) {
            throw new AssertionError("written");
          }

          @Override
          public void force() {
            throw new AssertionError("synced");
          }
        };
    DurableFile file = DurableFile.open(guarded, CommitOptions.forReading());
    assertThat(file.replay()).hasSize(1);
    assertThat(file.readExtent(file.root(), "the root")).isEqualTo(text("empty"));
    assertThatThrownBy(() -> write(file, 10))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.READ_ONLY));
    assertThatThrownBy(() -> file.append(2, text("two"), List.of(), List.of()))
        .hasMessageContaining("it was opened to be read only");
    assertThatThrownBy(() -> file.checkpoint(2, root("two")))
        .hasMessageContaining("it was opened to be read only");
    file.close(2, root("two"));
    assertThatThrownBy(() -> file.readExtent(file.root(), "the root"))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
  }

  @Test
  void namesTheExtentThatIsDamaged() {
    SimulatedStoreFile disk = new SimulatedStoreFile();
    DurableFile file = DurableFile.create(disk, FULL, root("empty"));
    Ref extent = write(file, 5_000);
    disk.flipBit((extent.offsetBytes() + 4_000) * 8);
    assertThatThrownBy(() -> file.readExtent(extent, "/sales, chunk 3"))
        .hasMessageStartingWith(
            "Cannot read /sales, chunk 3 at byte "
                + extent.offsetBytes()
                + " of simulated.cairn: checksum")
        .hasMessageContaining("expected " + String.format("%08x", extent.crc()));
    byte[] part = new byte[10];
    file.readExtent(extent, 4_990, part, 0, 10, "a chunk");
    assertThatThrownBy(() -> file.readExtent(extent, 4_991, part, 0, 10, "a chunk"))
        .hasMessageContaining("lie outside of its payload of 5000");
  }

  @Test
  void committersShareSyncsAndLoseNothing() throws InterruptedException {
    SimulatedStoreFile disk = new SimulatedStoreFile();
    Object diskLock = new Object();
    AtomicInteger syncs = new AtomicInteger();
    StoreFile shared =
        new Watched(disk) {
          @Override
          public void read(long position, byte[] target, int offset, int length) {
            synchronized (diskLock) {
              super.read(position, target, offset, length);
            }
          }

          @Override
          public void write(long position, byte[] source, int offset, int length) {
            synchronized (diskLock) {
              super.write(position, source, offset, length);
            }
          }

          @Override
          public void force() {
            synchronized (diskLock) {
              super.force();
            }
            syncs.incrementAndGet();
          }
        };
    DurableFile file = DurableFile.create(shared, FULL, root("empty"));
    int syncsBefore = syncs.get();
    int threads = 4;
    int commits = 300;
    Object commitLock = new Object();
    AtomicInteger txid = new AtomicInteger();
    List<Throwable> failures = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> running =
        IntStream.range(0, threads)
            .mapToObj(
                t ->
                    new Thread(
                        () -> {
                          try {
                            start.await();
                            for (int i = 0; i < commits; i++) {
                              Ref extent = write(file, 100);
                              long lsn;
                              synchronized (commitLock) {
                                if (!file.hasRoomFor(4, 1, 0)) {
                                  file.checkpoint(txid.get(), root("more"));
                                }
                                lsn =
                                    file.append(
                                        txid.incrementAndGet(),
                                        text("t" + t),
                                        List.of(extent),
                                        List.of());
                              }
                              file.awaitDurable(lsn);
                              if (file.durableLsn() < lsn) {
                                throw new AssertionError("acknowledged before it lasts");
                              }
                            }
                          } catch (InterruptedException | RuntimeException | AssertionError e) {
                            synchronized (failures) {
                              failures.add(e);
                            }
                          }
                        }))
            .toList();
    running.forEach(Thread::start);
    start.countDown();
    for (Thread each : running) {
      each.join();
    }
    assertThat(failures).isEmpty();
    assertThat(file.lastLsn()).isEqualTo((long) threads * commits);
    assertThat(syncs.get() - syncsBefore).isLessThanOrEqualTo(threads * commits + 100);
    DurableFile again = DurableFile.open(disk.afterPowerLoss(0), FULL);
    assertThat(again.lastLsn()).isEqualTo((long) threads * commits);
    assertThat(again.replay()).extracting(LogRecord::lsn).isSorted();
  }

  @Test
  void syncsInTheBackgroundWhereACommitNeedNotWait() throws InterruptedException {
    CountDownLatch synced = new CountDownLatch(3);
    StoreFile watched =
        new Watched(new HeapStoreFile("memory")) {
          @Override
          public void force() {
            super.force();
            synced.countDown();
          }
        };
    DurableFile file =
        DurableFile.create(watched, CommitOptions.of(Durability.NORMAL), root("empty"));
    assertThat(synced.getCount()).isEqualTo(1);
    file.awaitDurable(file.append(1, text("one"), List.of(), List.of()));
    synced.await();
    file.close(1, root("one"));
  }

  @Test
  void neverSyncsWithoutDurabilityUntilItIsClosed() {
    AtomicInteger syncs = new AtomicInteger();
    StoreFile watched =
        new Watched(new HeapStoreFile("memory")) {
          @Override
          public void force() {
            super.force();
            syncs.incrementAndGet();
          }
        };
    DurableFile file = DurableFile.create(watched, CommitOptions.of(Durability.OFF), root("empty"));
    Ref extent = write(file, 9 << 20);
    file.awaitDurable(file.append(1, text("one"), List.of(extent), List.of()));
    file.checkpoint(1, root("one"));
    assertThat(syncs).hasValue(0);
    file.close(1, root("one"));
    assertThat(syncs).hasValue(2);
  }

  @Test
  void syncsLargeExtentsBeforeTheirRecord() {
    AtomicInteger syncs = new AtomicInteger();
    StoreFile watched =
        new Watched(new SimulatedStoreFile()) {
          @Override
          public void force() {
            super.force();
            syncs.incrementAndGet();
          }
        };
    DurableFile file = DurableFile.create(watched, FULL, root("empty"));
    int before = syncs.get();
    file.append(1, text("small"), List.of(write(file, 7 << 20)), List.of());
    assertThat(syncs).hasValue(before);
    Ref first = write(file, 5 << 20);
    Ref second = write(file, 5 << 20);
    file.append(2, text("large"), List.of(first, second), List.of());
    assertThat(syncs).hasValue(before + 1);
    assertThat(file.durableLsn()).isEqualTo(1);
    file.awaitDurable(2);
    assertThat(syncs).hasValue(before + 2);
  }

  @Test
  void makesTheLogLargeEnoughAndSmallAgain() {
    SimulatedStoreFile disk = new SimulatedStoreFile();
    DurableFile file = DurableFile.create(disk, FULL, root("empty"));
    List<Long> sizes = new ArrayList<>();
    for (int payload : new int[] {1_000, 60_000, 60_000, 60_000, 900_000, 900_000}) {
      if (!file.hasRoomFor(payload, 0, 0)) {
        file.checkpoint(1, root("more"));
      }
      file.append(1, new byte[payload], List.of(), List.of());
      sizes.add(TinyStore.logOf(disk).bytes() >> 10);
    }
    assertThat(sizes).containsExactly(64L, 64L, 128L, 128L, 1024L, 2048L);
    assertThatThrownBy(() -> file.hasRoomFor(FileLayout.MAX_EXTENT_BYTES, 0, 0))
        .hasMessageContaining("Commit in smaller parts");
    file.close(1, root("closed"));
    assertThat(TinyStore.logOf(disk).bytes() >> 10).isEqualTo(64);
    assertThat(disk.size()).isLessThan(3 << 20);
  }

  @Test
  void refusesARecordBeforeTheCheckpointThatItNeeds() {
    DurableFile file = DurableFile.create(new SimulatedStoreFile(), FULL, root("empty"));
    assertThatThrownBy(() -> file.append(1, new byte[70_000], List.of(), List.of()))
        .isInstanceOf(IllegalStateException.class);
    Ref extent = write(file, 10);
    file.discard(extent);
    assertThatThrownBy(() -> file.append(1, new byte[1], List.of(extent), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was not written by an open transaction");
    assertThatThrownBy(() -> file.discard(extent)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void reusesPagesOfARolledBackTransactionAtOnce() {
    DurableFile file = DurableFile.create(new SimulatedStoreFile(), FULL, root("empty"));
    Ref first = write(file, 9_000);
    file.discard(first);
    assertThat(write(file, 9_000).page()).isEqualTo(first.page());
  }

  @Test
  void reusesFreedPagesAfterTheCheckpointAndThePins() {
    DurableFile file = DurableFile.create(new SimulatedStoreFile(), FULL, root("empty"));
    Ref extent = write(file, 9_000);
    file.append(1, text("one"), List.of(extent), List.of());
    Pin first = file.pin();
    Pin second = file.pin();
    file.append(2, text("two"), List.of(), List.of(extent));
    assertThat(write(file, 9_000).page()).isGreaterThan(extent.page());
    file.checkpoint(2, root("two"));
    Pin later = file.pin();
    assertThat(write(file, 9_000).page()).isGreaterThan(extent.page());
    first.close();
    first.close();
    assertThat(write(file, 9_000).page()).isGreaterThan(extent.page());
    second.close();
    assertThat(write(file, 9_000).page()).isLessThanOrEqualTo(extent.page());
    later.close();
  }

  @Test
  void keepsNoLogWhereNothingIsMeantToLast() {
    HeapStoreFile memory = new HeapStoreFile("memory");
    DurableFile file = DurableFile.create(memory, CommitOptions.of(Durability.NONE), root("empty"));
    Ref extent = write(file, 9_000);
    file.awaitDurable(file.append(1, new byte[1 << 20], List.of(extent), List.of()));
    Pin pin = file.pin();
    file.append(2, new byte[1 << 20], List.of(), List.of(extent));
    assertThat(write(file, 9_000).page()).isNotEqualTo(extent.page());
    pin.close();
    assertThat(write(file, 9_000).page()).isEqualTo(extent.page());
    assertThat(memory.size()).isLessThan(100_000);
    file.checkpoint(2, root("two"));
    assertThat(file.readExtent(file.root(), "the root")).isEqualTo(text("two"));
    file.close(2, root("closed"));
  }

  /** The free map and what the root reaches are all pages of a file, and none is both. */
  @Test
  void accountsForEveryPage() {
    TinyStore.Subject subject = new TinyStore.Subject(Protocol.ALL, Work.ALL);
    SplittableRandom random = new SplittableRandom(SEED);
    SimulatedStoreFile disk = new SimulatedStoreFile();
    TinyStore store = subject.create(disk);
    CrashHistory<Map<Integer, Integer>> history = new CrashHistory<>(store.state());
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 40; i++) {
        store.step(random, history);
      }
      if (round % 3 == 0) {
        disk = disk.afterKill();
        store = subject.open(disk);
      } else {
        store.close();
        expectEveryPageOnce(disk, subject.open(disk));
        store = subject.open(disk);
      }
      assertThat(store.state()).as("seed " + SEED).isEqualTo(history.newest());
    }
    assertThat(disk.size()).isLessThan(2 << 20);
  }

  private static void expectEveryPageOnce(SimulatedStoreFile disk, TinyStore store) {
    Superblock superblock = new Recovery(disk, Protocol.ALL).run().superblock();
    assertThat(disk.size()).isEqualTo(superblock.pageCount() * FileLayout.PAGE_BYTES);
    List<PageRun> all = new ArrayList<>(store.reachable());
    all.add(superblock.log());
    all.add(superblock.freeMap().run());
    byte[] map =
        new Extents(disk, new StoreChecksum(superblock.store()))
            .read(superblock.freeMap(), "the free map");
    all.addAll(FreeMap.readFrom(new ByteReader(map, "the free map"), superblock.pageCount()));
    BitSet seen = new BitSet();
    long pages = 0;
    for (PageRun run : all) {
      seen.set((int) run.page(), (int) run.end());
      pages += run.pages();
    }
    assertThat(pages).as("seed " + SEED).isEqualTo(superblock.pageCount() - FileLayout.FIRST_PAGE);
    assertThat(seen.cardinality()).as("seed " + SEED).isEqualTo((int) pages);
  }
}
