package io.cairn.planner.exec.spill;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of one block: a checksum, then numbers in as few whole bytes as their range needs, and
 * byte strings compressed where that gains. Written from start to end, then read so. One thread at
 * a time.
 */
final class BlockBuffer {
  /** Texts of more bytes than this are cut into several blocks. */
  static final int MAX_TEXT_BYTES = 1 << 26;

  /** Larger scratch arrays are not kept. */
  static final int MODEST_BYTES = 1 << 22;

  private static final int CHECKSUM_BYTES = 4;

  /** Shorter byte strings are not worth a frame of zstd. */
  private static final int MIN_COMPRESSED = 256;

  private static final int FASTEST = 1;
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final CRC32C checksum = new CRC32C();
  private byte[] bytes = new byte[1 << 14];
  private int position;

  byte[] bytes() {
    return bytes;
  }

  /** Whether it is small enough to be kept for later. */
  boolean isModest() {
    return bytes.length <= MODEST_BYTES;
  }

  int capacity() {
    return bytes.length;
  }

  void startWriting() {
    position = CHECKSUM_BYTES;
  }

  /** Fills in the checksum; returns the length of the block. */
  int finishWriting() {
    INTS.set(bytes, 0, checksum());
    return position;
  }

  /** Fetches a block and checks it. */
  void startReading(SpillSpace space, long from, int length) {
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    space.read(from, bytes, length);
    position = length;
    if ((int) INTS.get(bytes, 0) != checksum()) {
      throw space.damaged(from);
    }
    position = CHECKSUM_BYTES;
  }

  private int checksum() {
    checksum.reset();
    checksum.update(bytes, CHECKSUM_BYTES, position - CHECKSUM_BYTES);
    return (int) checksum.getValue();
  }

