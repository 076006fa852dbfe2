package io.cairn.storage.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link StoreFile} promises, and what files of the system do when interrupted. */
class StoreFileTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);

  @TempDir Path directory;

  @Test
  void behavesLikeAnArray() {
    behavesLikeAnArray(new HeapStoreFile("memory"));
    behavesLikeAnArray(new SimulatedStoreFile());
    behavesLikeAnArray(ChannelStoreFile.create(directory.resolve("a")));
  }

  private static void behavesLikeAnArray(StoreFile file) {
    Random random = new Random(SEED);
    byte[] expected = new byte[400_000];
    int size = 0;
    for (int i = 0; i < 2_000; i++) {
      int from = random.nextInt(expected.length);
      int to = Math.min(expected.length, from + random.nextInt(random.nextBoolean() ? 90_000 : 90));
      int choice = random.nextInt(20);
      if (choice == 0 && from < size) {
        file.truncate(from);
        Arrays.fill(expected, from, size, (byte) 0);
        size = from;
      } else if (choice < 8) {
        byte[] bytes = new byte[to - from + 2];
        random.nextBytes(bytes);
        file.write(from, bytes, 1, to - from);
        System.arraycopy(bytes, 1, expected, from, to - from);
        size = to > from ? Math.max(size, to) : size;
      } else if (choice == 8) {
        file.force();
      } else if (to <= size) {
        byte[] bytes = new byte[to - from + 2];
        file.read(from, bytes, 1, to - from);
        assertThat(Arrays.equals(bytes, 1, bytes.length - 1, expected, from, to))
            .as("seed " + SEED)
            .isTrue();
      } else {
        expectKind(() -> file.read(from, new byte[to - from], 0, to - from), Kind.CORRUPT);
      }
      assertThat(file.size()).as("seed " + SEED).isEqualTo(size);
    }
    file.close();
  }

  private static void expectKind(Runnable work, Kind kind) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void refusesWorkAfterItWasClosed() {
    for (StoreFile file :
        new StoreFile[] {
          new HeapStoreFile("memory"), ChannelStoreFile.create(directory.resolve("a"))
        }) {
      file.write(0, new byte[9], 0, 9);
      file.close();
      expectKind(() -> file.read(0, new byte[1], 0, 1), Kind.CLOSED);
      expectKind(() -> file.write(0, new byte[1], 0, 1), Kind.CLOSED);
      expectKind(file::force, Kind.CLOSED);
      expectKind(file::size, Kind.CLOSED);
    }
  }

  @Test
  void namesWhyAFileCannotBeOpened() {
    Path absent = directory.resolve("absent.cairn");
    expectKind(() -> ChannelStoreFile.open(absent, true), Kind.CANNOT_OPEN);
    assertThatThrownBy(() -> ChannelStoreFile.open(absent, false))
        .hasMessage("Cannot open " + absent + ": there is no such file.");
    assertThatThrownBy(() -> ChannelStoreFile.open(directory, false))
        .hasMessage("Cannot open " + directory + ": it is a directory.");
    ChannelStoreFile.create(absent).close();
    assertThatThrownBy(() -> ChannelStoreFile.create(absent))
        .hasMessage("Cannot open " + absent + ": it exists already.");
    expectKind(() -> ChannelStoreFile.create(directory.resolve("no/a")), Kind.CANNOT_OPEN);
  }

  @Test
  void worksForAnInterruptedThreadAndForTheOthers() throws InterruptedException {
    ChannelStoreFile file = ChannelStoreFile.create(directory.resolve("a"));
    byte[] bytes = new byte[64];
    Arrays.fill(bytes, (byte) 7);
    file.write(0, bytes, 0, bytes.length);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              byte[] target = new byte[64];
              started.countDown();
              try {
                for (int i = 0; i < 20_000; i++) {
                  file.read(0, target, 0, target.length);
                }
              } catch (RuntimeException e) {
                failure.set(e);
              }
            });
    other.start();
    started.await();
    for (int i = 0; i < 200; i++) {
      Thread.currentThread().interrupt();
      file.write(64L * i, bytes, 0, bytes.length);
      file.force();
      byte[] target = new byte[64];
      file.read(64L * i, target, 0, target.length);
      assertThat(target).isEqualTo(bytes);
      assertThat(Thread.interrupted()).isTrue();
    }
    other.join();
    assertThat(failure.get()).isNull();
    file.close();
  }

  @Test
  void noticesThatAnotherFileTookItsPlace() throws IOException {
    Path path = directory.resolve("a");
    ChannelStoreFile file = ChannelStoreFile.create(path);
    file.write(0, new byte[8], 0, 8);
    Files.move(path, directory.resolve("b"));
    Files.write(path, new byte[8]);
    Thread.currentThread().interrupt();
    expectKind(() -> file.read(0, new byte[8], 0, 8), Kind.IO);
    assertThat(Thread.interrupted()).isTrue();
    file.close();
  }
}
