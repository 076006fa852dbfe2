package io.cairn.storage.internal.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes little-endian values into a growing array. One thread at a time. */
public final class ByteWriter {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  public ByteWriter() {
    this(256);
  }

  public ByteWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** Bytes written so far. */
  public int size() {
    return size;
  }

  /** The array itself; the first {@link #size()} bytes are written. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, count), bytes.length * 2));
    }
  }

  public void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  public void writeShort(int value) {
    reserve(2);
    SHORT.set(bytes, size, (short) value);
    size += 2;
  }

  public void writeInt(int value) {
    reserve(4);
    INT.set(bytes, size, value);
    size += 4;
  }

  public void writeLong(long value) {
    reserve(8);
    LONG.set(bytes, size, value);
    size += 8;
  }

  /** The lowest {@code byteCount} bytes of a value. */
  public void writeBits(long value, int byteCount) {
    reserve(byteCount);
    for (int i = 0; i < byteCount; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  /** An unsigned value in groups of seven bits, the lowest first (LEB128). */
  public void writeVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      writeByte(((int) rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  public void writeBytes(byte[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  public void writeBytes(byte[] source) {
    writeBytes(source, 0, source.length);
  }

  /** The length in bytes as a varint, then UTF-8. */
  public void writeText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(encoded.length);
    writeBytes(encoded);
  }

  /** Zeros up to the next multiple of {@code alignment}, counted from the writer's start. */
  public void align(int alignment) {
    int rest = size % alignment;
    if (rest != 0) {
      reserve(alignment - rest);
      Arrays.fill(bytes, size, size + alignment - rest, (byte) 0);
      size += alignment - rest;
    }
  }

  /** Overwrites four bytes that were written before. */
  public void setInt(int position, int value) {
    INT.set(bytes, position, value);
  }

  /** Overwrites eight bytes that were written before. */
  public void setLong(int position, long value) {
    LONG.set(bytes, position, value);
  }
}
