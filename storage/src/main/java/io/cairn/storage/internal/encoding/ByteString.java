package io.cairn.storage.internal.encoding;

import java.util.Arrays;

/** Bytes in unsigned order. The array is not copied: nobody changes it. */
record ByteString(byte[] bytes) implements Comparable<ByteString> {
  /** The smallest value above this one. */
  ByteString next() {
    return new ByteString(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @Override
  public int compareTo(ByteString other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  int compareTo(byte[] other, int from, int to) {
    return Arrays.compareUnsigned(bytes, 0, bytes.length, other, from, to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
