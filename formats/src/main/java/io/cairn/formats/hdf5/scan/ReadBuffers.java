package io.cairn.formats.hdf5.scan;

import io.cairn.formats.hdf5.filter.FilterState;
import io.cairn.storage.error.StorageException;
import java.util.Arrays;

/** The byte arrays of a reader, which grow as needed and are used again. One thread at a time. */
final class ReadBuffers {
  private static final byte[] NONE = new byte[0];

  /** What the filters keep. */
  final FilterState filters = new FilterState();

  /** Rows, decoded. */
  byte[] rows = NONE;

  /** A chunk as stored. */
  byte[] stored = NONE;

  /** Room for the filters. */
  byte[] work = NONE;

  /** More room for the filters. */
  byte[] moreWork = NONE;

  long totalBytes() {
    return (long) rows.length + stored.length + work.length + moreWork.length;
  }

  /** An array of at least {@code length} bytes: this one, or a longer one with its content. */
  static byte[] grow(byte[] array, long length) {
    if (length <= array.length) {
      return array;
    }
    try {
      return Arrays.copyOf(array, Math.toIntExact(length));
    } catch (OutOfMemoryError | ArithmeticException tooMuch) {
      throw new StorageException(
          StorageException.Kind.MEMORY_LIMIT,
          "Cannot read a part of " + length + " bytes at once: the memory does not suffice.",
          tooMuch);
    }
  }

  /** An array of at least {@code length} bytes: this one, or a longer one without its content. */
  static byte[] replace(byte[] array, long length) {
    return length <= array.length ? array : grow(NONE, length);
  }
}
