package io.cairn.storage.internal.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Values of one width one after another, the lowest bit first. */
final class PackedBits {
  /** Bytes behind the last value that must be there, so that a read of 8 bytes stays inside. */
  static final int PADDING = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int width;
  private final long mask;

  /** Uses the array, which ends with {@link #PADDING} spare bytes, as it is. */
  PackedBits(byte[] bytes, int width) {
    this.bytes = bytes;
    this.width = width;
    this.mask = width == 64 ? -1L : (1L << width) - 1;
  }

  byte[] bytes() {
    return bytes;
  }

  long get(int index) {
    long bit = (long) index * width;
    int position = (int) (bit >>> 3);
    int shift = (int) bit & 7;
    long value = (long) LONG.get(bytes, position) >>> shift;
    if (shift + width > 64) {
      value |= (bytes[position + 8] & 0xFFL) << (64 - shift);
    }
    return value & mask;
  }

  /** Sets a value whose bits were 0. */
  void set(int index, long value) {
    long bit = (long) index * width;
    int position = (int) (bit >>> 3);
    int shift = (int) bit & 7;
    LONG.set(bytes, position, (long) LONG.get(bytes, position) | value << shift);
    if (shift + width > 64) {
      bytes[position + 8] |= (byte) (value >>> (64 - shift));
    }
  }
}
