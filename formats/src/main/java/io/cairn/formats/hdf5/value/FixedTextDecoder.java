package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.FixedText;
import io.cairn.storage.vector.ColumnVector;

/**
 * Text of a fixed number of bytes: NULs at the end are padding, and blanks where the type says so.
 * What is called NUL-terminated has no NUL when the text fills it, and may hold NULs inside.
 */
final class FixedTextDecoder implements ColumnDecoder {
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
    int start = at;
    for (int i = 0; i < count; i++) {
      int end = start + size;
      while (end > start && (bytes[end - 1] == 0 || (spacePadded && bytes[end - 1] == ' '))) {
        end--;
      }
      builder.add(bytes, start, end - start);
      start += stride;
    }
    return builder.finish();
  }
}
