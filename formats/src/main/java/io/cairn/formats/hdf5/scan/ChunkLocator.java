package io.cairn.formats.hdf5.scan;

import io.cairn.formats.hdf5.structure.ChunkLocation;

/** Finds the chunks of a dataset for one reader. */
interface ChunkLocator {
  /**
   * Finds the chunk whose first element is at {@code origin}.
   *
   * @return whether it is stored; {@code found} is then filled in
   */
  boolean find(long[] origin, ChunkLocation found);
}
