package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;

/** Lengths that a file gives to offsets that can be trusted. */
final class TextOffsets {
  private TextOffsets() {}

  /** One more entry than lengths, from 0 to {@code byteCount}; fails if they do not add up. */
  static int[] of(ByteReader in, long[] lengths, int byteCount) {
    int[] offsets = new int[lengths.length + 1];
    long end = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0 || lengths[i] > byteCount - end) {
        throw in.corrupt(
            "text " + i + " of " + lengths[i] + " bytes goes beyond the " + byteCount + " bytes");
      }
      end += lengths[i];
      offsets[i + 1] = (int) end;
    }
    if (end != byteCount) {
      throw in.corrupt("texts have " + end + " bytes of " + byteCount);
    }
    return offsets;
  }
}
