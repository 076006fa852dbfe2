package io.cairn.formats.hdf5.filter;

import java.util.BitSet;

/** Some bytes of an element. Not to be changed once it is in use. */
public final class ByteRanges {
  private final BitSet bytes = new BitSet();

  /** No byte. */
  public ByteRanges() {}

  /** Adds {@code count} bytes from {@code start} on. */
  public void add(int start, int count) {
    bytes.set(start, start + count);
  }

  boolean contains(int position) {
    return bytes.get(position);
  }
}
