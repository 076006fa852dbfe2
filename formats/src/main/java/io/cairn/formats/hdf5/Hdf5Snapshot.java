package io.cairn.formats.hdf5;

import io.cairn.storage.Node;
import io.cairn.storage.Snapshot;

/** The one state of a file that is only read. */
final class Hdf5Snapshot implements Snapshot {
  private final Hdf5Tree tree;

  Hdf5Snapshot(Hdf5Tree tree) {
    this.tree = tree;
  }

  @Override
  public long version() {
    return 0;
  }

  @Override
  public Node root() {
    return tree.root();
  }

  @Override
  public void close() {}
}
