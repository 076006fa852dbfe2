package io.cairn.formats.hdf5;

import io.cairn.formats.ForeignFiles;
import io.cairn.storage.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files under {@code src/test/resources/fixtures}. */
final class Fixtures {
  private static final Path DIRECTORY = Path.of("src", "test", "resources", "fixtures");

  private Fixtures() {}

  static Path path(String name) {
    return DIRECTORY.resolve(name);
  }

  static Source open(String name) {
    return ForeignFiles.open(path(name));
  }

  /** Every HDF5 file, in the order of names. */
  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.filter(file -> file.toString().endsWith(".h5")).sorted().toList();
    }
  }
}
