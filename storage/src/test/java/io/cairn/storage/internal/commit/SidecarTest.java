package io.cairn.storage.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarTest {
  @TempDir Path directory;

  private Path store = Path.of("");

  @BeforeEach
  void nameAStore() {
    store = directory.resolve("shop.cairn");
  }

  /** Another process: locks the store that it is given, says so, and waits for the end of input. */
  public static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (Sidecar held = Sidecar.lock(Path.of(arguments[0]), false, 0)) {
        System.out.println("locked " + held.isLocked());
        System.in.read();
      }
    }
  }

  private static void expectLocked(Path store, String owner) {
    assertThatThrownBy(() -> Sidecar.lock(store, false, 0))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOCKED))
        .hasMessageContaining(store.toString())
        .hasMessageContaining(owner);
  }

  @Test
  void isHeldOnceInAProcess() {
    Sidecar first = Sidecar.lock(store, false, 0);
    assertThat(first.isLocked()).isTrue();
    expectLocked(store, "this process already");
    expectLocked(store, "this process already");
    first.close();
    first.close();
    Sidecar second = Sidecar.lock(store, true, 0);
    expectLocked(store, "this process already");
    second.close();
  }

  @Test
  void liesBesideTheStoreWhileItIsOpen() {
    Sidecar held = Sidecar.lock(store, false, 0);
    assertThat(directory.resolve("shop.cairn-lck")).exists();
    held.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void isTheSameThroughASymbolicLink() throws IOException {
    Files.createFile(store);
    Path link = Files.createSymbolicLink(directory.resolve("link.cairn"), store);
    try (Sidecar held = Sidecar.lock(link, false, 0)) {
      assertThat(held.isLocked()).isTrue();
      expectLocked(store, "this process already");
    }
  }

  @Test
  void keepsAnotherProcessOutAndNamesIt() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Holder.class.getName(),
                    store.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("locked true");
      expectLocked(store, "process " + other.pid());
      other.getOutputStream().close();
      assertThat(other.waitFor()).isZero();
    } finally {
      other.destroy();
    }
    Sidecar.lock(store, false, 0).close();
  }

  @Test
  void outlivesAnInterrupt() {
    Thread.currentThread().interrupt();
    Sidecar held = Sidecar.lock(store, false, 0);
    assertThat(Thread.interrupted()).isTrue();
    expectLocked(store, "this process already");
    held.close();
  }

  @Test
  void refusesALockFileThatIsADirectory() throws IOException {
    Files.createFile(store);
    Path blocked = Files.createDirectory(directory.resolve("shop.cairn-lck"));
    assertThatThrownBy(() -> Sidecar.lock(store, false, 0))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANNOT_OPEN))
        .hasMessageContaining(blocked.toString());
  }

  @Test
  void refusesADirectoryThatIsNotThere() {
    assertThatThrownBy(() -> Sidecar.lock(directory.resolve("no/shop.cairn"), false, 0))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANNOT_OPEN));
  }
}
