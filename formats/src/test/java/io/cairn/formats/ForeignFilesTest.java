package io.cairn.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.storage.Source;
import io.cairn.storage.error.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening files: by what is in them, with an error that tells what they are instead. */
final class ForeignFilesTest {
  private static final Path FIXTURES = Path.of("src", "test", "resources", "fixtures");

  @TempDir private Path directory;

  private static StorageException refusal(Path file) {
    return catchThrowableOfType(StorageException.class, () -> ForeignFiles.open(file).close());
  }

  @Test
  void opensByContentAndNotByName() throws IOException {
    Path file = directory.resolve("holiday.jpeg");
    Files.copy(FIXTURES.resolve("links.h5"), file);
    try (Source source = ForeignFiles.open(file)) {
      assertThat(source.format()).isEqualTo("HDF5");
      assertThat(source.location()).isEqualTo(file.toString());
      assertThat(source.isReadOnly()).isTrue();
    }
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    StorageException missing = refusal(directory.resolve("none.h5"));
    assertThat(missing.kind()).isEqualTo(StorageException.Kind.CANNOT_OPEN);
    assertThat(missing).hasMessageEndingWith("none.h5: there is no such file. Check the path.");
    StorageException folder = refusal(directory);
    assertThat(folder.kind()).isEqualTo(StorageException.Kind.CANNOT_OPEN);
    assertThat(folder).hasMessageContaining("it is a directory");
    StorageException empty = refusal(Files.createFile(directory.resolve("empty.h5")));
    assertThat(empty.kind()).isEqualTo(StorageException.Kind.CANNOT_OPEN);
    assertThat(empty).hasMessageContaining("it is empty");
  }

  @ParameterizedTest
  @CsvSource({
    "ffd8ffe000104a46, a JPEG image",
    "89504e470d0a1a0a, a PNG image",
    "504b030414000000, a ZIP archive",
    "1f8b080000000000, a gzip file",
    "4344460100000000, a netCDF-3 classic file",
    "0e03130100000000, an HDF4 file",
    "934e554d50590100, a NumPy .npy array",
    "612c620a312c320a, it looks like text",
    "0001020304050607, an unknown kind of file that starts with the bytes 00 01 02",
  })
  void saysWhatForeignBytesLookLike(String hex, String words) throws IOException {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    Path file = directory.resolve("data.h5");
    Files.write(file, bytes);
    StorageException refusal = refusal(file);
    assertThat(refusal.kind()).isEqualTo(StorageException.Kind.CANNOT_OPEN);
    assertThat(refusal).hasMessageContaining(words).hasMessageContaining("HDF5");
  }

  @Test
  void saysHowMuchOfATruncatedFileIsThere() throws IOException {
    byte[] whole = Files.readAllBytes(FIXTURES.resolve("layouts.h5"));
    Path file = directory.resolve("cut.h5");
    Files.write(file, Arrays.copyOf(whole, 20_000));
    StorageException refusal = refusal(file);
    assertThat(refusal.kind()).isEqualTo(StorageException.Kind.CORRUPT);
    assertThat(refusal)
        .hasMessageContaining("it has 20000 bytes, and its superblock says " + whole.length);
  }

  @Test
  void refusesADamagedSuperblock() throws IOException {
    byte[] bytes = Files.readAllBytes(FIXTURES.resolve("latest.h5"));
    bytes[20] ^= 1;
    Path file = directory.resolve("damaged.h5");
    Files.write(file, bytes);
    StorageException refusal = refusal(file);
    assertThat(refusal.kind()).isEqualTo(StorageException.Kind.CORRUPT);
    assertThat(refusal).hasMessageContaining("superblock").hasMessageContaining("checksum");
  }

  @Test
  void findsTheSignatureBehindAUserBlock() {
    try (Source source = ForeignFiles.open(FIXTURES.resolve("userblock.h5"))) {
      assertThat(source.snapshot().root().children()).hasSize(6);
    }
  }

  @Test
  void textIsRecognisedAtAnyLength() throws IOException {
    Path file = directory.resolve("notes");
    Files.write(file, "a line\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
    assertThat(refusal(file)).hasMessageContaining("it looks like text");
  }
}
