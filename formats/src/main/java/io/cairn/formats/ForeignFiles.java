package io.cairn.formats;

import io.cairn.storage.Source;
import io.cairn.storage.SourceProvider;
import io.cairn.storage.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Opens files by what is in them: every {@link SourceProvider} is asked whether it knows the file's
 * signature; the name does not matter.
 */
public final class ForeignFiles {
  private ForeignFiles() {}

  /**
   * Opens a file for reading.
   *
   * @throws StorageException CANNOT_OPEN if the file is missing, a directory, empty, not permitted
   *     or of no known format; CORRUPT, UNSUPPORTED or IO as its format finds
   */
  public static Source open(Path file) {
    if (Files.isDirectory(file)) {
      throw refused(file, "it is a directory", "Name a file in it.");
    }
    if (!Files.exists(file)) {
      throw refused(file, "there is no such file", "Check the path.");
    }
    if (!Files.isReadable(file)) {
      throw refused(file, "reading it is not permitted", "Ask its owner for permission to read.");
    }
    List<String> formats = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() == 0) {
        throw refused(file, "it is empty", "Check that its writer finished.");
      }
      for (SourceProvider provider :
          ServiceLoader.load(SourceProvider.class, ForeignFiles.class.getClassLoader())) {
        if (provider.recognises(channel)) {
          return provider.open(file);
        }
        formats.add(provider.format());
      }
      throw refused(
          file,
          "it looks like " + Signature.describe(channel),
          "What can be opened: Cairn stores, " + String.join(", ", formats) + ".");
    } catch (IOException failure) {
      throw new StorageException(
          StorageException.Kind.CANNOT_OPEN,
          "Cannot open " + file + ": " + failure + ". Check the path and its permissions.",
          failure);
    }
  }

  private static StorageException refused(Path file, String reason, String advice) {
    return new StorageException(
        StorageException.Kind.CANNOT_OPEN, "Cannot open " + file + ": " + reason + ". " + advice);
  }
}
