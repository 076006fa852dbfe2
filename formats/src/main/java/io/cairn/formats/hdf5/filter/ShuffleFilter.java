package io.cairn.formats.hdf5.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Filter 2: all first bytes of the elements, then all second bytes, and so on; bytes behind the
 * last whole element stay as they are.
 */
final class ShuffleFilter implements Filter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int elementBytes;

  ShuffleFilter(int elementBytes) {
    this.elementBytes = elementBytes;
  }

  @Override
  public int undo(byte[] in, int length, byte[] out, int limit) throws DamagedChunkException {
    if (length > limit) {
      throw new DamagedChunkException("it holds " + length + " bytes, expected " + limit);
    }
    if (elementBytes <= 1) {
      System.arraycopy(in, 0, out, 0, length);
      return length;
    }
    int count = length / elementBytes;
    switch (elementBytes) {
      case 2 -> unshuffle2(in, out, count);
      case 4 -> unshuffle4(in, out, count);
      case 8 -> unshuffle8(in, out, count);
      default -> unshuffle(in, out, count);
    }
    int whole = count * elementBytes;
    System.arraycopy(in, whole, out, whole, length - whole);
    return length;
  }

  private static void unshuffle2(byte[] in, byte[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[2 * i] = in[i];
      out[2 * i + 1] = in[count + i];
    }
  }

  private static void unshuffle4(byte[] in, byte[] out, int count) {
    int second = count;
    int third = 2 * count;
    int fourth = 3 * count;
    for (int i = 0; i < count; i++) {
      int value =
          (in[i] & 0xff)
              | (in[second + i] & 0xff) << 8
              | (in[third + i] & 0xff) << 16
              | in[fourth + i] << 24;
      INTS.set(out, 4 * i, value);
    }
  }

  /**
   * Eight elements a round: eight words of eight planes are transposed as a matrix of bytes, by
   * exchanging blocks of 4, 2 and 1 bytes.
   */
  private static void unshuffle8(byte[] in, byte[] out, int count) {
    int rounds = count & ~7;
    for (int i = 0; i < rounds; i += 8) {
      long a = (long) LONGS.get(in, i);
      long b = (long) LONGS.get(in, count + i);
      long c = (long) LONGS.get(in, 2 * count + i);
      long d = (long) LONGS.get(in, 3 * count + i);
      long e = (long) LONGS.get(in, 4 * count + i);
      long f = (long) LONGS.get(in, 5 * count + i);
      long g = (long) LONGS.get(in, 6 * count + i);
      long h = (long) LONGS.get(in, 7 * count + i);
      long low = 0x00000000ffffffffL;
      long a4 = (a & low) | e << 32;
      long e4 = a >>> 32 | (e & ~low);
      long b4 = (b & low) | f << 32;
      long f4 = b >>> 32 | (f & ~low);
      long c4 = (c & low) | g << 32;
      long g4 = c >>> 32 | (g & ~low);
      long d4 = (d & low) | h << 32;
      long h4 = d >>> 32 | (h & ~low);
      writeFour(out, 8 * i, a4, b4, c4, d4);
      writeFour(out, 8 * i + 32, e4, f4, g4, h4);
    }
    for (int i = rounds; i < count; i++) {
      for (int k = 0; k < 8; k++) {
        out[8 * i + k] = in[k * count + i];
      }
    }
  }

  private static void writeFour(byte[] out, int at, long a, long b, long c, long d) {
    long pairs = 0x0000ffff0000ffffL;
    long a2 = (a & pairs) | (c & pairs) << 16;
    long c2 = (a >>> 16 & pairs) | (c & ~pairs);
    long b2 = (b & pairs) | (d & pairs) << 16;
    long d2 = (b >>> 16 & pairs) | (d & ~pairs);
    long bytes = 0x00ff00ff00ff00ffL;
    LONGS.set(out, at, (a2 & bytes) | (b2 & bytes) << 8);
    LONGS.set(out, at + 8, (a2 >>> 8 & bytes) | (b2 & ~bytes));
    LONGS.set(out, at + 16, (c2 & bytes) | (d2 & bytes) << 8);
    LONGS.set(out, at + 24, (c2 >>> 8 & bytes) | (d2 & ~bytes));
  }

  /** Blocks of elements, so that the bytes written stay in the first cache. */
  private void unshuffle(byte[] in, byte[] out, int count) {
    int size = elementBytes;
    int block = Math.max(16, 16384 / size);
    for (int start = 0; start < count; start += block) {
      int end = Math.min(count, start + block);
      for (int k = 0; k < size; k++) {
        int plane = k * count;
        int at = start * size + k;
        for (int i = start; i < end; i++) {
          out[at] = in[plane + i];
          at += size;
        }
      }
    }
  }
}
