package io.cairn.storage.internal.io;

import io.cairn.storage.error.StorageException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads little-endian values out of an array that a file gave. Whatever does not fit is {@link
 * StorageException.Kind#CORRUPT}: nothing is trusted, nothing is allocated before its length was
 * held against the bytes that are left. One thread at a time.
 */
public final class ByteReader {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private final String place;
  private int position;

  /**
   * Reads all of {@code bytes}.
   *
   * @param place what the bytes are, for messages: {@code the root of shop.cairn}
   */
  public ByteReader(byte[] bytes, String place) {
    this(bytes, 0, bytes.length, place);
  }

  public ByteReader(byte[] bytes, int from, int to, String place) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
    this.place = place;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return end - position;
  }

  public String place() {
    return place;
  }

  private int take(int count) {
    if (count < 0 || count > end - position) {
      throw corrupt("it ends at byte " + end + ", and " + count + " more are expected there");
    }
    int start = position;
    position += count;
    return start;
  }

  public int readUnsignedByte() {
    return bytes[take(1)] & 0xFF;
  }

  public int readUnsignedShort() {
    return (short) SHORT.get(bytes, take(2)) & 0xFFFF;
  }

  public int readInt() {
    return (int) INT.get(bytes, take(4));
  }

  public long readLong() {
    return (long) LONG.get(bytes, take(8));
  }

  /** An unsigned value of {@code byteCount} bytes, up to 8. */
  public long readBits(int byteCount) {
    int start = take(byteCount);
    long value = 0;
    for (int i = 0; i < byteCount; i++) {
      value |= (bytes[start + i] & 0xFFL) << (8 * i);
    }
    return value;
  }

  public long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readUnsignedByte();
      value |= (next & 0x7FL) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw corrupt("a number at byte " + position + " has more than 64 bits");
  }

  /** A varint that counts things of at least {@code bytesEach} bytes that follow. */
  public int readCount(int bytesEach) {
    long count = readVarint();
    if (count < 0 || count > remaining() / Math.max(1, bytesEach)) {
      throw corrupt(
          "it counts " + Long.toUnsignedString(count) + " entries in " + remaining() + " bytes");
    }
    return (int) count;
  }

  public byte[] readBytes(int length) {
    int start = take(length);
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  public String readText() {
    int length = readCount(1);
    int start = take(length);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(java.nio.ByteBuffer.wrap(bytes, start, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw corrupt("the text at byte " + start + " is not UTF-8");
    }
  }

  public void skip(int count) {
    take(count);
  }

  /** Fails unless everything was read. */
  public void expectEnd() {
    if (remaining() != 0) {
      throw corrupt(remaining() + " bytes are left over");
    }
  }

  /** What to throw where the bytes make no sense. */
  public StorageException corrupt(String what) {
    return new StorageException(
        StorageException.Kind.CORRUPT,
        "Cannot read "
            + place
            + ": "
            + what
            + ". The file is damaged; restore a copy of it from a backup.");
  }
}
