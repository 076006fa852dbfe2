package io.cairn.formats.hdf5.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  /** The first of eight planes each, for elements of eight bytes or more; absent for all. */
  private final int @Nullable [] groups;

  /** Brings back every byte of the elements. */
  ShuffleFilter(int elementBytes) {
    this.elementBytes = elementBytes;
    this.groups = null;
  }

  /** Brings back the wanted bytes of each element; the others may hold anything. */
  ShuffleFilter(int elementBytes, ByteRanges wanted) {
    this.elementBytes = elementBytes;
    int[] found = new int[elementBytes / 8 + 1];
    int count = 0;
    int covered = 0;
    for (int plane = 0; plane < elementBytes && elementBytes >= 8; plane++) {
      if (plane >= covered && wanted.contains(plane)) {
        // The last group starts early enough to end with the element.
        found[count] = Math.min(plane, elementBytes - 8);
        covered = found[count++] + 8;
      }
    }
    this.groups = Arrays.copyOf(found, count);
  }

  @Override
  public int undo(byte[] in, int length, byte[] out, int limit) throws DamagedChunkException {
    if (length > limit) {
      throw new DamagedChunkException("it holds " + length + " bytes, expected " + limit);
    }
    if (elementBytes <= 1 || length < elementBytes) {
      System.arraycopy(in, 0, out, 0, length);
      return length;
    }
    int count = length / elementBytes;
    if (elementBytes >= 8) {
      unshuffleGroups(in, out, count);
    } else if (elementBytes == 4) {
      unshuffle4(in, out, count);
    } else if (elementBytes == 2) {
      unshuffle2(in, out, count);
    } else {
      unshuffle(in, out, count, elementBytes);
    }
    int whole = count * elementBytes;
    System.arraycopy(in, whole, out, whole, length - whole);
    return length;
  }

  private void unshuffleGroups(byte[] in, byte[] out, int count) {
    if (groups != null) {
      for (int plane : groups) {
        unshuffle8(in, out, count, elementBytes, plane);
      }
      return;
    }
    for (int plane = 0; plane < elementBytes; plane += 8) {
      unshuffle8(in, out, count, elementBytes, Math.min(plane, elementBytes - 8));
    }
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
   * Eight planes, eight elements a round: eight words are transposed as a matrix of bytes, by
   * exchanging blocks of 4, 2 and 1 bytes.
   */
  private static void unshuffle8(byte[] in, byte[] out, int count, int size, int plane) {
    int first = plane * count;
    int rounds = count & ~7;
    for (int i = 0; i < rounds; i += 8) {
      int from = first + i;
      long a = (long) LONGS.get(in, from);
      long b = (long) LONGS.get(in, from + count);
      long c = (long) LONGS.get(in, from + 2 * count);
      long d = (long) LONGS.get(in, from + 3 * count);
      long e = (long) LONGS.get(in, from + 4 * count);
      long f = (long) LONGS.get(in, from + 5 * count);
      long g = (long) LONGS.get(in, from + 6 * count);
      long h = (long) LONGS.get(in, from + 7 * count);
      long low = 0x00000000ffffffffL;
      long a4 = (a & low) | (e << 32);
      long e4 = (a >>> 32) | (e & ~low);
      long b4 = (b & low) | (f << 32);
      long f4 = (b >>> 32) | (f & ~low);
      long c4 = (c & low) | (g << 32);
      long g4 = (c >>> 32) | (g & ~low);
      long d4 = (d & low) | (h << 32);
      long h4 = (d >>> 32) | (h & ~low);
      int to = i * size + plane;
      writeFour(out, to, size, a4, b4, c4, d4);
      writeFour(out, to + 4 * size, size, e4, f4, g4, h4);
    }
    for (int i = rounds; i < count; i++) {
      for (int k = 0; k < 8; k++) {
        out[i * size + plane + k] = in[first + k * count + i];
      }
    }
  }

  private static void writeFour(byte[] out, int at, int size, long a, long b, long c, long d) {
    long pairs = 0x0000ffff0000ffffL;
    long a2 = (a & pairs) | (c & pairs) << 16;
    long c2 = (a >>> 16 & pairs) | (c & ~pairs);
    long b2 = (b & pairs) | (d & pairs) << 16;
    long d2 = (b >>> 16 & pairs) | (d & ~pairs);
    long bytes = 0x00ff00ff00ff00ffL;
    LONGS.set(out, at, (a2 & bytes) | (b2 & bytes) << 8);
    LONGS.set(out, at + size, (a2 >>> 8 & bytes) | (b2 & ~bytes));
    LONGS.set(out, at + 2 * size, (c2 & bytes) | (d2 & bytes) << 8);
    LONGS.set(out, at + 3 * size, (c2 >>> 8 & bytes) | (d2 & ~bytes));
  }

  private static void unshuffle(byte[] in, byte[] out, int count, int size) {
    for (int k = 0; k < size; k++) {
      int plane = k * count;
      int at = k;
      for (int i = 0; i < count; i++) {
        out[at] = in[plane + i];
        at += size;
      }
    }
  }
}
