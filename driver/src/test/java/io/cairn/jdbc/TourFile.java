package io.cairn.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The file that the demo shows, as a file of a test's own. */
final class TourFile {
  private static final String RESOURCE = "/io/cairn/cli/demo/tour.h5";

  private TourFile() {}

  /** Copies it into a directory. */
  static Path in(Path directory) throws IOException {
    return in(directory, "tour.h5");
  }

  static Path in(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream content =
        Objects.requireNonNull(TourFile.class.getResourceAsStream(RESOURCE))) {
      Files.copy(content, file);
    }
    return file;
  }
}