  private int claim(int count) {
    int start = position;
    long end = (long) start + count;
    if (end > bytes.length) {
      if (end > Integer.MAX_VALUE - 8) {
        throw new QueryException(
            ErrorCode.PROGRAM_LIMIT,
            "The values of one row take more than 2 GB; select fewer or shorter ones");
      }
      bytes =
          Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * start)));
    }
    position = (int) end;
    return start;
  }

  void putByte(int value) {
    int at = claim(1);
    bytes[at] = (byte) value;
  }

  int getByte() {
    return bytes[position++];
  }

  void putInt(int value) {
    int at = claim(4);
    INTS.set(bytes, at, value);
  }

  int getInt() {
    int value = (int) INTS.get(bytes, position);
    position += 4;
    return value;
  }

  void putLong(long value) {
    int at = claim(8);
    LONGS.set(bytes, at, value);
  }

  long getLong() {
    long value = (long) LONGS.get(bytes, position);
    position += 8;
    return value;
  }

  /** The first {@code n} values of a lane. */
  void putInts(int[] values, int n) {
    int min = Integer.MAX_VALUE;
    int max = Integer.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    int width = width(n == 0 ? 0 : (long) max - min);
    putByte(width);
    putInt(min);
    int at = claim(width * n);
    byte[] out = bytes;
    switch (width) {
      case 0 -> {}
      case 1 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = (byte) (values[i] - min);
        }
      }
      case 2 -> {
        for (int i = 0; i < n; i++) {
          SHORTS.set(out, at + 2 * i, (short) (values[i] - min));
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          INTS.set(out, at + 4 * i, values[i] - min);
        }
      }
    }
  }

  void getInts(int[] values, int n) {
    int width = getByte();
    int min = getInt();
    int at = position;
    byte[] in = bytes;
    switch (width) {
      case 0 -> Arrays.fill(values, 0, n, min);
      case 1 -> {
        for (int i = 0; i < n; i++) {
          values[i] = min + (in[at + i] & 0xFF);
        }
      }
      case 2 -> {
        for (int i = 0; i < n; i++) {
          values[i] = min + ((short) SHORTS.get(in, at + 2 * i) & 0xFFFF);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          values[i] = min + (int) INTS.get(in, at + 4 * i);
        }
      }
    }
    position = at + width * n;
  }

  /** The first {@code n} values of a lane. */
  void putLongs(long[] values, int n) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    // The difference may pass 63 bits; as an unsigned number it is right.
    int width = width(n == 0 ? 0 : max - min);
    putByte(width);
    putLong(min);
    int at = claim(width * n);
    byte[] out = bytes;
    switch (width) {
      case 0 -> {}
      case 1 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = (byte) (values[i] - min);
        }
      }
      case 2 -> {
        for (int i = 0; i < n; i++) {
          SHORTS.set(out, at + 2 * i, (short) (values[i] - min));
        }
      }
      case 4 -> {
        for (int i = 0; i < n; i++) {
          INTS.set(out, at + 4 * i, (int) (values[i] - min));
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          LONGS.set(out, at + 8 * i, values[i] - min);
        }
      }
    }
  }

  void getLongs(long[] values, int n) {
    int width = getByte();
    long min = getLong();
    int at = position;
    byte[] in = bytes;
    switch (width) {
      case 0 -> Arrays.fill(values, 0, n, min);
      case 1 -> {
        for (int i = 0; i < n; i++) {
          values[i] = min + (in[at + i] & 0xFF);
        }
      }
      case 2 -> {
        for (int i = 0; i < n; i++) {
          values[i] = min + ((short) SHORTS.get(in, at + 2 * i) & 0xFFFF);
        }
      }
      case 4 -> {
        for (int i = 0; i < n; i++) {
          values[i] = min + ((int) INTS.get(in, at + 4 * i) & 0xFFFFFFFFL);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          values[i] = min + (long) LONGS.get(in, at + 8 * i);
        }
      }
    }
    position = at + width * n;
  }

  private static int width(long range) {
    if (range == 0) {
      return 0;
    }
    if (range < 0 || range > 0xFFFFFFFFL) {
      return 8;
    }
    return range <= 0xFF ? 1 : range <= 0xFFFF ? 2 : 4;
  }

  /** The first {@code n} values of a lane, bit for bit. */
  void putDoubles(double[] values, int n) {
    int at = claim(8 * n);
    byte[] out = bytes;
    for (int i = 0; i < n; i++) {
      LONGS.set(out, at + 8 * i, Double.doubleToRawLongBits(values[i]));
    }
  }

  void getDoubles(double[] values, int n) {
    int at = position;
    byte[] in = bytes;
    for (int i = 0; i < n; i++) {
      values[i] = Double.longBitsToDouble((long) LONGS.get(in, at + 8 * i));
    }
    position = at + 8 * n;
  }

  /** The first {@code n} entries of a validity lane, a bit each. */
  void putNulls(int[] nulls, int n) {
    int count = (n + 7) / 8;
    int at = claim(count);
    Arrays.fill(bytes, at, at + count, (byte) 0);
    for (int i = 0; i < n; i++) {
      bytes[at + (i >> 3)] |= (byte) ((nulls[i] & 1) << (i & 7));
    }
  }

  void getNulls(int[] nulls, int n) {
    int at = position;
    for (int i = 0; i < n; i++) {
      nulls[i] = -((bytes[at + (i >> 3)] >> (i & 7)) & 1);
    }
    position = at + (n + 7) / 8;
  }

  void putRaw(byte[] source, int from, int length) {
    int at = claim(length);
    System.arraycopy(source, from, bytes, at, length);
  }

  byte[] getRaw(int length) {
    byte[] target = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return target;
  }

  /** Bytes, compressed if that makes them an eighth smaller. */
  void putPacked(byte[] source, int from, int length) {
    if (length >= MIN_COMPRESSED) {
      int mark = position;
      int bound = (int) Zstd.compressBound(length);
      int at = claim(4 + bound) + 4;
      long size = Zstd.compressByteArray(bytes, at, bound, source, from, length, FASTEST);
      if (!Zstd.isError(size) && size < length - length / 8) {
        INTS.set(bytes, mark, (int) size);
        position = at + (int) size;
        return;
      }
      position = mark;
    }
    putInt(-1);
    putRaw(source, from, length);
  }

  /** Bytes that {@link #putPacked} wrote, of which there are {@code length}, at 0. */
  void getPacked(byte[] target, int length) {
    int size = getInt();
    if (size < 0) {
      System.arraycopy(bytes, position, target, 0, length);
      position += length;
      return;
    }
    try {
      long got = Zstd.decompressByteArray(target, 0, length, bytes, position, size);
      if (got != length) {
        throw new IllegalStateException("The block gave " + got + " bytes, expected " + length);
      }
    } catch (ZstdException e) {
      throw new IllegalStateException("A block with a right checksum does not decompress", e);
    }
    position += size;
  }
}
