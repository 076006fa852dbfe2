package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.FixedText;
import io.cairn.storage.vector.ColumnVector;

/**
 * Text of a fixed number of bytes: NULs at the end are padding, and blanks where the type says so.
 * What is called NUL-terminated has no NUL when the text fills it, and may hold NULs inside.
 */
final class FixedTextDecoder implements ColumnDecoder {
  private static final long NOT_ASCII = 0x8080808080808080L;

  private final int size;
  private final boolean spacePadded;
  private final TextBuilder builder = new TextBuilder();

  FixedTextDecoder(FixedText type) {
    this.size = type.size();
    this.spacePadded = type.padding() == FixedText.Padding.SPACE_PADDED;
  }

  @Override
  public ColumnVector decode(byte[] bytes, int at, int stride, int count) {
    builder.start();
    byte[] out = builder.reserve((long) count * size + Long.BYTES);
    int safe = bytes.length - (size + Long.BYTES);
    int length = 0;
    long seen = 0;
    int[] offsets = builder.offsets();
    for (int i = 0; i < count; i++) {
      int start = at + i * stride;
      int end = end(bytes, start);
      if (start > safe) {
        return decodeSlowly(bytes, at, stride, count);
      }
      int done = length;
      // Whole words: what is too much is overwritten by the next text.
      for (int from = start; from < end; from += Long.BYTES) {
        long word = (long) Views.LONG_LE.get(bytes, from);
        Views.LONG_LE.set(out, done, word);
        int rest = end - from;
        seen |= rest < Long.BYTES ? word & ((1L << (8 * rest)) - 1) : word;
        done += Long.BYTES;
      }
      length += end - start;
      offsets[i + 1] = length;
    }
    if ((seen & NOT_ASCII) != 0) {
      return decodeSlowly(bytes, at, stride, count);
    }
    return builder.finishAscii();
  }

  private int end(byte[] bytes, int start) {
    int end = start + size;
    while (end > start && (bytes[end - 1] == 0 || (spacePadded && bytes[end - 1] == ' '))) {
      end--;
    }
    return end;
  }

  /** Looks at each text by itself: some are not ASCII, or lie at the end of the array. */
  private ColumnVector decodeSlowly(byte[] bytes, int at, int stride, int count) {
    builder.start();
    for (int i = 0; i < count; i++) {
      int start = at + i * stride;
      builder.add(bytes, start, end(bytes, start) - start);
    }
    return builder.finish();
  }
}
