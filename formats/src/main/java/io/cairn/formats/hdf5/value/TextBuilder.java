package io.cairn.formats.hdf5.value;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.TextVector;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects the texts of a batch as valid UTF-8: bytes that are not are taken for ISO-8859-1. One
 * thread at a time.
 */
final class TextBuilder {
  private static final int MAX_BATCH_BYTES = 256 << 20;

  private final TextVector vector = new TextVector();
  private final int[] nulls = new int[Batch.CAPACITY];
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private byte[] bytes = new byte[4096];
  private int length;
  private int row;
  private boolean anyNull;

  void start() {
    length = 0;
    row = 0;
    anyNull = false;
  }

  void add(byte[] source, int start, int count) {
    boolean ascii = true;
    for (int i = start; i < start + count; i++) {
      if (source[i] < 0) {
        ascii = false;
        break;
      }
    }
    nulls[row] = 0;
    if (ascii || isUtf8(source, start, count)) {
      reserve(count);
      System.arraycopy(source, start, bytes, length, count);
      length += count;
    } else {
      reserve(2L * count);
      for (int i = start; i < start + count; i++) {
        int value = source[i] & 0xff;
        if (value < 0x80) {
          bytes[length++] = (byte) value;
        } else {
          bytes[length++] = (byte) (0xc0 | value >> 6);
          bytes[length++] = (byte) (0x80 | (value & 0x3f));
        }
      }
    }
    vector.offsets()[++row] = length;
  }

  void addNull() {
    nulls[row] = -1;
    anyNull = true;
    vector.offsets()[++row] = length;
  }

  TextVector finish() {
    vector.setBytes(bytes);
    vector.setNulls(anyNull ? nulls : null);
    return vector;
  }

  private boolean isUtf8(byte[] source, int start, int count) {
    CharBuffer chars = CharBuffer.allocate(count);
    decoder.reset();
    return !decoder.decode(ByteBuffer.wrap(source, start, count), chars, true).isError();
  }

  /** Room for {@code count} more bytes; returns the array. */
  byte[] reserve(long count) {
    long needed = length + count;
    if (needed > MAX_BATCH_BYTES) {
      throw new StorageException(
          StorageException.Kind.MEMORY_LIMIT,
          "Cannot hold the texts of a batch of rows: they take over "
              + MAX_BATCH_BYTES
              + " bytes. Read fewer columns or rows at a time.");
    }
    if (needed > bytes.length) {
      long doubled = Math.min(MAX_BATCH_BYTES, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
    }
    return bytes;
  }

  int[] offsets() {
    return vector.offsets();
  }

  /** The texts that were put into {@link #reserve} and {@link #offsets}, all of them ASCII. */
  TextVector finishAscii() {
    vector.setBytes(bytes);
    vector.setNulls(null);
    return vector;
  }
}
