package io.cairn.storage.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.storage.Snapshot;
import io.cairn.storage.internal.commit.CommitOptions;
import io.cairn.storage.internal.io.HeapStoreFile;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import io.cairn.storage.internal.io.StoreFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Files that released versions wrote are read by every later one. {@code -Dcairn.golden=DIRECTORY}
 * writes one more pair of a file and its content there, for a version that changes the format.
 */
class GoldenStoreTest {
  private static final String VERSION = "1.0";

  @Test
  void readsTheStoreOfEachVersion() throws IOException {
    String directory = System.getProperty("cairn.golden");
    if (directory != null) {
      write(Path.of(directory));
    }
    assertThat(contentOf(resource("store-" + VERSION + ".cairn.gz")))
        .isEqualTo(new String(resource("store-" + VERSION + ".txt.gz"), StandardCharsets.UTF_8));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream file =
            Objects.requireNonNull(GoldenStoreTest.class.getResourceAsStream("/golden/" + name));
        GZIPInputStream in = new GZIPInputStream(file)) {
      return in.readAllBytes();
    }
  }

  private static String contentOf(byte[] bytes) {
    StoreFile file = new HeapStoreFile("golden");
    file.write(0, bytes, 0, bytes.length);
    Committer store = StoreEngine.open(file, CommitOptions.forReading(), RichStore.OPTIONS);
    try (Snapshot snapshot = store.snapshot()) {
      StringBuilder text = new StringBuilder();
      StoreContent.of(snapshot)
          .forEach(
              (path, rows) -> {
                text.append(path).append('\n');
                rows.forEach(row -> text.append("  ").append(row).append('\n'));
              });
      return text.toString();
    }
  }

  /** A store whose process ended without closing it, so that its log counts. */
  private static void write(Path directory) throws IOException {
    SimulatedStoreFile file = new SimulatedStoreFile();
    RichStore.fill(file, 42);
    byte[] bytes = new byte[(int) file.size()];
    file.read(0, bytes, 0, bytes.length);
    writeGzip(directory.resolve("store-" + VERSION + ".cairn.gz"), bytes);
    writeGzip(
        directory.resolve("store-" + VERSION + ".txt.gz"),
        contentOf(bytes).getBytes(StandardCharsets.UTF_8));
  }

  private static void writeGzip(Path path, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    Files.write(path, packed.toByteArray());
  }
}
