package io.cairn.formats.hdf5;

import io.cairn.formats.hdf5.structure.Hdf5File;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Source;
import io.cairn.storage.error.StorageException;

/** An open HDF5 file: read only, and of one state. */
final class Hdf5Source implements Source {
  private final Hdf5File file;
  private final Hdf5Snapshot snapshot;
  private volatile boolean closed;

  Hdf5Source(Hdf5File file) {
    this.file = file;
    this.snapshot = new Hdf5Snapshot(new Hdf5Tree(file));
  }

  @Override
  public String format() {
    return "HDF5";
  }

  @Override
  public String location() {
    return file.bytes().path().toString();
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public Snapshot snapshot() {
    if (closed) {
      throw new StorageException(
          StorageException.Kind.CLOSED, "Cannot read " + location() + ": it was closed.");
    }
    return snapshot;
  }

  @Override
  public void close() {
    closed = true;
    file.close();
  }
}
