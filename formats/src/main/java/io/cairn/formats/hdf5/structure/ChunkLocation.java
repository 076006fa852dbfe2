package io.cairn.formats.hdf5.structure;

/** Where a chunk is stored; filled in by a lookup, and used again for the next. */
public final class ChunkLocation {
  /** Address of the first byte. */
  public long address;

  /** Bytes as stored, after the filters. */
  public long storedBytes;

  /** A bit for each filter that was left out. */
  public int filterMask;
}
