package io.cairn.formats.hdf5.io;

import io.cairn.storage.error.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over the bytes of one structure, little-endian; every step is checked against the
 * structure's end. One thread at a time.
 */
public final class ByteReader {
  /** An address or length with all bits set: nothing is there. */
  public static final long UNDEFINED = -1;

  private final FileBytes file;
  private final String what;
  private final byte[] bytes;
  private final int start;
  private final int end;
  private final long filePosition;
  private final int addressBytes;
  private final int lengthBytes;
  private int position;

  /**
   * A cursor over {@code bytes[start..end)}.
   *
   * @param what names the structure for messages, as {@code object header}
   * @param filePosition where {@code bytes[start]} stands in the file
   * @param addressBytes width of an address in this file: 2, 4 or 8
   * @param lengthBytes width of a length in this file: 2, 4 or 8
   */
  public ByteReader(
      FileBytes file,
      String what,
      byte[] bytes,
      int start,
      int end,
      long filePosition,
      int addressBytes,
      int lengthBytes) {
    this.file = file;
    this.what = what;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.filePosition = filePosition;
    this.addressBytes = addressBytes;
    this.lengthBytes = lengthBytes;
    this.position = start;
  }

  /** The next {@code length} bytes as a cursor of their own; this one goes behind them. */
  public ByteReader slice(String name, int length) {
    need(length);
    ByteReader part =
        new ByteReader(
            file,
            name,
            bytes,
            position,
            position + length,
            filePosition(),
            addressBytes,
            lengthBytes);
    position += length;
    return part;
  }

  /** The same bytes from the start. */
  public ByteReader again() {
    return new ByteReader(file, what, bytes, start, end, filePosition, addressBytes, lengthBytes);
  }

  public int remaining() {
    return end - position;
  }

  /** Bytes since the start. */
  public int consumed() {
    return position - start;
  }

  /** Where the next byte stands in the file. */
  public long filePosition() {
    return filePosition + (position - start);
  }

  public int addressBytes() {
    return addressBytes;
  }

  public int lengthBytes() {
    return lengthBytes;
  }

  public void skip(int count) {
    need(count);
    position += count;
  }

  /** Skips to the next multiple of eight bytes from the start, or to the end. */
  public void align8() {
    position = Math.min(end, start + ((position - start + 7) & ~7));
  }

  public int u8() {
    need(1);
    return bytes[position++] & 0xff;
  }

  public int u16() {
    return (int) unsigned(2);
  }

  public long u32() {
    return unsigned(4);
  }

  /** Four bytes as a count or size that must fit a positive int. */
  public int size32() {
    long value = u32();
    if (value > Integer.MAX_VALUE) {
      throw corrupt("a size of " + value + " is out of range");
    }
    return (int) value;
  }

  public long i64() {
    return unsigned(8);
  }

  /** A number of {@code width} bytes, 1 to 8; a wide one may come out negative. */
  public long unsigned(int width) {
    need(width);
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[position + i] & 0xff);
    }
    position += width;
    return value;
  }

  /** An address, relative to the file's base; {@link #UNDEFINED} if all its bits are set. */
  public long address() {
    return optional(addressBytes);
  }

  /** A length; {@link #UNDEFINED} if all its bits are set. */
  public long length() {
    return optional(lengthBytes);
  }

  private long optional(int width) {
    long value = unsigned(width);
    return width < 8 && value == (1L << (8 * width)) - 1 ? UNDEFINED : value;
  }

  public byte[] bytes(int count) {
    need(count);
    byte[] copy = Arrays.copyOfRange(bytes, position, position + count);
    position += count;
    return copy;
  }

  /** Text up to a NUL, which is consumed too; the NUL may be missing at the end. */
  public String nullTerminated() {
    int stop = position;
    while (stop < end && bytes[stop] != 0) {
      stop++;
    }
    String text = new String(bytes, position, stop - position, StandardCharsets.UTF_8);
    position = Math.min(end, stop + 1);
    return text;
  }

  /** Text of {@code count} bytes; whatever follows a NUL is left out. */
  public String text(int count) {
    return slice(what, count).nullTerminated();
  }

  /** Consumes a signature of ASCII characters. */
  public void signature(String expected) {
    String found = new String(bytes(expected.length()), StandardCharsets.ISO_8859_1);
    if (!found.equals(expected)) {
      throw corrupt("it starts with " + printable(found) + ", expected " + expected);
    }
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder("bytes");
    for (int i = 0; i < text.length(); i++) {
      out.append(String.format(" %02x", (int) text.charAt(i)));
    }
    return out.toString();
  }

  private void need(int count) {
    if (count < 0 || count > end - position) {
      throw corrupt(
          "it needs "
              + (count < 0 ? "more" : count)
              + " bytes at byte "
              + filePosition()
              + ", but has "
              + (end - position)
              + " left");
    }
  }

  /** An error in this structure. */
  public StorageException corrupt(String problem) {
    return file.corrupt("Cannot read the " + what + " at byte " + filePosition, problem);
  }
}
