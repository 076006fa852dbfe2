package io.cairn.storage;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Opens files of one format; found by {@link java.util.ServiceLoader}. The file's signature
 * decides, never its name.
 */
public interface SourceProvider {
  /** The format's name for messages. */
  String format();

  /**
   * Whether the file starts as one of this format does, or carries its signature where the format
   * allows it. Reads at positions and leaves the channel's own position alone.
   *
   * @throws java.io.IOException if reading fails
   */
  boolean recognises(FileChannel channel) throws java.io.IOException;

  /**
   * Opens the file for reading.
   *
   * @throws io.cairn.storage.error.StorageException of kind CANNOT_OPEN, CORRUPT, UNSUPPORTED or IO
   */
  Source open(Path file);
}
