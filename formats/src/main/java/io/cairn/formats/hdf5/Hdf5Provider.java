package io.cairn.formats.hdf5;

import io.cairn.formats.hdf5.io.FileBytes;
import io.cairn.formats.hdf5.structure.Hdf5File;
import io.cairn.formats.hdf5.structure.Superblock;
import io.cairn.storage.Source;
import io.cairn.storage.SourceProvider;
import io.cairn.storage.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Opens HDF5 files for reading. Thread-safe. */
public final class Hdf5Provider implements SourceProvider {
  /** For {@link java.util.ServiceLoader}. */
  public Hdf5Provider() {}

  @Override
  public String format() {
    return "HDF5";
  }

  @Override
  public boolean recognises(FileChannel channel) throws IOException {
    return Superblock.find(channel) >= 0;
  }

  @Override
  public Source open(Path file) {
    FileBytes bytes;
    try {
      bytes = FileBytes.open(file);
    } catch (IOException failure) {
      throw new StorageException(
          StorageException.Kind.CANNOT_OPEN,
          "Cannot open " + file + ": " + failure + ". Check the path and its permissions.",
          failure);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long position = Superblock.find(channel);
      if (position < 0) {
        throw new StorageException(
            StorageException.Kind.CANNOT_OPEN,
            "Cannot open " + file + " as HDF5: it has no HDF5 signature.");
      }
      return new Hdf5Source(new Hdf5File(bytes, Superblock.read(bytes, position)));
    } catch (IOException failure) {
      bytes.close();
      throw new StorageException(
          StorageException.Kind.IO,
          "Cannot read " + file + ": " + failure + ". Check the disk or the network drive.",
          failure);
    } catch (RuntimeException failure) {
      bytes.close();
      throw failure;
    }
  }
}
